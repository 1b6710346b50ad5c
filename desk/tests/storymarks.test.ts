import { describe, expect, test } from 'vitest'
import type { StoryAccount, StoryPage } from '../src/lib/contract'
import { chainsOf, markedUp } from '../src/lib/storymarks'

const TEXT = 'Gunmen attacked the post. Police said two died. Then it rained. The mayor said Gunmen fled.'
const quote = (text: string, from = 0) => ({ text, start: TEXT.indexOf(text, from), end: TEXT.indexOf(text, from) + text.length })
const link = (name: string, cue = 0) => ({ name, quote: quote(name), cue: quote('said', cue), direct: false, evidence: '' })
const account = (id: string, mentions: string[], parts: string[], chain: ReturnType<typeof link>[]) => ({
  id, kind: 'attack', status: 'happened', mentions: mentions.map((one) => quote(one)), parts: parts.map((one) => quote(one)), chain, from: 0, to: TEXT.length,
}) // prettier-ignore
const STORY = {
  text: TEXT,
  sentences: [[0, 25], [26, 47], [48, 63], [64, 91]],
  mentions: [{ ...quote('post'), id: 'post', label: 'place', name: null, entity: null, detail: '', rule: '' }],
  accounts: [
    account('a', ['attacked', 'died', 'fled'], ['post'], [link('Police')]),
    account('b', ['fled'], [], [link('The mayor', 60)]),
  ] as unknown as StoryAccount[],
} as unknown as StoryPage // prettier-ignore

describe('by whose word a mark stands', () => {
  const marked = markedUp(STORY)
  const markOf = (id: string) => marked.marks.find((mark) => mark.id === id)!

  test('is the chain of its own account, not of all whose words lie around it', () => {
    expect(chainsOf(markOf('a/0'), marked)).toEqual([['Police']])
    expect(chainsOf(markOf('b/0'), marked)).toEqual([['The mayor']])
  })
  test('is that of the accounts in which a place or a name plays a part', () => {
    expect(chainsOf(markOf('post'), marked)).toEqual([['Police']])
    expect(chainsOf({ id: 'x', layer: 'time', start: 53, end: 62 }, marked)).toEqual([])
  })
  test('draws a bracket around a saying and what stands beside it, not around all that the account tells', () => {
    const [police] = marked.said.filter((one) => one.who === 'Police')
    expect(TEXT.slice(police.start, police.end)).toBe('attacked the post. Police said two died')
  })
})

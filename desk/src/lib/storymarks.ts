// A story's mentions and accounts as marks in UTF-16 units, and its attributions as brackets.
import type { StoryAccount, StoryPage } from './contract'
import { unitsOf, type Mark } from './spans'

export const LAYERS = ['actor', 'place', 'time', 'item', 'number', 'account', 'said'] as const
export type Layer = (typeof LAYERS)[number]

interface Stretch { start: number; end: number }
export interface Told extends Stretch { account: StoryAccount; spans: Stretch[]; parts: Stretch[] }
export interface Said {
  id: string; who: string; parent: string | null; start: number; end: number; isDirect: boolean; status: string; evidence: string
}
export interface Marked {
  marks: Mark[]; sentences: [number, number][]; told: Map<string, Told>; said: Said[]
  names: Map<string, { name: string; detail: string; words: string; rule: string }>
}

export function markedUp(story: StoryPage): Marked {
  const unit = unitsOf(story.text)
  const names: Marked['names'] = new Map()
  const marks: Mark[] = story.mentions.map((mention) => {
    const name = mention.name ?? mention.text
    names.set(mention.id, { name, detail: mention.detail, words: mention.text, rule: mention.rule })
    return { id: mention.id, layer: mention.label, start: unit(mention.start), end: unit(mention.end) }
  })
  const told = new Map<string, Told>()
  for (const account of story.accounts) {
    const [spans, parts] = [account.mentions, account.parts].map((of) => of.map(({ start, end }) => ({ start: unit(start), end: unit(end) })))
    told.set(account.id, { account, spans, parts, start: unit(account.from), end: unit(account.to) })
    spans.forEach(({ start, end }, i) => marks.push({ id: `${account.id}/${i}`, layer: 'account', account: account.id, start, end }))
  }
  const sentences = story.sentences.map(([start, end]): [number, number] => [unit(start), unit(end)])
  return { marks, sentences, told, said: saidIn(story, unit), names }
}

/** By whose word a mark stands: the chain of each account that it tells of or plays a part in, outermost first, each once. */
export function chainsOf(mark: Mark, marked: Marked): string[][] {
  const isPart = (one: Told) => one.parts.some((part) => part.start < mark.end && part.end > mark.start)
  const told = [...marked.told.values()].filter((one) => (mark.account ? one.account.id === mark.account : isPart(one)))
  const chains = told.map((one) => one.account.chain.map((link) => link.name)).filter((chain) => chain.length)
  return [...new Map(chains.map((chain) => [chain.join('\n'), chain])).values()]
}

/** One bracket for each saying: its own words and what is told in its sentence or beside it; the outer one holds the inner. */
function saidIn(story: StoryPage, unit: (at: number) => number): Said[] {
  const out = new Map<string, Said>()
  const sentenceOf = (at: number) => story.sentences.findIndex(([start, end]) => start <= at && at < end)
  for (const account of story.accounts) {
    let parent: string | null = null
    let path = ''
    for (const link of account.chain) {
      const at = link.quote ? `${link.quote.start}` : 'unsaid'
      path += `/${link.name}@${at}`
      const own = [link.quote, link.cue].filter((quote) => quote !== null)
      const from = own.length ? own.map((quote) => sentenceOf(quote.start)) : [sentenceOf(account.mentions[0]?.start ?? account.from)]
      const beside = account.mentions.filter(({ start }) => from.some((n) => Math.abs(sentenceOf(start) - n) <= 1))
      const ends = [...own, ...beside].flatMap(({ start, end }) => [unit(start), unit(end)])
      const held: Said = out.get(path) ?? {
        id: path, who: link.name, parent, start: Infinity, end: 0, isDirect: link.direct, status: account.status, evidence: link.evidence,
      } // prettier-ignore
      held.start = Math.min(held.start, ...ends)
      held.end = Math.max(held.end, ...ends)
      out.set(path, held)
      parent = path
    }
  }
  return [...out.values()]
}

export interface Bracket { said: Said; top: number; bottom: number; depth: number; label: number }
interface Measured { said: Said; top: number; bottom: number }

const LINE = 18 // pixels a label takes; one with a note takes a second line

/** Brackets side by side where they share lines: the one who cites lies outside of the one who is cited. */
export function bracketsOf(measured: Measured[]): Bracket[] {
  const byId = new Map(measured.map((one) => [one.said.id, one]))
  const depthOf = (said: Said): number => (said.parent && byId.has(said.parent) ? 1 + depthOf(byId.get(said.parent)!.said) : 0)
  const out: Bracket[] = measured.map((one) => ({ ...one, depth: depthOf(one.said), label: 0 }))
  out.sort((a, b) => a.top - b.top || b.bottom - a.bottom || a.depth - b.depth)
  const isMeeting = (a: Bracket, b: Bracket) => a.bottom > b.top + 1 && a.top < b.bottom - 1
  out.forEach((bracket, i) => {
    while (out.some((other, j) => j < i && other.depth === bracket.depth && isMeeting(other, bracket))) bracket.depth++
  })
  let free = -Infinity
  for (const bracket of out) {
    bracket.label = Math.max(bracket.top - 2, free)
    free = bracket.label + (bracket.said.status === 'happened' ? LINE : 2 * LINE - 1)
  }
  return out
}

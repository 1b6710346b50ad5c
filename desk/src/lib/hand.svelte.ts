// An account by hand while it is written: the words chosen in the story, and the parts that they are to be.
import type { Id, Span, StoryAccount, StoryPage } from './contract'
import { codePointsOf } from './spans'

export interface Chosen extends Span { text: string } // in code points
export interface Piece extends Chosen { part: string; means: string }

const HIGHLIGHT = 'chosen' // drawn by the browser over the text, so that choosing words moves nothing

export class Hand {
  chosen = $state.raw<Chosen | null>(null)
  isOpen = $state(false)
  account = $state.raw<Id | null>(null) // the one that is mended; null: one that was missed
  part = $state('mention')
  means = $state('')
  reason = $state('')
  pieces = $state.raw<Piece[]>([])

  open(account: Id | null): void {
    this.isOpen = true
    this.account = account
    this.pieces = []
    this.part = 'mention'
    this.means = this.reason = ''
    if (!account && this.chosen) this.take()
  }

  close(): void {
    this.isOpen = false
    this.choose(null)
  }

  /** The chosen words as a part of the missed account; of a part that it can have but once they are the new ones. */
  take(): void {
    if (!this.chosen) return
    const piece = { ...this.chosen, part: this.part, means: this.means.trim() }
    const isMany = this.part === 'mention' || this.part === 'source' || /^(actor|target|item|supplier|recipient|origin|destination)$/.test(this.part)
    this.pieces = [...this.pieces.filter((one) => one.part !== piece.part || (isMany && one.start !== piece.start)), piece]
    this.means = ''
    if (this.part === 'mention') this.part = 'actor'
    this.choose(null)
  }

  drop(piece: Piece): void {
    this.pieces = this.pieces.filter((one) => one !== piece)
  }

  choose(chosen: Chosen | null, range?: Range): void {
    this.chosen = chosen
    if (!('highlights' in CSS)) return
    if (range && chosen) CSS.highlights.set(HIGHLIGHT, new Highlight(range))
    else CSS.highlights.delete(HIGHLIGHT)
  }

  /** The words that are selected in the story's text; a selection elsewhere changes nothing while an account is written. */
  fromSelection(article: HTMLElement, text: string): void {
    const selection = document.getSelection()
    if (!selection?.rangeCount || selection.isCollapsed) return void (!this.isOpen && this.choose(null))
    const range = selection.getRangeAt(0)
    if (!article.contains(range.commonAncestorContainer)) return
    const [start, end] = [unitAt(range.startContainer, range.startOffset), unitAt(range.endContainer, range.endOffset)]
    if (start === null || end === null || end <= start) return
    const point = codePointsOf(text)
    this.choose({ start: point(start), end: point(end), text: text.slice(start, end) }, range.cloneRange())
  }

  /** The words as they are typed, where the text has them first; for those who choose without a pointer. */
  fromTyped(words: string, article: HTMLElement, text: string): boolean {
    const at = words.trim() ? text.indexOf(words.trim()) : -1
    if (at < 0) return false
    const [point, end] = [codePointsOf(text), at + words.trim().length]
    this.choose({ start: point(at), end: point(end), text: text.slice(at, end) }, rangeOf(article, at, end))
    return true
  }
}

/** All parts of an account that have words of their own, mentions first. */
export function partsOf(account: StoryAccount): Piece[] {
  const told = account.mentions.map((quote) => ({ ...quote, part: 'mention', means: '' }))
  return [...told, ...account.parts.map(({ role, name, ...quote }) => ({ ...quote, part: role, means: name }))]
}

/** What the reader takes the chosen words for, where it found them to name something. */
export function readAs(story: StoryPage, chosen: Chosen | null): string {
  if (!chosen) return ''
  const found = story.mentions.find((one) => one.start < chosen.end && one.end > chosen.start)
  return found ? found.detail || found.name || '' : ''
}

function unitAt(node: Node, offset: number): number | null {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : (node as HTMLElement))?.closest<HTMLElement>('[data-start]')
  return piece ? Number(piece.dataset.start) + (node.nodeType === Node.TEXT_NODE ? offset : 0) : null
}

function rangeOf(article: HTMLElement, start: number, end: number): Range | undefined {
  const segments = [...article.querySelectorAll<HTMLElement>('[data-start]')]
  const holding = (at: number) => segments.find((one) => Number(one.dataset.start) <= at && Number(one.dataset.end) >= at && one.firstChild)
  const [first, last] = [holding(start), holding(end)]
  if (!first?.firstChild || !last?.firstChild) return undefined
  const range = document.createRange()
  range.setStart(first.firstChild, start - Number(first.dataset.start))
  range.setEnd(last.firstChild, end - Number(last.dataset.start))
  return range
}

// One selection and one set of filters for the table, the map and the timeline; the address bar says the same.
import { addressOf, chosenRows, NOTHING_WANTED, wantedOf, type Order, type Wanted } from './address'
import { ApiError, asking, get, messageOf } from './api'
import { columnsOf, type Columns, type Facet } from './columns'
import type { EventColumns } from './contract'
import { filtered, type Lane, type Query } from './filter'

const TYPING_MS = 90 // a pause that ends a word

class Desk {
  columns = $state.raw<Columns | null>(null)
  wanted = $state.raw<Wanted>(wantedOf(location.pathname === '/' ? location.search : ''))
  found = $state.raw<Uint8Array | null>(null) // rows that the words were found in
  selected = $state<number | null>(null)
  pointed = $state<number | null>(null) // a place under the pointer
  error = $state('')
  isLoading = $state(false)
  query: Query = $derived.by(() => ({
    chosen: this.columns ? chosenRows(this.columns, this.wanted.chosen) : {},
    period: this.wanted.period,
    rows: this.found,
    origins: this.wanted.origins,
    conflict: this.wanted.conflict,
    lane: this.wanted.lane,
  }))
  result = $derived(this.columns ? filtered(this.columns, this.query) : null)
  domain = $derived<[number, number]>(this.columns ? [this.columns.first, this.columns.last] : [0, 1])
  isFiltered = $derived(
    addressOf({ ...this.wanted, order: NOTHING_WANTED.order, event: null, view: null }) !== '',
  )
  #timer = 0
  #asked = 0

  async load(): Promise<void> {
    this.isLoading = true
    try {
      const raw = await get<EventColumns>('events')
      if (raw.version === this.columns?.raw.version) return
      const chosen = this.selected === null ? this.wanted.event : this.columns?.raw.id[this.selected]
      this.columns = columnsOf(raw)
      this.selected = this.columns.row.get(chosen ?? '') ?? null
      this.error = ''
      if (this.wanted.words) await this.#find(this.wanted.words)
    } catch (error) {
      this.error = messageOf(error)
    } finally {
      this.isLoading = false
    }
  }

  set(change: Partial<Wanted>): void {
    this.wanted = { ...this.wanted, ...change }
  }

  choose(row: number | null): void {
    this.selected = row
    this.set({ event: row === null ? null : (this.columns?.raw.id[row] ?? null) })
  }

  toggle(facet: Facet, key: string): void {
    const now = this.wanted.chosen[facet] ?? []
    const next = now.includes(key) ? now.filter((one) => one !== key) : [...now, key]
    const { [facet]: _, ...rest } = this.wanted.chosen
    this.set({ chosen: next.length ? { ...rest, [facet]: next } : rest })
  }

  toggleLane(lane: Lane): void {
    this.set({ lane: this.wanted.lane === lane ? null : lane })
  }

  order(order: Order): void {
    this.set({ order })
  }

  /** Filters by words once typing pauses; an answer that a later keystroke overtook is dropped. */
  search(words: string): void {
    this.set({ words })
    clearTimeout(this.#timer)
    if (words.trim()) {
      this.#timer = window.setTimeout(() => void this.#find(words), TYPING_MS)
    } else {
      this.#asked++
      this.found = null
    }
  }

  async #find(words: string): Promise<void> {
    const asked = ++this.#asked
    try {
      const answer = await get<{ index: number[] }>(asking('events/ids', { q: words }))
      if (asked !== this.#asked || !this.columns) return
      const found = new Uint8Array(this.columns.n)
      for (const row of answer.index) found[row] = 1
      this.found = found
    } catch (error) {
      if (asked === this.#asked && error instanceof ApiError) this.error = messageOf(error)
    }
  }

  clear(): void {
    this.set({ ...NOTHING_WANTED, order: this.wanted.order, event: this.wanted.event, view: this.wanted.view })
    this.search('')
  }

  /** Takes over what an address asks for, as after going back. */
  read(search: string): void {
    if (search.replace(/^\?/, '') === addressOf(this.wanted)) return
    this.wanted = wantedOf(search)
    this.selected = this.columns?.row.get(this.wanted.event ?? '') ?? null
    this.search(this.wanted.words)
  }
}

export const desk = new Desk()

// One selection and one set of filters for the table, the map and the timeline; the address bar says the same.
import { addressOf, chosenRows, NOTHING_WANTED, wantedOf, type Order, type Wanted } from './address'
import { ApiError, asking, get, messageOf } from './api'
import { columnsOf, type Columns, type Facet } from './columns'
import type { EventColumns } from './contract'
import { carried, filtered, type Lane, type Query } from './filter'
import { live } from './live.svelte'
import { ordered } from './rows'
import type { Scale } from './scale'
import { idOf, listOf, shownOf, type Item, type List, type Shown } from './shown'
import { coreOf } from './span'
import { answer, askedBy, timesOf, type Answer, type Head } from './wide.svelte'

const TYPING_MS = 90 // a pause that ends a word

class Desk {
  columns = $state.raw<Columns | null>(null) // of a case that the page holds
  head = $state.raw<Head | null>(null) // of one that it asks about
  answer = $state.raw<Answer | null>(null)
  wanted = $state.raw<Wanted>(wantedOf(location.pathname === '/' ? location.search : ''))
  found = $state.raw<Uint8Array | null>(null) // rows that the words were found in
  selected = $state.raw<Item | null>(null)
  pointed = $state<number | null>(null) // a place under the pointer
  scale = $state.raw<Scale | null>(null) // of the timeline, by which a large case is asked for its times
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
  shown: Shown | null = $derived(this.columns && this.result ? shownOf(this.columns, this.result) : (this.answer?.shown ?? null))
  list: List | null = $derived(
    this.columns && this.result
      ? listOf(this.columns, ordered(this.columns, this.result.rows, this.wanted.order))
      : (this.answer?.list ?? null),
  )
  n = $derived(this.columns?.n ?? this.head?.n ?? 0)
  isWhole = $state(false) // the timeline shows all days, not those alone that hold nearly all events
  extent = $derived<[number, number]>(
    this.columns ? [this.columns.first, this.columns.last] : this.head ? [this.head.first, this.head.last] : [0, 1],
  )
  core = $derived<[number, number]>(this.columns ? coreOf(this.columns) : this.extent)
  hasCore = $derived(this.core[0] > this.extent[0] || this.core[1] < this.extent[1])
  domain = $derived<[number, number]>(this.isWhole || this.#leavesCore() ? this.extent : this.core)
  kinds = $derived(this.columns?.raw.names.kinds ?? this.head?.kinds ?? [])
  isFiltered = $derived(
    addressOf({ ...this.wanted, order: NOTHING_WANTED.order, event: null, view: null }) !== '',
  )
  #sites = $derived(new Map(this.head?.sites.map(([, key], at) => [key, at])))
  #timer = 0
  #asked = 0
  #loads = 0
  #loaded = 0 // the load whose answer is shown; an older one that comes late is dropped
  #asks = $derived(this.head && this.scale ? `${this.head.version} ${askedBy(this.wanted, timesOf(this.scale))}` : '')
  #answered = $state('') // what the answer that is shown followed from
  #under = '' // what the question under way asks
  isAsking = $derived(this.#asks !== this.#answered)
  #asking: AbortController | null = null

  async load(): Promise<void> {
    const turn = ++this.#loads
    this.isLoading = true
    try {
      const isWide = (await live.first())?.wide ?? false
      if (isWide) await this.#loadHead(turn)
      else await this.#loadAll(turn)
      if (turn >= this.#loaded) this.error = ''
    } catch (error) {
      if (turn > this.#loaded) this.error = messageOf(error)
    } finally {
      if (turn === this.#loads) this.isLoading = false
    }
  }

  async #loadAll(turn: number): Promise<void> {
    const raw = await get<EventColumns>('events')
    if (turn < this.#loaded) return
    this.#loaded = turn
    if (raw.version === this.columns?.raw.version) return
    const chosen = this.selected ? idOf(this.selected) : this.wanted.event
    const columns = columnsOf(raw)
    if (this.found && this.columns) this.found = carried(this.found, this.columns, columns)
    this.columns = columns
    this.selected = this.#itemOf(chosen)
    if (this.wanted.words) await this.#find(this.wanted.words)
  }

  async #loadHead(turn: number): Promise<void> {
    const head = await get<Head>('events/head')
    if (turn < this.#loaded) return
    this.#loaded = turn
    if (head.version !== this.head?.version) this.head = head
  }

  /** Asks the server for what a large case shows now; a newer question ends one that is under way. */
  async ask(): Promise<void> {
    const [head, scale, wanted] = [this.head, this.scale, this.wanted]
    if (!head || !scale) return
    const [times, asked] = [timesOf(scale), this.#asks]
    if (asked === this.#answered || asked === this.#under) return
    this.#under = asked
    this.#asking?.abort()
    const asking = (this.#asking = new AbortController())
    try {
      const now = await answer(head, wanted, times, asking.signal)
      if (asking !== this.#asking) return
      this.answer = now
      this.#answered = asked
      this.error = ''
      await this.#choose(wanted.event, now)
    } catch (error) {
      if (asking !== this.#asking || (error instanceof DOMException && error.name === 'AbortError')) return
      this.error = messageOf(error)
    } finally {
      if (asking === this.#asking) this.#under = ''
    }
  }

  /** Takes hold of the event that was chosen, as the new answer has it. */
  async #choose(id: string | null, now: Answer): Promise<void> {
    const at = now.list.asked
    if (id === null || at === null) return
    await now.list.load(at)
    if (this.answer === now && this.wanted.event === id) this.selected = now.list.at(at) ?? this.selected
  }

  #leavesCore(): boolean {
    const period = this.wanted.period
    return period !== null && (period[0] < this.core[0] || period[1] >= this.core[1])
  }

  #itemOf(id: string | null): Item | null {
    const row = this.columns?.row.get(id ?? '')
    return this.columns && row !== undefined ? { columns: this.columns, row } : null
  }

  set(change: Partial<Wanted>): void {
    this.wanted = { ...this.wanted, ...change }
  }

  choose(item: Item | null): void {
    this.selected = item
    this.set({ event: item && idOf(item) })
  }

  /** The place of an event as the map counts places; -1 for none. */
  placeOf({ columns, row }: Item): number {
    const place = columns.raw.place[row]
    return columns === this.columns || place < 0 ? place : (this.#sites.get(columns.keys.place[place]) ?? -1)
  }

  /** What the map calls a place, and by which key it is filtered; a spot for several has no key. */
  place(at: number): { name: string; key: string | null; more: number } {
    if (this.columns) return { name: this.columns.names.place[at], key: this.columns.keys.place[at], more: 0 }
    const site = this.head!.sites[at]
    return { name: site[0], key: site[1], more: site[5] }
  }

  placesOf(keys: string[]): number[] {
    const held = this.columns?.keys.place
    return keys.map((key) => (held ? held.indexOf(key) : (this.#sites.get(key) ?? -1)))
  }

  nameOf(facet: Facet, key: string): string {
    if (this.columns) return this.columns.names[facet][this.columns.keys[facet].indexOf(key)] ?? key
    return facet === 'place' ? key.replace(/~\d+$/, '') : key
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
    if (!this.columns) return // the server of a large case looks for the words with all else
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
    this.selected = this.#itemOf(this.wanted.event)
    this.search(this.wanted.words)
  }
}

export const desk = new Desk()

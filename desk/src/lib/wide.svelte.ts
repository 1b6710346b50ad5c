// A case too large for a page to hold: the server counts, and gives rows as they come in sight.
import { addressOf, type Wanted } from './address'
import { asking, get } from './api'
import { columnsOf, type Columns, type Facet } from './columns'
import type { EventColumns } from './contract'
import { isoOf } from './dates'
import { GROUP_COUNT, groupOf } from './kinds'
import { binDays, type Scale } from './scale'
import { binned, idOf, type Binned, type Item, type List, type Shown, type Value } from './shown'
import { worldX, worldY } from '../map/projection'
import { VAGUE_KM, type Spot } from '../map/symbols'

const PAGE = 100 // rows asked for together
const BARS = 260 // over the whole time of the case, some three pixels each
const NAMED: Partial<Record<Facet, string>> = { place: 'at', credibility: 'grade' } // what the server calls them

type Site = [name: string, key: string | null, lat: number, lon: number, radiusKm: number, more: number]
export interface Head { version: string; n: number; first: number; last: number; kinds: string[]; sites: Site[] }
export interface Times { first: number; days: number; bins: number; bars: number }
export interface Found {
  version: string; total: number; facets: Record<string, { of: number; values: [string, string, number][] }>
  origins: number[]; conflicts: number; undated: number; unplaced: number; sites: number[][]; bins: number[]
  bars: number[]; few: EventColumns | null
}
interface Rows { version: string; total: number; offset: number; at: number | null; columns: EventColumns }

/** The filters as the server takes them. */
export function filtersOf(wanted: Wanted): Record<string, string | number | string[] | null> {
  const chosen = Object.entries(wanted.chosen).map(([facet, keys]) => [NAMED[facet as Facet] ?? facet, keys])
  return {
    ...Object.fromEntries(chosen), q: wanted.words.trim(), origins: wanted.origins || null, conflict: wanted.conflict ? 1 : null,
    lane: wanted.lane, since: wanted.period && isoOf(wanted.period[0]), until: wanted.period && isoOf(wanted.period[1]),
  } // prettier-ignore
}

export function timesOf(scale: Scale): Times {
  const days = binDays(scale)
  return { first: scale.first, days, bins: Math.ceil((scale.last - scale.first) / days) + 1, bars: BARS }
}

/** Everything the panels show of one set of filters; asked together, so that all say the same. */
export interface Answer { shown: Shown; list: Windows }

export async function answer(head: Head, wanted: Wanted, times: Times, signal: AbortSignal): Promise<Answer> {
  const filters = filtersOf(wanted)
  const listed = { ...filters, order: wanted.order, event: wanted.event }
  const [found, rows] = await Promise.all([
    get<Found>(asking('events/found', { ...filters, ...times }), signal),
    get<Rows>(asking('events/rows', { ...listed, limit: PAGE }), signal),
  ])
  return { shown: shownFound(head, found, times), list: new Windows(listed, rows) }
}

export const valuesLike = (wanted: Wanted, facet: Facet, like: string): Promise<{ of: number; values: [string, string, number][] }> =>
  get(asking('events/values', { ...filtersOf(wanted), facet: NAMED[facet] ?? facet, like }))

export const valueOf = ([key, name, n]: [string, string, number]): Value => ({ key, name, n })

export function shownFound(head: Head, found: Found, times: Times): Shown {
  const groups = head.kinds.map(groupOf)
  const few = found.few && columnsOf(found.few)
  let spots: Spot[] | null = null
  return {
    total: found.total, origins: found.origins, conflicts: found.conflicts, undated: found.undated, unplaced: found.unplaced,
    get spots() { return (spots ??= found.sites.map((row) => spotOf(head, row, groups))) },
    valuesOf: (facet) => {
      const { of, values } = found.facets[NAMED[facet] ?? facet]
      return { of, values: values.map(valueOf) }
    },
    times: (scale) => few ? binned(few, Uint32Array.from({ length: few.n }, (_, i) => i), scale) : binsOf(found, times, groups),
    overview: () => found.bars,
    beyond: () => ({ before: 0, after: 0 }), // its timeline shows all days
  } // prettier-ignore
}

function spotOf(head: Head, [site, ...kinds]: number[], groups: number[]): Spot {
  const [, , lat, lon, radiusKm] = head.sites[site]
  const mix = new Float32Array(GROUP_COUNT)
  let n = 0
  kinds.forEach((many, kind) => {
    mix[groups[kind]] += many
    n += many
  })
  return { place: site, x: worldX(lon), y: worldY(lat), n, mix, vague: radiusKm >= VAGUE_KM ? n : 0, radiusKm }
}

function binsOf(found: Found, times: Times, groups: number[]): Binned {
  const out = new Uint32Array(times.bins * GROUP_COUNT)
  let [n, tallest] = [0, 1]
  for (let bin = 0; bin < times.bins; bin++) {
    let total = 0
    groups.forEach((group, kind) => {
      const many = found.bins[bin * groups.length + kind]
      out[bin * GROUP_COUNT + group] += many
      total += many
    })
    n += total
    tallest = Math.max(tallest, total)
  }
  return { n, tallest, groups: out, first: times.first, days: times.days, bins: times.bins, dots: [] }
}

/** The rows of one set of filters in one order, a page of them at a time. */
export class Windows implements List {
  length: number
  #pages = new Map<number, Columns>()
  #asked = new Map<number, Promise<void>>()
  #at = new Map<string, number>() // where the events that have come stand
  #loaded = $state(0)

  constructor(
    readonly query: Record<string, string | number | string[] | null>,
    first: Rows,
  ) {
    this.length = first.total
    this.#take(0, first)
    if (first.at !== null && typeof query.event === 'string') this.#at.set(query.event, first.at)
  }

  at(position: number): Item | null {
    void this.#loaded
    const columns = this.#pages.get(Math.floor(position / PAGE))
    return columns && position % PAGE < columns.n ? { columns, row: position % PAGE } : null
  }

  positionOf(item: Item): number {
    return this.#at.get(idOf(item)) ?? -1
  }

  /** Where the event stands that was asked for with the list. */
  get asked(): number | null {
    return this.#at.get(String(this.query.event)) ?? null
  }

  load(position: number): Promise<void> {
    const page = Math.floor(position / PAGE)
    if (position < 0 || position >= this.length || this.#pages.has(page)) return Promise.resolve()
    const coming = this.#asked.get(page) ?? this.#fetch(page)
    this.#asked.set(page, coming)
    return coming
  }

  async #fetch(page: number): Promise<void> {
    try {
      this.#take(page, await get<Rows>(asking('events/rows', { ...this.query, event: null, offset: page * PAGE, limit: PAGE })))
    } catch {
      this.#asked.delete(page) // asked again when it next comes in sight
    }
  }

  #take(page: number, rows: Rows): void {
    this.#pages.set(page, columnsOf(rows.columns))
    rows.columns.id.forEach((id, i) => this.#at.set(id, page * PAGE + i))
    this.#loaded++
  }
}

/** What an answer follows from: the same words mean the same answer. */
export const askedBy = (wanted: Wanted, times: Times): string =>
  `${addressOf({ ...wanted, event: null, view: null })} ${Object.values(times).join(' ')}`

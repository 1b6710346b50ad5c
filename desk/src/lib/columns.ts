// The events of a case as columns of numbers, so that 20,000 of them are filtered within a frame.
import type { EventColumns } from './contract'

export const OPEN_START = -0x80000000 // an interval without a first day
export const OPEN_END = 0x7fffffff // an interval without a last day

export const FACETS = [
  'kind', 'status', 'state', 'actor', 'target', 'category', 'item', 'place', 'country', 'source', 'credibility', 'tag',
] as const // prettier-ignore
export type Facet = (typeof FACETS)[number]

/** Values of each event, packed: those of event i are values[offsets[i]] up to values[offsets[i + 1]]. */
export interface Packed { offsets: Uint32Array; values: Uint32Array }

export interface Columns {
  n: number
  raw: EventColumns
  start: Int32Array
  end: Int32Array
  isDated: Uint8Array
  isPlaced: Uint8Array
  lon: Float64Array // of each place; NaN where the place has no point
  lat: Float64Array
  facets: Record<Facet, Packed>
  names: Record<Facet, string[]> // shown, and unique keys for the address bar are keys
  keys: Record<Facet, string[]>
  row: Map<string, number> // which row an event's id stands in
  first: number // the days that the known ends of all events lie within
  last: number
}

const CREDIBILITY = ['1', '2', '3', '4', '5', '6']

export function columnsOf(raw: EventColumns): Columns {
  const { n, names } = raw
  const start = Int32Array.from(raw.start, (day) => day ?? OPEN_START)
  const end = Int32Array.from(raw.end, (day) => day ?? OPEN_END)
  const lat = Float64Array.from(names.places, (place) => place[1] ?? NaN)
  const lon = Float64Array.from(names.places, (place) => place[2] ?? NaN)
  const isPlaced = Uint8Array.from(raw.place, (place) => (place >= 0 && !Number.isNaN(lat[place]) ? 1 : 0))
  const isDated = Uint8Array.from({ length: n }, (_, i) => (start[i] !== OPEN_START || end[i] !== OPEN_END ? 1 : 0))
  const placeKeys = names.places.map((place) => (place[6] === null ? place[0] : `${place[0]}~${place[6]}`))
  const known = {
    kind: names.kinds, status: names.statuses, state: names.states, actor: names.actors, target: names.actors,
    category: names.categories, item: names.items, place: names.places.map((place) => place[0]),
    country: names.countries, source: names.sources, credibility: CREDIBILITY, tag: names.tags,
  } // prettier-ignore
  const [first, last] = extent(start, end)
  return {
    n, raw, start, end, isDated, isPlaced, lon, lat, facets: packedFacets(raw), names: known,
    keys: { ...known, place: placeKeys }, row: new Map(raw.id.map((id, i) => [id, i])), first, last,
  } // prettier-ignore
}

function packedFacets(raw: EventColumns): Record<Facet, Packed> {
  const countries = new Map(raw.names.countries.map((country, i) => [country, i]))
  const countryOf = raw.names.places.map((place) => countries.get(place[4] ?? '') ?? -1)
  return {
    kind: single(raw.kind),
    status: single(raw.status),
    state: single(raw.state),
    actor: several(raw.actors),
    target: several(raw.targets),
    category: several(raw.categories),
    item: several(raw.items),
    place: single(raw.place),
    country: single(raw.place.map((place) => (place < 0 ? -1 : countryOf[place]))),
    source: several(raw.sources),
    credibility: single(raw.credibility.map((grade) => grade - 1)),
    tag: several(raw.tags),
  }
}

const single = (values: number[]): Packed => several(values.map((value) => (value < 0 ? [] : [value])))

function several(rows: number[][]): Packed {
  const offsets = new Uint32Array(rows.length + 1)
  rows.forEach((row, i) => (offsets[i + 1] = offsets[i] + row.length))
  const values = new Uint32Array(offsets[rows.length])
  rows.forEach((row, i) => values.set(row, offsets[i]))
  return { offsets, values }
}

function extent(start: Int32Array, end: Int32Array): [number, number] {
  let first = Infinity
  let last = -Infinity
  for (let i = 0; i < start.length; i++) {
    for (const day of [start[i], end[i]]) {
      if (day === OPEN_START || day === OPEN_END) continue
      if (day < first) first = day
      if (day > last) last = day
    }
  }
  return first <= last ? [first, last + 1] : [0, 1]
}

/** The day an event is drawn at: its first known day, or its last where the start is open. */
export const anchorOf = (columns: Columns, i: number): number =>
  columns.start[i] === OPEN_START ? columns.end[i] : columns.start[i]

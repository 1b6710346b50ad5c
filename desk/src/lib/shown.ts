// What the desk's panels show, whether the page holds all events and counts them itself or asks the server to.
import { anchorOf, type Columns, type Facet } from './columns'
import { TIME, type Result } from './filter'
import { GROUP_COUNT, groupOf } from './kinds'
import { binDays, type Scale } from './scale'
import { beyond } from './span'
import { spotsOf, type Spot } from '../map/symbols'

export const FEW = 420 // events up to which each has a dot of its own

/** An event of a list: a row of columns, which hold all events or those around it. */
export interface Item { columns: Columns; row: number }
export const idOf = (item: Item): string => item.columns.raw.id[item.row]

/** A value of a filter, and how many events choosing it would give. */
export interface Value { key: string; name: string; n: number }

/** Events by time: for each bin of so many days how many of each group of kinds; `n` counts all. */
export interface Binned {
  n: number; tallest: number; groups: Uint32Array; first: number; days: number; bins: number
  dots: { item: Item; bin: number }[] // only where there are few
} // prettier-ignore

export interface Shown {
  total: number
  origins: ArrayLike<number> // by ORIGIN_STEPS
  conflicts: number
  undated: number
  unplaced: number
  spots: Spot[]
  valuesOf: (facet: Facet) => { of: number; values: Value[] } // the most told first
  times: (scale: Scale) => Binned
  overview: (whole: Scale) => ArrayLike<number>
  beyond: (scale: Scale) => { before: number; after: number } // events whose days the scale leaves out
}

export interface List {
  length: number
  at: (position: number) => Item | null // null until it has come
  positionOf: (item: Item) => number // -1 where it is not in the list
  load: (position: number) => Promise<void>
}

/** What a page shows that holds all events. */
export function shownOf(columns: Columns, result: Result): Shown {
  let spots: Spot[] | null = null
  return {
    total: result.rows.length, origins: result.origins, conflicts: result.conflicts, undated: result.undated,
    unplaced: result.unplaced,
    get spots() { return (spots ??= spotsOf(columns, result.rows)) },
    valuesOf: (facet) => valuesOf(columns, result, facet),
    times: (scale) => binned(columns, result.rows, scale),
    overview: (whole) => overviewOf(columns, result, whole),
    beyond: (scale) => beyond(columns, result.rows, scale.first, scale.last),
  } // prettier-ignore
}

function valuesOf(columns: Columns, result: Result, facet: Facet): { of: number; values: Value[] } {
  const [keys, names, counts] = [columns.keys[facet], columns.names[facet], result.counts[facet]]
  const most = keys.length
  const present = [...new Set<number>(columns.facets[facet].values)].filter((row) => row < most)
  present.sort((a, b) => counts[b] - counts[a] || a - b)
  return { of: present.length, values: present.map((row) => ({ key: keys[row], name: names[row], n: counts[row] })) }
}

export function binned(columns: Columns, rows: Uint32Array, scale: Scale): Binned {
  const days = binDays(scale)
  const bins = Math.ceil((scale.last - scale.first) / days) + 1
  const groupsOfKinds = columns.raw.names.kinds.map(groupOf)
  const groups = new Uint32Array(bins * GROUP_COUNT)
  const totals = new Uint32Array(bins)
  const dots: Binned['dots'] = []
  let [n, tallest] = [0, 1]
  for (const row of rows) {
    if (!columns.isDated[row]) continue
    // an event of days before the first or after the last day shown stands at that day
    const day = Math.max(scale.first, Math.min(scale.last - 1, anchorOf(columns, row)))
    const bin = Math.floor((day - scale.first) / days)
    if (n++ < FEW) dots.push({ item: { columns, row }, bin })
    groups[bin * GROUP_COUNT + groupsOfKinds[columns.raw.kind[row]]]++
    tallest = Math.max(tallest, ++totals[bin])
  }
  return { n, tallest, groups, first: scale.first, days, bins, dots: n <= FEW ? dots : [] }
}

/** The whole time of the case, with everything that the other filters leave. */
function overviewOf(columns: Columns, result: Result, whole: Scale): Float32Array {
  const bins = Math.max(40, Math.floor(whole.width / 3))
  const counts = new Float32Array(bins)
  for (let row = 0; row < columns.n; row++) {
    if (result.fails[row] & ~TIME || !columns.isDated[row]) continue
    const share = (anchorOf(columns, row) - whole.first) / (whole.last - whole.first)
    counts[Math.max(0, Math.min(bins - 1, Math.floor(share * bins)))]++
  }
  return counts
}

/** The list of a page that holds all events. */
export function listOf(columns: Columns, rows: Uint32Array): List {
  return {
    length: rows.length,
    at: (position) => (position < rows.length ? { columns, row: rows[position] } : null),
    positionOf: (item) => rows.indexOf(item.columns === columns ? item.row : (columns.row.get(idOf(item)) ?? -1)),
    load: async () => {},
  }
}

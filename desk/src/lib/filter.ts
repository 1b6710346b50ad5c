// One pass over the events: each gets a bit for every filter it fails. It passes with none, and counts towards a
// facet's value if that facet is all it fails, so a number beside a value says what choosing it would give.
import { FACETS, type Columns, type Facet } from './columns'

const BIT = Object.fromEntries(FACETS.map((facet, i) => [facet, 1 << i])) as Record<Facet, number>
export const TIME = 1 << FACETS.length
export const TEXT = TIME << 1
const ORIGINS = TIME << 2
const CONFLICT = TIME << 3
const LANE = TIME << 4

export const ORIGIN_STEPS = [0, 1, 2, 3] // at least so many independent origins

export type Lane = 'undated' | 'unplaced'
export interface Query {
  chosen: Partial<Record<Facet, number[]>>
  period: [number, number] | null
  rows: Uint8Array | null // 1 where the words of the text filter were found
  origins: number
  conflict: boolean
  lane: Lane | null
}

export interface Result {
  fails: Uint32Array
  rows: Uint32Array // events that pass, in the order of the columns
  counts: Record<Facet, Uint32Array>
  origins: Uint32Array // by ORIGIN_STEPS
  conflicts: number
  undated: number // that pass all else than the period
  unplaced: number
}

export const NO_QUERY: Query = { chosen: {}, period: null, rows: null, origins: 0, conflict: false, lane: null }

export function filtered(columns: Columns, query: Query): Result {
  const fails = failsOf(columns, query)
  const rows = new Uint32Array(columns.n)
  const origins = new Uint32Array(ORIGIN_STEPS.length)
  let passing = 0
  let [conflicts, undated, unplaced] = [0, 0, 0]
  for (let i = 0; i < columns.n; i++) {
    const fail = fails[i]
    if (!fail) rows[passing++] = i
    if (!(fail & ~CONFLICT) && columns.raw.conflicts[i].length) conflicts++
    if (!(fail & ~(TIME | LANE)) && !columns.isDated[i]) undated++
    if (!(fail & ~LANE) && !columns.isPlaced[i]) unplaced++
    if (!(fail & ~ORIGINS)) ORIGIN_STEPS.forEach((least, k) => columns.raw.origins[i] >= least && origins[k]++)
  }
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, countsOf(columns, facet, fails)]))
  return {
    fails, rows: rows.subarray(0, passing), counts: counts as Result['counts'], origins, conflicts, undated, unplaced,
  } // prettier-ignore
}

function failsOf(columns: Columns, query: Query): Uint32Array {
  const fails = new Uint32Array(columns.n)
  for (const facet of FACETS) markFacet(columns, facet, query.chosen[facet] ?? [], fails)
  const [from, to] = query.period ?? [0, 0]
  for (let i = 0; i < columns.n; i++) {
    // an uncertain date passes when any part of it may lie in the period
    if (query.period && (!columns.isDated[i] || columns.end[i] < from || columns.start[i] > to)) fails[i] |= TIME
    if (query.rows && !query.rows[i]) fails[i] |= TEXT
    if (columns.raw.origins[i] < query.origins) fails[i] |= ORIGINS
    if (query.conflict && !columns.raw.conflicts[i].length) fails[i] |= CONFLICT
    if (query.lane === 'undated' ? columns.isDated[i] : query.lane && columns.isPlaced[i]) fails[i] |= LANE
  }
  return fails
}

function markFacet(columns: Columns, facet: Facet, chosen: number[], fails: Uint32Array): void {
  if (!chosen.length) return
  const { offsets, values } = columns.facets[facet]
  const isChosen = new Uint8Array(columns.names[facet].length)
  for (const value of chosen) isChosen[value] = 1
  for (let i = 0; i < columns.n; i++) {
    let fits = false
    for (let at = offsets[i]; at < offsets[i + 1] && !fits; at++) fits = isChosen[values[at]] === 1
    if (!fits) fails[i] |= BIT[facet]
  }
}

function countsOf(columns: Columns, facet: Facet, fails: Uint32Array): Uint32Array {
  const counts = new Uint32Array(columns.names[facet].length)
  const { offsets, values } = columns.facets[facet]
  const others = ~BIT[facet]
  for (let i = 0; i < columns.n; i++) {
    if (fails[i] & others) continue
    for (let at = offsets[i]; at < offsets[i + 1]; at++) counts[values[at]]++
  }
  return counts
}

/** The rows that were marked of the columns before, as they stand in the new ones; what is new is not marked. */
export function carried(marked: Uint8Array, before: Columns, now: Columns): Uint8Array {
  return Uint8Array.from(now.raw.id, (id) => marked[before.row.get(id) ?? -1] ?? 0)
}

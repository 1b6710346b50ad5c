// The order of the table's rows.
import type { Order } from './address'
import { OPEN_START, type Columns } from './columns'

/** Rows in the order asked for; the undated come last whichever way, ties keep the order of the case. */
export function ordered(columns: Columns, rows: Uint32Array, order: Order): Uint32Array {
  if (order === 'date') return rows
  const { raw, start, end, isDated } = columns
  const day = (i: number) => (start[i] === OPEN_START ? end[i] : start[i])
  const by: Record<Order, (a: number, b: number) => number> = {
    date: () => 0,
    '-date': (a, b) => isDated[b] - isDated[a] || day(b) - day(a),
    origins: (a, b) => raw.origins[a] - raw.origins[b] || raw.stories[a] - raw.stories[b],
    '-origins': (a, b) => raw.origins[b] - raw.origins[a] || raw.stories[b] - raw.stories[a],
    credibility: (a, b) => raw.credibility[a] - raw.credibility[b],
    '-credibility': (a, b) => raw.credibility[b] - raw.credibility[a],
  }
  return rows.slice().sort((a, b) => by[order](a, b) || a - b)
}

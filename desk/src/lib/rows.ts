// The order of the table's rows.
import type { Order } from './address'
import { OPEN_START, type Columns } from './columns'

const held = new WeakMap<Columns, Map<Order, Uint32Array>>() // sorting is slow, walking is not: each order is sorted once

/** Rows in the order asked for; the undated come last whichever way, ties keep the order of the case. */
export function ordered(columns: Columns, rows: Uint32Array, order: Order): Uint32Array {
  if (order === 'date') return rows
  const isIn = new Uint8Array(columns.n)
  for (const row of rows) isIn[row] = 1
  const out = new Uint32Array(rows.length)
  let filled = 0
  for (const row of everyRow(columns, order)) if (isIn[row]) out[filled++] = row
  return out
}

function everyRow(columns: Columns, order: Order): Uint32Array {
  const orders = held.get(columns) ?? new Map<Order, Uint32Array>()
  held.set(columns, orders)
  const rows = orders.get(order) ?? sorted(columns, order)
  orders.set(order, rows)
  return rows
}

function sorted(columns: Columns, order: Order): Uint32Array {
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
  return Uint32Array.from({ length: columns.n }, (_, i) => i).sort((a, b) => by[order](a, b) || a - b)
}

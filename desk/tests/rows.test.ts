import { expect, test } from 'vitest'
import { ORDERS } from '../src/lib/address'
import { columnsOf } from '../src/lib/columns'
import { ordered } from '../src/lib/rows'
import { events } from './builders'

const columns = columnsOf(
  events([
    { start: 10, end: 10, origins: 1, credibility: 3 },
    { start: 20, end: 25, origins: 3, credibility: 2 },
    { start: null, end: 30, origins: 2, credibility: 1 },
    { start: null, end: null, origins: 1, credibility: 6 },
  ]),
)
const all = Uint32Array.of(0, 1, 2, 3)

test.each([
  ['date', [0, 1, 2, 3]],
  ['-date', [2, 1, 0, 3]],
  ['origins', [0, 3, 2, 1]],
  ['-origins', [1, 2, 0, 3]],
  ['credibility', [2, 1, 0, 3]],
  ['-credibility', [3, 0, 1, 2]],
] as const)('by %s', (order, want) => expect(Array.from(ordered(columns, all, order))).toEqual(want))

test('of some rows is the order of all without the others', () => {
  for (const order of ORDERS) {
    const every = Array.from(ordered(columns, all, order))
    expect(Array.from(ordered(columns, Uint32Array.of(1, 3), order))).toEqual(every.filter((row) => row % 2))
  }
})

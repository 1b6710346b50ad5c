import { describe, expect, test } from 'vitest'
import { columnsOf } from '../src/lib/columns'
import { filtered, NO_QUERY } from '../src/lib/filter'
import { events } from './builders'

const columns = columnsOf(
  events([
    { kind: 0, start: 10, end: 10, actors: [0], origins: 3 },
    { kind: 0, start: 20, end: 25, actors: [0, 1], conflicts: [0] },
    { kind: 1, start: 30, end: 30, actors: [1], place: -1 },
    { kind: 1, start: null, end: null, place: 1 },
    { kind: 1, start: null, end: 12 },
  ]),
)
const rows = (query: Partial<typeof NO_QUERY>) => Array.from(filtered(columns, { ...NO_QUERY, ...query }).rows)

describe('filters', () => {
  test('let everything pass when nothing is asked', () => expect(rows({})).toEqual([0, 1, 2, 3, 4]))
  test('join values of one facet by or, facets by and', () => {
    expect(rows({ chosen: { actor: [0, 1] } })).toEqual([0, 1, 2])
    expect(rows({ chosen: { actor: [0, 1], kind: [1] } })).toEqual([2])
  })
  test('of a period take an uncertain time that may lie in it, and no undated event', () => {
    expect(rows({ period: [22, 40] })).toEqual([1, 2])
    expect(rows({ period: [0, 5] })).toEqual([4]) // open start: any day up to 12
  })
  test('know origins, conflicts, words and lanes', () => {
    expect(rows({ origins: 2 })).toEqual([0])
    expect(rows({ conflict: true })).toEqual([1])
    expect(rows({ rows: Uint8Array.of(0, 0, 1, 0, 1) })).toEqual([2, 4])
    expect(rows({ lane: 'undated' })).toEqual([3])
    expect(rows({ lane: 'unplaced' })).toEqual([2, 3])
  })
})

describe('counts', () => {
  test('of a facet ignore its own choice and heed the others', () => {
    const found = filtered(columns, { ...NO_QUERY, chosen: { kind: [0] } })
    expect(Array.from(found.counts.kind)).toEqual([2, 3])
    expect(Array.from(found.counts.actor)).toEqual([2, 1])
  })
  test('of the lanes stay when a period is chosen', () => {
    const found = filtered(columns, { ...NO_QUERY, period: [22, 40] })
    expect([found.undated, found.unplaced]).toEqual([1, 1])
  })
  test('of origins say how many have at least so many', () => {
    expect(Array.from(filtered(columns, { ...NO_QUERY, origins: 3 }).origins)).toEqual([5, 5, 1, 1])
  })
})

test('the days of all events leave room after the last', () => expect([columns.first, columns.last]).toEqual([10, 31]))

test('20,000 events are filtered within a frame', () => {
  const many = columnsOf(events(Array.from({ length: 20000 }, (_, i) => ({ kind: i % 2, start: i, end: i, actors: [i % 2] }))))
  const times = Array.from({ length: 5 }, () => {
    const before = performance.now()
    filtered(many, { ...NO_QUERY, chosen: { kind: [1] }, period: [100, 15000] })
    return performance.now() - before
  }).sort((a, b) => a - b)
  expect(times[2]).toBeLessThan(100)
})

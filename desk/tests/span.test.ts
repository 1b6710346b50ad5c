import { describe, expect, test } from 'vitest'
import { columnsOf } from '../src/lib/columns'
import { carried } from '../src/lib/filter'
import { binned, shownOf } from '../src/lib/shown'
import { beyond, coreOf } from '../src/lib/span'
import { events, type Told } from './builders'

const day = (iso: string) => Date.parse(iso) / 864e5
const on = (iso: string, until = iso): Told => ({ start: day(iso), end: day(until) })
const spring = Array.from({ length: 20 }, (_, i) => on(`2018-04-${String(i + 1).padStart(2, '0')}`))
const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i)

describe('the days that the timeline opens on', () => {
  test('are those of most events where one account tells of thirty years', () => {
    const held = columnsOf(events([...spring, on('1988-01-01', '2018-04-10')]))
    expect(coreOf(held)).toEqual([day('2018-04-01'), day('2018-04-21')])
    expect(beyond(held, all(21), ...coreOf(held))).toEqual({ before: 1, after: 0 })
  })
  test('are all where events are spread over the time', () => {
    const held = columnsOf(events(Array.from({ length: 12 }, (_, i) => on(`${2005 + i}-06-01`))))
    expect(coreOf(held)).toEqual([held.first, held.last])
  })
  test('are all where a few lie a little apart', () => {
    const held = columnsOf(events([...spring, on('2018-05-02')]))
    expect(coreOf(held)).toEqual([held.first, held.last])
  })
  test.each([[[]], [[{}]], [[on('2018-04-01')]], [[on('1990-01-01'), on('2018-04-01')]]])('are all of a case too small to tell (%#)', (told) => {
    const held = columnsOf(events(told as Told[]))
    expect(coreOf(held)).toEqual([held.first, held.last])
  })
  test('leave out days to come that one plan names', () => {
    const held = columnsOf(events([...spring, on('2050-01-01')]))
    expect(coreOf(held)[1]).toBe(day('2018-04-21'))
    expect(beyond(held, all(21), ...coreOf(held))).toEqual({ before: 0, after: 1 })
  })
})

test('an event of days that the timeline leaves out is drawn at its edge, and counted', () => {
  const held = columnsOf(events([...spring, on('1988-01-01'), on('2050-01-01')]))
  const [first, last] = coreOf(held)
  const bins = binned(held, all(22), { first, last, left: 0, width: 800 })
  expect([bins.n, bins.dots.length]).toEqual([22, 22])
  expect(bins.dots.slice(-2).map((dot) => dot.bin)).toEqual([0, 19])
  const nothing = { rows: all(22), fails: new Uint32Array(22) } as unknown as Parameters<typeof shownOf>[1]
  const bars = shownOf(held, nothing).overview({ first, last, left: 0, width: 800 })
  expect(Array.from(bars).reduce((a, b) => a + b)).toBe(22)
})

test('rows that words were found in are the same events when the case has grown', () => {
  const before = columnsOf(events([on('2018-04-01'), on('2018-04-02')]))
  const raw = events([on('2018-04-03'), on('2018-04-01'), on('2018-04-02')])
  const now = columnsOf({ ...raw, id: ['new', 'e0', 'e1'] })
  expect([...carried(Uint8Array.from([0, 1]), before, now)]).toEqual([0, 0, 1])
})

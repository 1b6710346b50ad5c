import { describe, expect, test } from 'vitest'
import { dayOf } from '../src/lib/dates'
import { binDays, dayAt, ticksOf, xOf } from '../src/lib/scale'

const scale = (first: string, last: string) => ({ first: dayOf(first)!, last: dayOf(last)!, left: 14, width: 1000 })

describe('the timeline', () => {
  test('finds a day where it drew it', () => {
    const year = scale('2017-01-01', '2018-01-01')
    expect(dayAt(year, xOf(year, dayOf('2017-06-03')!))).toBe(dayOf('2017-06-03'))
  })
  test('counts by days for months and by months for decades', () => {
    expect(binDays(scale('2017-01-01', '2017-03-01'))).toBe(1)
    expect(binDays(scale('1990-01-01', '2020-01-01'))).toBe(182)
  })
  test('names the year at its first tick and at each January', () => {
    const labels = ticksOf(scale('2016-05-01', '2018-05-01')).map((tick) => tick.label)
    expect(labels[0]).toBe('May 2016')
    expect(labels).toContain('2017')
  })
  test.each([
    ['2017-03-01', '2017-03-20'],
    ['2015-01-01', '2019-01-01'],
    ['1900-01-01', '2026-01-01'],
  ])('has ticks from %s to %s that do not touch', (first, last) => {
    const ticks = ticksOf(scale(first, last))
    const xs = ticks.map((tick) => xOf(scale(first, last), tick.day))
    expect(ticks.length).toBeGreaterThan(2)
    expect(Math.min(...xs.slice(1).map((x, i) => x - xs[i]))).toBeGreaterThan(38)
  })
})

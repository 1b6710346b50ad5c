import { describe, expect, test } from 'vitest'
import { dayOf, isoOf, isoText, lastDayOf, momentText, timeText } from '../src/lib/dates'

const day = (iso: string) => dayOf(iso)!

describe('a day', () => {
  test('is read from a day, a month and a year, and from nothing else', () => {
    expect([dayOf('1970-01-02'), dayOf('1970-02'), dayOf('1971')]).toEqual([1, 31, 365])
    expect([dayOf('1969-12-31'), dayOf('2017-02-30'), dayOf('3/4/2017'), dayOf('')]).toEqual([-1, null, null, null])
  })
  test('at the end of a month or a year counts leap days', () => {
    expect(['2016-02', '2017-02', '2017', '2017-03-05'].map((iso) => isoOf(lastDayOf(iso)!))).toEqual([
      '2016-02-29', '2017-02-28', '2017-12-31', '2017-03-05',
    ]) // prettier-ignore
  })
})

describe('a time is shown as exactly as it is known', () => {
  test.each([
    ['2017-03-03', '2017-03-03', 'day', '3 Mar 2017'],
    ['2017-03-20', '2017-03-26', 'week', 'wk of 20 Mar 2017'],
    ['2017-07-01', '2017-07-31', 'month', 'Jul 2017'],
    ['2016-12-01', '2017-02-28', 'season', 'Dec 2016 – Feb 2017'],
    ['2017-01-01', '2017-12-31', 'year', '2017'],
    ['2010-01-01', '2019-12-31', 'decade', '2010s'],
    ['2017-03-03', '2017-03-09', 'interval', '3 – 9 Mar 2017'],
    ['2017-03-30', '2017-04-02', 'interval', '30 Mar – 2 Apr 2017'],
    ['2016-12-30', '2017-01-02', 'interval', '30 Dec 2016 – 2 Jan 2017'],
  ] as const)('%s to %s by %s', (start, end, precision, shown) => {
    expect(timeText(day(start), day(end), precision)).toBe(shown)
  })
  test('with an open end, or none at all', () => {
    expect(timeText(null, day('2018-10-15'), 'day')).toBe('by 15 Oct 2018')
    expect(timeText(day('2018-10-15'), null, 'interval')).toBe('from 15 Oct 2018')
    expect(timeText(null, null, 'unknown')).toBe('Undated')
  })
  test('also where it comes as ISO', () => {
    expect([isoText('2017'), isoText('2017-03'), isoText('2017-03-05'), isoText(null), isoText('soon')]).toEqual([
      '2017', 'Mar 2017', '5 Mar 2017', '', 'soon',
    ]) // prettier-ignore
    expect(momentText('2026-11-22T04:10:55Z')).toBe('22 Nov 2026, 04:10 UTC')
  })
})

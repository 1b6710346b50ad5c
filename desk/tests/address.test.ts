import { expect, test } from 'vitest'
import { addressOf, chosenRows, NOTHING_WANTED, wantedOf } from '../src/lib/address'
import { columnsOf } from '../src/lib/columns'
import { dayOf } from '../src/lib/dates'
import { events } from './builders'

test('what is wanted comes back from the address as it went in', () => {
  const wanted = {
    ...NOTHING_WANTED, chosen: { kind: ['attack', 'raid'], actor: ['Hay’at & co'] }, words: '"a depot" bomb*',
    period: [dayOf('2017-03-01')!, dayOf('2017-03-31')!] as [number, number], origins: 2, conflict: true,
    lane: 'unplaced' as const, order: 'origins' as const, event: 'abc', view: [36.5, 35.25, 6] as [number, number, number],
  } // prettier-ignore
  expect(wantedOf(addressOf(wanted))).toEqual(wanted)
})
test('nothing wanted is an empty address', () => expect(addressOf(NOTHING_WANTED)).toBe(''))
test('an address that says something wrong asks nothing', () => {
  expect(wantedOf('since=2017-13&until=x&origins=99&lane=moon&order=up&at=1,b')).toEqual(NOTHING_WANTED)
})
test('a month in an address runs to its last day', () => {
  expect(wantedOf('since=2016-02&until=2016-02').period).toEqual([dayOf('2016-02-01'), dayOf('2016-02-29')])
})
test('names become rows; places of one name are told apart; strange names are left out', () => {
  const columns = columnsOf(events([{}]))
  expect(chosenRows(columns, { kind: ['raid', 'nonsense'], place: ['Idlib~1', 'Idlib~2'], country: ['XX'] })).toEqual({
    kind: [1], place: [0],
  }) // prettier-ignore
})

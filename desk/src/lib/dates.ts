// Days as whole numbers since 1970-01-01, shown with no more precision than is known.
import type { Precision, Value } from './contract'
import { text } from '../strings'

const DAY = 864e5

/** The day of an ISO date, a month or a year (its first day); null for anything else. */
export function dayOf(iso: string): number | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso.trim())
  if (!found) return null
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)]
  const moment = new Date(Date.UTC(year, month - 1, day))
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day ? moment.getTime() / DAY : null
}

/** The last day that an ISO date, a month or a year stands for. */
export function lastDayOf(iso: string): number | null {
  const first = dayOf(iso)
  if (first === null) return null
  const parts = iso.trim().split('-').map(Number)
  if (parts.length === 3) return first
  return (parts.length === 2 ? Date.UTC(parts[0], parts[1], 0) : Date.UTC(parts[0], 11, 31)) / DAY
}

export const isoOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

export function dayText(day: number): string {
  const moment = new Date(day * DAY)
  return `${moment.getUTCDate()} ${text.months[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`
}

export function monthText(day: number): string {
  const moment = new Date(day * DAY)
  return `${text.months[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`
}

const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear()

/** Two days as a range that names month and year once where they are shared. */
export function rangeText(start: number, end: number): string {
  if (start === end) return dayText(start)
  const [a, b] = [new Date(start * DAY), new Date(end * DAY)]
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return `${dayText(start)} – ${dayText(end)}`
  if (a.getUTCMonth() === b.getUTCMonth()) return `${a.getUTCDate()} – ${dayText(end)}`
  return `${a.getUTCDate()} ${text.months[a.getUTCMonth()]} – ${dayText(end)}`
}

/** A time as an analyst writes it: a day, "wk of 22 Mar 2017", "Jul 2017", "2017", "by 15 Oct 2018", "Undated". */
export function timeText(start: number | null, end: number | null, precision: Precision): string {
  if (start === null && end === null) return text.undated
  if (start === null) return text.by(dayText(end as number))
  if (end === null) return text.from(dayText(start))
  if (start === end) return dayText(start)
  if (precision === 'week') return text.weekOf(dayText(start))
  if (precision === 'month' && monthText(start) === monthText(end)) return monthText(start)
  if (precision === 'season' || precision === 'month') return seasonText(start, end)
  if (precision === 'year' && yearOf(start) === yearOf(end)) return String(yearOf(start))
  if (precision === 'year') return `${yearOf(start)} – ${yearOf(end)}`
  if (precision === 'decade') return text.decade(yearOf(start))
  return rangeText(start, end)
}

function seasonText(start: number, end: number): string {
  const month = text.months[new Date(start * DAY).getUTCMonth()]
  return yearOf(start) === yearOf(end) ? `${month} – ${monthText(end)}` : `${monthText(start)} – ${monthText(end)}`
}

/** A value as text: a time as this page writes times, anything else as the server put it. */
export function valueText(value: Value | null, given: string): string {
  return value?.when ? timeText(value.when.start, value.when.end, value.when.precision) : given
}

/** An ISO date, date and time, or part of one, as text. */
export function isoText(iso: string | null): string {
  if (!iso) return ''
  const day = dayOf(iso.slice(0, 10))
  if (day === null) return iso
  if (iso.length === 4) return iso
  return iso.length === 7 ? monthText(day) : dayText(day)
}

/** An ISO moment as date and minute, UTC. */
export function momentText(iso: string): string {
  return iso.length > 15 ? `${isoText(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC` : isoText(iso)
}

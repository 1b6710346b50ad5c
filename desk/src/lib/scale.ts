// The timeline's days on pixels, the steps it counts by, and the ticks under it.
import { text } from '../strings'

const DAY = 864e5
const STEPS = [1, 2, 3, 7, 14, 28, 61, 91, 182, 365, 730, 1826, 3652]
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600]
const DAY_STEPS = [1, 2, 5, 7, 14]
const DAYS_A_MONTH = 30.44

export interface Scale { first: number; last: number; left: number; width: number }
export interface Tick { day: number; label: string; isMajor: boolean }

export const xOf = (scale: Scale, day: number): number =>
  scale.left + ((day - scale.first) / (scale.last - scale.first)) * scale.width

export const dayAt = (scale: Scale, x: number): number =>
  Math.round(scale.first + ((x - scale.left) / scale.width) * (scale.last - scale.first))

/** The days that one bin covers, so that no bin is narrower than about nine pixels. */
export function binDays(scale: Scale): number {
  const most = Math.max(40, scale.width / 9)
  return STEPS.find((step) => (scale.last - scale.first) / step <= most) ?? STEPS[STEPS.length - 1]
}

const dateOf = (day: number): Date => new Date(day * DAY)

export function ticksOf(scale: Scale): Tick[] {
  const perDay = scale.width / (scale.last - scale.first)
  return DAYS_A_MONTH * perDay > 330 ? dayTicks(scale, perDay) : monthTicks(scale, perDay)
}

function dayTicks(scale: Scale, perDay: number): Tick[] {
  const step = DAY_STEPS.find((days) => days * perDay > 56) ?? 14
  const out: Tick[] = []
  for (let day = Math.ceil(scale.first); day <= scale.last; day++) {
    const date = dateOf(day)
    const ofMonth = date.getUTCDate()
    const isMajor = ofMonth === 1
    if (!isMajor && ((ofMonth - 1) % step !== 0 || ofMonth > 29)) continue
    const label = isMajor ? `${text.months[date.getUTCMonth()]} ${date.getUTCFullYear()}` : String(ofMonth)
    out.push({ day, label, isMajor })
  }
  return out
}

function monthTicks(scale: Scale, perDay: number): Tick[] {
  const step = MONTH_STEPS.find((months) => months * DAYS_A_MONTH * perDay > 46) ?? 600
  const years = Math.max(1, step / 12)
  const out: Tick[] = []
  const last = dateOf(scale.last).getUTCFullYear()
  for (let year = Math.floor(dateOf(scale.first).getUTCFullYear() / years) * years; year <= last; year += years) {
    for (let month = 0; month < 12; month += Math.min(step, 12)) {
      const day = Date.UTC(year, month, 1) / DAY
      if (day < scale.first || day > scale.last) continue
      const isFirst = out.length === 0 && month > 0
      const label = month === 0 ? String(year) : isFirst ? `${text.months[month]} ${year}` : text.months[month]
      out.push({ day, label, isMajor: month === 0 })
    }
  }
  return out
}

// The days that the timeline opens on: those of nearly all events, so that one very long account does not squeeze the rest.
import { anchorOf, OPEN_END, OPEN_START, type Columns } from './columns'

const CORE = 0.8 // share of the dated events that the span holds at least
const WORTH = 2 // times that the whole time must be longer before it is worth showing less
const LEAST = 31 // days within which a neighbour always belongs to the span

/** First day and the day after the last; the whole time where hardly anything lies apart. */
export function coreOf(columns: Columns): [number, number] {
  const whole: [number, number] = [columns.first, columns.last]
  const anchors = anchorsOf(columns)
  if (!anchors.length) return whole
  const [first, last] = grown(shortest(anchors), knownDays(columns))
  return whole[1] - whole[0] > WORTH * (last + 1 - first) ? [first, last + 1] : whole
}

/** How many events the timeline has to draw at its edges, since they are told of days before or after those it shows. */
export function beyond(columns: Columns, rows: Uint32Array, first: number, last: number): { before: number; after: number } {
  let [before, after] = [0, 0]
  for (const row of rows) {
    if (!columns.isDated[row]) continue
    const day = anchorOf(columns, row)
    if (day < first) before++
    else if (day >= last) after++
  }
  return { before, after }
}

function anchorsOf(columns: Columns): Int32Array {
  const rows = Array.from({ length: columns.n }, (_, i) => i).filter((i) => columns.isDated[i])
  return Int32Array.from(rows, (i) => anchorOf(columns, i)).sort()
}

function knownDays({ start, end }: Columns): Int32Array {
  return Int32Array.from([...start, ...end].filter((day) => day !== OPEN_START && day !== OPEN_END)).sort()
}

/** The shortest span that holds the share of the days. */
function shortest(days: Int32Array): [number, number] {
  const held = Math.ceil(days.length * CORE)
  let at = 0
  for (let i = 1; i + held <= days.length; i++) {
    if (days[i + held - 1] - days[i] < days[at + held - 1] - days[at]) at = i
  }
  return [days[at], days[at + held - 1]]
}

/** The span with every further day that is nearer than half of what it has grown to. */
function grown([first, last]: [number, number], days: Int32Array): [number, number] {
  const reach = () => Math.max(LEAST, (last - first) / 2)
  for (const day of days) if (day > last && day - last <= reach()) last = day
  for (let i = days.length - 1; i >= 0; i--) if (days[i] < first && first - days[i] <= reach()) first = days[i]
  return [first, last]
}

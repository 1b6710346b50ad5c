// Draws the timeline: one dot an event while there are few, bars above; what is not known to the day is hollow, with a
// whisker over the time it may have been.
import { text } from '../strings'
import { anchorOf, OPEN_END, OPEN_START, type Columns } from './columns'
import { TIME, type Result } from './filter'
import { GROUP_COUNT, groupOf } from './kinds'
import { binDays, ticksOf, xOf, type Scale } from './scale'

const FEW = 420 // events up to which each has a dot of its own
const AXIS = 20
const TOP = 20
const FONT = '500 11px "Inter Variable", sans-serif'

export interface Dot { x: number; y: number; row: number }
export interface Size { width: number; height: number }
export interface TimeColours {
  groups: string[]; surface: string; ink: string; soft: string; faint: string; line: string; line2: string; sunken: string
}

/** A canvas as large as its place on the screen, cleared, counting in CSS pixels. */
export function pen(canvas: HTMLCanvasElement, size: Size): CanvasRenderingContext2D {
  const ratio = devicePixelRatio || 1
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const g = canvas.getContext('2d')!
  g.setTransform(ratio, 0, 0, ratio, 0, 0)
  g.clearRect(0, 0, size.width, size.height)
  return g
}

interface Binned { // rows are kept only up to as many as get a dot; n counts all
  n: number; rows: [row: number, bin: number][]; tallest: number; groups: Uint32Array; width: number; bins: number
} // prettier-ignore

function binned(columns: Columns, result: Result, scale: Scale): Binned {
  const days = binDays(scale)
  const bins = Math.ceil((scale.last - scale.first) / days) + 1
  const groupsOfKinds = columns.raw.names.kinds.map(groupOf)
  const groups = new Uint32Array(bins * GROUP_COUNT)
  const totals = new Uint32Array(bins)
  const rows: [number, number][] = []
  let [n, tallest] = [0, 1]
  for (const row of result.rows) {
    if (!columns.isDated[row]) continue
    // an event that began before the first day shown stands at that day
    const bin = Math.max(0, Math.floor((anchorOf(columns, row) - scale.first) / days))
    if (bin >= bins) continue
    if (n++ < FEW) rows.push([row, bin])
    groups[bin * GROUP_COUNT + groupsOfKinds[columns.raw.kind[row]]]++
    tallest = Math.max(tallest, ++totals[bin])
  }
  return { n, rows, tallest, groups, width: scale.width / ((scale.last - scale.first) / days), bins }
}

export function drawTimes(
  canvas: HTMLCanvasElement, size: Size, scale: Scale, columns: Columns, result: Result, selected: number | null,
  colours: TimeColours,
): Dot[] { // prettier-ignore
  const g = pen(canvas, size)
  const floor = size.height - AXIS
  const room = floor - TOP
  drawAxis(g, scale, floor, colours)
  const held = binned(columns, result, scale)
  const radius = Math.min(4.6, held.width / 2 - 0.4, room / held.tallest / 2)
  const isDots = held.n <= FEW && radius >= 1.9
  const dots = isDots ? drawDots(g, scale, columns, held, { radius, floor }, selected, colours) : []
  if (!isDots) drawBars(g, scale, held, { room, floor }, colours)
  if (!isDots && selected !== null && columns.isDated[selected]) {
    g.fillStyle = colours.ink
    g.fillRect(xOf(scale, anchorOf(columns, selected)) - 0.75, 4, 1.5, floor - 4)
  }
  g.font = FONT
  g.fillStyle = colours.faint
  g.textAlign = 'right'
  if (held.n) g.fillText(text.peak(held.tallest, text.daysEach(binDays(scale))), scale.left + scale.width, 9)
  g.textAlign = 'left'
  return dots
}

function drawAxis(g: CanvasRenderingContext2D, scale: Scale, floor: number, colours: TimeColours): void {
  g.font = FONT
  g.textBaseline = 'middle'
  for (const tick of ticksOf(scale)) {
    const x = Math.round(xOf(scale, tick.day)) + 0.5
    if (x < scale.left || x > scale.left + scale.width - 26) continue
    const top = tick.isMajor ? 4 : 12
    g.fillStyle = colours.line
    g.fillRect(x, top, 1, floor - top + 4)
    g.fillStyle = tick.isMajor ? colours.soft : colours.faint
    g.fillText(tick.label, x + 4, floor + 12)
  }
  g.fillStyle = colours.line2
  g.fillRect(scale.left, floor, scale.width, 1)
}

function drawDots(
  g: CanvasRenderingContext2D, scale: Scale, columns: Columns, held: Binned, at: { radius: number; floor: number },
  selected: number | null, colours: TimeColours,
): Dot[] { // prettier-ignore
  const filled = new Uint16Array(held.bins)
  const dots = held.rows.map(([row, bin]) => ({
    row,
    x: scale.left + bin * held.width + held.width / 2,
    y: at.floor - 2 - at.radius - filled[bin]++ * (at.radius * 2 + 0.5),
  }))
  const colourOf = (row: number) => colours.groups[groupOf(columns.raw.names.kinds[columns.raw.kind[row]])]
  const isVague = (row: number) => columns.start[row] !== columns.end[row]
  g.lineWidth = 1.4
  for (const dot of dots) if (isVague(dot.row)) drawWhisker(g, scale, columns, dot, colourOf(dot.row))
  for (const { x, y, row } of dots) {
    g.beginPath()
    g.arc(x, y, at.radius - (isVague(row) ? 0.7 : 0), 0, 7)
    g.fillStyle = isVague(row) ? colours.surface : colourOf(row)
    g.fill()
    if (isVague(row)) {
      g.strokeStyle = colourOf(row)
      g.stroke()
    }
    if (row !== selected) continue
    g.beginPath()
    g.arc(x, y, at.radius + 2.5, 0, 7)
    g.strokeStyle = colours.ink
    g.lineWidth = 1.6
    g.stroke()
    g.lineWidth = 1.4
  }
  return dots
}

/** From the first to the last day it may have been; an open end runs on to the edge, dotted. */
function drawWhisker(g: CanvasRenderingContext2D, scale: Scale, columns: Columns, dot: Dot, stroke: string): void {
  const [start, end] = [columns.start[dot.row], columns.end[dot.row]]
  const reach = 40 // pixels that an open end is drawn for
  const left = start === OPEN_START ? dot.x - reach : xOf(scale, Math.max(start, scale.first))
  const right = end === OPEN_END ? dot.x + reach : xOf(scale, Math.min(end + 1, scale.last))
  g.globalAlpha = 0.45
  g.strokeStyle = stroke
  if (start === OPEN_START || end === OPEN_END) g.setLineDash([2, 3])
  g.beginPath()
  g.moveTo(Math.max(scale.left, Math.min(left, dot.x)), dot.y)
  g.lineTo(Math.min(scale.left + scale.width, Math.max(right, dot.x)), dot.y)
  g.stroke()
  g.setLineDash([])
  g.globalAlpha = 1
}

function drawBars(g: CanvasRenderingContext2D, scale: Scale, held: Binned, at: { room: number; floor: number }, colours: TimeColours): void {
  const gap = held.width > 5 ? 1 : held.width > 2.5 ? 0.5 : 0
  g.globalAlpha = 0.84
  for (let bin = 0; bin < held.bins; bin++) {
    let y = at.floor
    for (let group = 0; group < GROUP_COUNT; group++) {
      const n = held.groups[bin * GROUP_COUNT + group]
      if (!n) continue
      const height = (n / held.tallest) * at.room
      g.fillStyle = colours.groups[group]
      g.fillRect(scale.left + bin * held.width + gap / 2, y - height, Math.max(0.6, held.width - gap), height)
      y -= height
    }
  }
  g.globalAlpha = 1
}

/** The whole time of the case, with everything that the other filters leave. */
export function drawOverview(canvas: HTMLCanvasElement, size: Size, whole: Scale, columns: Columns, result: Result, colours: TimeColours): void {
  const g = pen(canvas, size)
  const bins = Math.max(40, Math.floor(whole.width / 3))
  const counts = new Float32Array(bins)
  let most = 1
  for (let row = 0; row < columns.n; row++) {
    if (result.fails[row] & ~TIME || !columns.isDated[row]) continue
    const share = (anchorOf(columns, row) - whole.first) / (whole.last - whole.first)
    most = Math.max(most, ++counts[Math.min(bins - 1, Math.floor(share * bins))])
  }
  g.fillStyle = colours.sunken
  g.beginPath()
  g.roundRect(whole.left, 2, whole.width, size.height - 4, 4)
  g.fill()
  g.fillStyle = colours.line2
  const width = whole.width / bins
  counts.forEach((n, bin) => {
    if (!n) return
    const height = Math.max(1.5, Math.sqrt(n / most) * (size.height - 8))
    g.fillRect(whole.left + bin * width, size.height - 3 - height, Math.max(1, width - 0.6), height)
  })
}

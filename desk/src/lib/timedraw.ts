// Draws the timeline: one dot an event while there are few, bars above; what is not known to the day is hollow, with a
// whisker over the time it may have been.
import { text } from '../strings'
import { anchorOf, OPEN_END, OPEN_START } from './columns'
import { GROUP_COUNT, groupOf } from './kinds'
import { ticksOf, xOf, type Scale } from './scale'
import { idOf, type Binned, type Item } from './shown'

const AXIS = 20
const TOP = 28 // room for what stands at the corners
const FONT = '500 11px "Inter Variable", sans-serif'

export interface Dot { x: number; y: number; item: Item }
export interface Size { width: number; height: number; taken?: [left: number, right: number] } // pixels of the top that buttons stand on
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

export function drawTimes(
  canvas: HTMLCanvasElement, size: Size, scale: Scale, held: Binned, selected: Item | null, colours: TimeColours,
): Dot[] { // prettier-ignore
  const g = pen(canvas, size)
  const floor = size.height - AXIS
  const room = floor - TOP
  drawAxis(g, scale, floor, colours)
  const width = (held.days * scale.width) / (scale.last - scale.first)
  const radius = Math.min(4.6, width / 2 - 0.4, room / held.tallest / 2)
  const isDots = held.dots.length > 0 && radius >= 1.9
  const dots = isDots ? drawDots(g, scale, held, { radius, floor, width }, selected, colours) : []
  if (!isDots) drawBars(g, scale, held, { room, floor, width }, colours)
  if (!isDots && selected?.columns.isDated[selected.row]) {
    g.fillStyle = colours.ink
    g.fillRect(xOf(scale, anchorOf(selected.columns, selected.row)) - 0.75, 4, 1.5, floor - 4)
  }
  if (held.n) drawPeak(g, scale, text.peak(held.tallest, text.daysEach(held.days)), size.taken ?? [0, 0], colours)
  return dots
}

/** How much the tallest stack holds, where there is room for it beside the buttons. */
function drawPeak(g: CanvasRenderingContext2D, scale: Scale, words: string, [left, right]: [number, number], colours: TimeColours): void {
  g.font = FONT
  if (g.measureText(words).width > scale.width - left - right) return
  g.fillStyle = colours.faint
  g.textAlign = 'right'
  g.fillText(words, scale.left + scale.width - right, 13)
  g.textAlign = 'left'
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
  g: CanvasRenderingContext2D, scale: Scale, held: Binned, at: { radius: number; floor: number; width: number },
  selected: Item | null, colours: TimeColours,
): Dot[] { // prettier-ignore
  const filled = new Uint16Array(held.bins)
  const dots = held.dots.map(({ item, bin }) => ({
    item,
    x: Math.min(scale.left + scale.width, xOf(scale, held.first + bin * held.days) + at.width / 2),
    y: at.floor - 2 - at.radius - filled[bin]++ * (at.radius * 2 + 0.5),
  }))
  const colourOf = ({ columns, row }: Item) => colours.groups[groupOf(columns.raw.names.kinds[columns.raw.kind[row]])]
  const isVague = ({ columns, row }: Item) => columns.start[row] !== columns.end[row]
  const chosen = selected && idOf(selected)
  g.lineWidth = 1.4
  for (const dot of dots) if (isVague(dot.item)) drawWhisker(g, scale, dot, colourOf(dot.item))
  for (const dot of dots) drawOutward(g, scale, dot, at.radius, colourOf(dot.item))
  for (const { x, y, item } of dots) {
    g.beginPath()
    g.arc(x, y, at.radius - (isVague(item) ? 0.7 : 0), 0, 7)
    g.fillStyle = isVague(item) ? colours.surface : colourOf(item)
    g.fill()
    if (isVague(item)) {
      g.strokeStyle = colourOf(item)
      g.stroke()
    }
    if (chosen === null || idOf(item) !== chosen) continue
    g.beginPath()
    g.arc(x, y, at.radius + 2.5, 0, 7)
    g.strokeStyle = colours.ink
    g.lineWidth = 1.6
    g.stroke()
    g.lineWidth = 1.4
  }
  return dots
}

/** A wedge at the edge for an event that is told of days outside those shown. */
function drawOutward(g: CanvasRenderingContext2D, scale: Scale, dot: Dot, radius: number, fill: string): void {
  const day = anchorOf(dot.item.columns, dot.item.row)
  if (day >= scale.first && day < scale.last) return
  const way = day < scale.first ? -1 : 1
  const [from, reach] = [dot.x + way * (radius + 1.5), 4]
  g.beginPath()
  g.moveTo(from, dot.y - 3)
  g.lineTo(from + way * reach, dot.y)
  g.lineTo(from, dot.y + 3)
  g.fillStyle = fill
  g.fill()
}

/** From the first to the last day it may have been; an open end runs on to the edge, dotted. */
function drawWhisker(g: CanvasRenderingContext2D, scale: Scale, dot: Dot, stroke: string): void {
  const { columns, row } = dot.item
  const [start, end] = [columns.start[row], columns.end[row]]
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

function drawBars(
  g: CanvasRenderingContext2D, scale: Scale, held: Binned, at: { room: number; floor: number; width: number }, colours: TimeColours,
): void { // prettier-ignore
  const gap = at.width > 5 ? 1 : at.width > 2.5 ? 0.5 : 0
  const [least, most] = [scale.left - at.width, scale.left + scale.width]
  g.globalAlpha = 0.84
  for (let bin = 0; bin < held.bins; bin++) {
    const x = xOf(scale, held.first + bin * held.days)
    if (x < least || x > most) continue // bins of a period that was left, until those of the new one have come
    let y = at.floor
    for (let group = 0; group < GROUP_COUNT; group++) {
      const n = held.groups[bin * GROUP_COUNT + group]
      if (!n) continue
      const height = (n / held.tallest) * at.room
      g.fillStyle = colours.groups[group]
      g.fillRect(x + gap / 2, y - height, Math.max(0.6, at.width - gap), height)
      y -= height
    }
  }
  g.globalAlpha = 1
}

/** The whole time of the case, with everything that the other filters leave. */
export function drawOverview(canvas: HTMLCanvasElement, size: Size, whole: Scale, counts: ArrayLike<number>, colours: TimeColours): void {
  const g = pen(canvas, size)
  const [bins, held] = [counts.length, Array.from(counts)]
  const most = held.reduce((a, b) => Math.max(a, b), 1)
  g.fillStyle = colours.sunken
  g.beginPath()
  g.roundRect(whole.left, 2, whole.width, size.height - 4, 4)
  g.fill()
  g.fillStyle = colours.line2
  const width = whole.width / bins
  held.forEach((n, bin) => {
    if (!n) return
    const height = Math.max(1.5, Math.sqrt(n / most) * (size.height - 8))
    g.fillRect(whole.left + bin * width, size.height - 3 - height, Math.max(1, width - 0.6), height)
  })
}

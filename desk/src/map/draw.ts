// Draws the base on one canvas, which changes with the view alone, and symbols and names on another above it.
import type { Base, Name, Shape } from './base'
import { isInside } from './base'
import { latOf, pixelsPerKm, zoomOf, type Size, type View } from './projection'
import type { Mark } from './symbols'
import { text } from '../strings'

export interface Colours {
  sea: string; land: string; river: string; state: string; province: string; name: string; faint: string; halo: string
  ink: string; groups: string[]
}
type Box = [number, number, number, number]
const LARGEST_HALO = 160 // pixels
const WIDEST_KM = 800 // a circle for more than a large country would hide the map and say nothing
const FONT = '"Inter Variable", sans-serif'
const CORNERS = (size: Size): Box[] => [
  [0, 0, 232, 46],
  [size.width - 46, 0, size.width, 74],
  [0, size.height - 24, 112, size.height],
  [size.width - 420, size.height - 20, size.width, size.height],
] // the buttons and notes on the map

export function drawBase(g: CanvasRenderingContext2D, size: Size, view: View, base: Base, colours: Colours): void {
  const ratio = g.canvas.width / size.width
  const { k } = view
  const zoom = zoomOf(k)
  const [halfX, halfY] = [size.width / 2 / k, size.height / 2 / k]
  const seen: Box = [view.x - halfX, view.y - halfY, view.x + halfX, view.y + halfY]
  const tiny = 1.2 / k
  g.setTransform(ratio, 0, 0, ratio, 0, 0)
  g.fillStyle = colours.sea
  g.fillRect(0, 0, size.width, size.height)
  g.setTransform(k * ratio, 0, 0, k * ratio, -seen[0] * k * ratio, -seen[1] * k * ratio)
  g.lineJoin = 'round'
  const areas = (shapes: Shape[]) => shapes.filter((s) => s.box[2] - s.box[0] > tiny && isInside(s.box, seen))
  const lines = (shapes: Shape[], colour: string, width: number) => {
    g.strokeStyle = colour
    g.lineWidth = width / k
    for (const shape of shapes) if (isInside(shape.box, seen)) g.stroke(shape.path)
  }
  g.fillStyle = colours.land
  for (const shape of areas(base.land)) g.fill(shape.path, 'evenodd')
  g.globalAlpha = 0.5
  lines(areas(base.land), colours.state, 0.5)
  if (zoom > 4.4) {
    g.globalAlpha = Math.min(0.9, (zoom - 4.4) * 0.8)
    lines(base.provinces, colours.province, 0.8)
  }
  g.globalAlpha = 1
  lines(base.rivers.filter((river) => river.zoom <= zoom + 1.2), colours.river, Math.min(1.6, Math.max(0.5, 0.5 + (zoom - 3) * 0.18))) // prettier-ignore
  g.fillStyle = colours.sea
  for (const shape of areas(base.lakes)) g.fill(shape.path, 'evenodd')
  const width = Math.max(0.6, Math.min(1.5, 0.6 + (zoom - 3) * 0.2))
  lines(base.states, colours.state, width)
  g.setLineDash([4 / k, 3 / k])
  lines(base.disputed, colours.state, width)
  g.setLineDash([])
}

interface Placed { mark: Mark; x: number; y: number }

export function drawMarks(
  g: CanvasRenderingContext2D, size: Size, view: View, marks: Mark[], colours: Colours, isLit: (mark: Mark) => boolean,
): Placed[] { // prettier-ignore
  const ratio = g.canvas.width / size.width
  g.setTransform(ratio, 0, 0, ratio, 0, 0)
  g.clearRect(0, 0, size.width, size.height)
  const placed = marks
    .map((mark) => ({ mark, x: (mark.x - view.x) * view.k + size.width / 2, y: (mark.y - view.y) * view.k + size.height / 2 }))
    .filter(({ x, y }) => x > -40 && y > -40 && x < size.width + 40 && y < size.height + 40)
  for (const spot of placed) drawHalo(g, spot, view, colours)
  for (const spot of placed) drawRing(g, spot, colours, isLit(spot.mark))
  return placed
}

/** A soft area where the place is known no better than to a district or province, as large as what is not known. */
function drawHalo(g: CanvasRenderingContext2D, { mark, x, y }: Placed, view: View, colours: Colours): void {
  if (mark.vague * 2 <= mark.n) return
  const known = mark.places.length === 1 && mark.radiusKm <= WIDEST_KM ? mark.radiusKm * pixelsPerKm(view, latOf(mark.y)) : 0
  disc(g, x, y, Math.max(mark.radius + 7, Math.min(known, LARGEST_HALO)))
  g.globalAlpha = 0.07
  g.fillStyle = colours.ink
  g.fill()
  g.globalAlpha = 0.25
  g.lineWidth = 1
  g.strokeStyle = colours.ink
  g.setLineDash([3, 3])
  g.stroke()
  g.setLineDash([])
  g.globalAlpha = 1
}

function drawRing(g: CanvasRenderingContext2D, { mark, x, y }: Placed, colours: Colours, lit: boolean): void {
  disc(g, x, y, mark.radius + 1.3)
  g.fillStyle = colours.halo
  g.fill()
  let angle = -Math.PI / 2
  mark.mix.forEach((n, group) => {
    if (!n) return
    const turn = (n / mark.n) * Math.PI * 2
    g.beginPath()
    g.moveTo(x, y)
    g.arc(x, y, mark.radius, angle, angle + turn)
    g.closePath()
    g.fillStyle = colours.groups[group]
    g.fill()
    angle += turn
  })
  if (mark.radius > 6.8) {
    disc(g, x, y, mark.radius - (mark.radius > 12 ? 3.6 : 2.6))
    g.fillStyle = colours.halo
    g.fill()
  }
  if (lit) {
    disc(g, x, y, mark.radius + 3.5)
    g.strokeStyle = colours.ink
    g.lineWidth = 1.8
    g.stroke()
  }
  if (mark.n < 2 || mark.radius <= 6.8) return
  const shown = text.short(mark.n, 1000)
  g.font = `600 ${Math.round(Math.min(12, mark.radius * (shown.length > 2 ? 0.76 : 1.08)))}px ${FONT}` // few fonts: each new one is slow
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  g.fillStyle = colours.ink
  g.fillText(shown, x, y + 0.5)
}

function disc(g: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  g.beginPath()
  g.arc(x, y, radius, 0, 7)
}

/** Names where there is room: countries first, then towns by size, beside their dot or symbol. */
export function drawNames(g: CanvasRenderingContext2D, size: Size, view: View, base: Base, placed: Placed[], colours: Colours): void { // prettier-ignore
  const zoom = zoomOf(view.k)
  const taken: Box[] = CORNERS(size)
  for (const { mark, x, y } of placed) taken.push([x - mark.radius - 1, y - mark.radius - 1, x + mark.radius + 1, y + mark.radius + 1])
  const isFree = (box: Box) => box[0] > 2 && box[2] < size.width - 2 && !taken.some((other) => isInside(other, box))
  const at = (name: Name): [number, number] | null => {
    const [x, y] = [(name.x - view.x) * view.k + size.width / 2, (name.y - view.y) * view.k + size.height / 2]
    return x < 0 || y < 0 || x > size.width || y > size.height ? null : [x, y]
  }
  const put = (shown: string, x: number, y: number) => {
    g.strokeText(shown, x, y)
    g.fillText(shown, x, y)
  }
  g.textBaseline = 'middle'
  g.lineJoin = 'round'
  g.lineWidth = 3
  g.strokeStyle = colours.halo
  countryNames(g, base.names.filter((n) => n.rank === 0 && n.zoom <= zoom + 0.6), zoom, { at, put, isFree, taken, colours })
  g.font = `500 ${Math.max(10.5, Math.min(12.5, 10.5 + (zoom - 4) * 0.5))}px ${FONT}`
  for (const name of base.names) {
    if (name.zoom > zoom + 0.75) break
    if (name.rank > 0) townName(g, name, placed, { at, put, isFree, taken, colours })
  }
}

interface Pen {
  at: (name: Name) => [number, number] | null; put: (shown: string, x: number, y: number) => void
  isFree: (box: Box) => boolean; taken: Box[]; colours: Colours
}

function countryNames(g: CanvasRenderingContext2D, names: Name[], zoom: number, pen: Pen): void {
  if (zoom > 7.6) return
  const height = Math.max(9.5, Math.min(13, 9.5 + (zoom - 3) * 1.1))
  g.font = `500 ${height}px ${FONT}`
  g.letterSpacing = `${height * 0.13}px`
  g.textAlign = 'center'
  g.fillStyle = pen.colours.faint
  for (const name of names) {
    const spot = pen.at(name)
    if (!spot) continue
    const shown = name.name.toUpperCase()
    const half = g.measureText(shown).width / 2 + 2
    const box: Box = [spot[0] - half, spot[1] - 8, spot[0] + half, spot[1] + 8]
    if (!pen.isFree(box)) continue
    pen.taken.push(box)
    pen.put(shown, ...spot)
  }
  g.letterSpacing = '0px'
}

function townName(g: CanvasRenderingContext2D, name: Name, placed: Placed[], pen: Pen): void {
  const spot = pen.at(name)
  if (!spot) return
  const [x, y] = spot
  const near = placed.find((p) => Math.hypot(p.x - x, p.y - y) < p.mark.radius + 2)
  const away = near ? Math.hypot(near.x - x, near.y - y) + near.mark.radius : 2.6
  const width = g.measureText(name.name).width
  const tries = [['left', away + 4, 0], ['right', -away - 4, 0], ['center', 0, -away - 8], ['center', 0, away + 8]] as const // prettier-ignore
  for (const [align, dx, dy] of tries) {
    const left = align === 'left' ? x + dx : align === 'right' ? x + dx - width : x - width / 2
    const box: Box = [left - 3, y + dy - 7, left + width + 3, y + dy + 7]
    if (!pen.isFree(box)) continue
    pen.taken.push(box)
    g.textAlign = align
    g.fillStyle = pen.colours.name
    pen.put(name.name, x + dx, y + dy)
    if (!near) {
      disc(g, x, y, name.rank === 1 ? 2.4 : 1.7)
      g.fillStyle = pen.colours.faint
      g.fill()
    }
    return
  }
}

// One symbol a place: a ring split by group of kinds with the number inside; near ones merge with distance.
import type { Columns } from '../lib/columns'
import { GROUP_COUNT, groupOf } from '../lib/kinds'
import { worldX, worldY } from './projection'

export interface Spot { place: number; x: number; y: number; n: number; mix: Float32Array; vague: number; radiusKm: number }
export interface Mark { x: number; y: number; n: number; radius: number; places: number[]; mix: Float32Array; vague: number; radiusKm: number }

const VAGUE_KM = 25 // a place known no better than this is a district or more, and gets a soft halo
const LARGEST = 24 // pixels

/** What passed the filters, by place. Places without a point are counted elsewhere. */
export function spotsOf(columns: Columns, rows: Uint32Array): Spot[] {
  const groups = Uint8Array.from(columns.raw.names.kinds, groupOf)
  const spots = new Map<number, Spot>()
  for (const i of rows) {
    if (!columns.isPlaced[i]) continue
    const place = columns.raw.place[i]
    let spot = spots.get(place)
    if (!spot) {
      const radiusKm = columns.raw.names.places[place][3] ?? 0
      const [x, y] = [worldX(columns.lon[place]), worldY(columns.lat[place])]
      spots.set(place, (spot = { place, x, y, n: 0, mix: new Float32Array(GROUP_COUNT), vague: 0, radiusKm }))
    }
    spot.n++
    spot.mix[groups[columns.raw.kind[i]]]++
    if (spot.radiusKm >= VAGUE_KM) spot.vague++
  }
  return [...spots.values()]
}

const radiusOf = (n: number, isCrowded: boolean): number =>
  n === 1 ? 4.4 : Math.min(LARGEST, isCrowded ? 4.2 + 0.5 * Math.sqrt(n) : 5.2 + 2 * Math.sqrt(n))

/** Biggest first, each takes in those it would cover; a second pass lets merged ones meet. */
export function declutter(spots: Spot[], k: number, isCrowded: boolean): Mark[] {
  const single = spots
    .map(({ place, x, y, n, mix, vague, radiusKm }) => ({
      x, y, n, radius: radiusOf(n, isCrowded), places: [place], mix: mix.slice(), vague, radiusKm,
    })) // prettier-ignore
    .sort((a, b) => b.n - a.n || a.places[0] - b.places[0])
  return merged(merged(single, k, isCrowded), k, isCrowded)
}

function merged(symbols: Mark[], k: number, isCrowded: boolean): Mark[] {
  const out: Mark[] = []
  const cell = (2 * LARGEST * 1.02) / k // no two further apart than this can touch
  const cells = new Map<string, Mark[]>()
  const around = (x: number, y: number): Mark[] => {
    const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)]
    const near: Mark[] = []
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = row - 1; j <= row + 1; j++) near.push(...(cells.get(`${i},${j}`) ?? []))
    }
    return near
  }
  for (const symbol of symbols) {
    const host = around(symbol.x, symbol.y).find((other) => isTouching(other, symbol, k, isCrowded))
    if (host) {
      takeIn(host, symbol)
      host.radius = radiusOf(host.n, isCrowded)
      continue
    }
    const key = `${Math.floor(symbol.x / cell)},${Math.floor(symbol.y / cell)}`
    cells.set(key, [...(cells.get(key) ?? []), symbol])
    out.push(symbol)
  }
  return out
}

function isTouching(a: Mark, b: Mark, k: number, isCrowded: boolean): boolean {
  const apart = Math.hypot(a.x - b.x, a.y - b.y) * k
  return apart < Math.max((a.radius + b.radius) * (isCrowded ? 1.02 : 0.84), isCrowded ? 27 : 0)
}

function takeIn(host: Mark, other: Mark): void {
  host.n += other.n
  host.vague += other.vague
  host.places.push(...other.places)
  other.mix.forEach((n, group) => (host.mix[group] += n))
}

// One symbol a place: a ring split by group of kinds with the number inside; near ones merge with distance.
import type { Columns } from '../lib/columns'
import { GROUP_COUNT, groupOf } from '../lib/kinds'
import { WORLD, worldX, worldY } from './projection'

export interface Spot { place: number; x: number; y: number; n: number; mix: Float32Array; vague: number; radiusKm: number }
export interface Mark { x: number; y: number; n: number; radius: number; places: number[]; mix: Float32Array; vague: number; radiusKm: number }

export const VAGUE_KM = 25 // a place known no better than this is a district or more, and gets a soft halo
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
  const across = Math.ceil(WORLD / cell) + 3 // cells side by side, with an empty one at either edge
  const cells = new Map<number, Mark[]>()
  const cellOf = (mark: Mark) => (Math.floor(mark.y / cell) + 1) * across + Math.floor(mark.x / cell) + 1
  const hostOf = (symbol: Mark): Mark | undefined => {
    const middle = cellOf(symbol)
    for (const at of [middle - 1, middle, middle + 1]) {
      for (const near of [at - across, at, at + across]) {
        const host = cells.get(near)?.find((other) => isTouching(other, symbol, k, isCrowded))
        if (host) return host
      }
    }
  }
  for (const symbol of symbols) {
    const host = hostOf(symbol)
    if (host) {
      takeIn(host, symbol)
      host.radius = radiusOf(host.n, isCrowded)
      continue
    }
    const own = cellOf(symbol)
    const held = cells.get(own)
    if (held) held.push(symbol)
    else cells.set(own, [symbol])
    out.push(symbol)
  }
  return out
}

function isTouching(a: Mark, b: Mark, k: number, isCrowded: boolean): boolean {
  const [dx, dy] = [(a.x - b.x) * k, (a.y - b.y) * k]
  const reach = Math.max((a.radius + b.radius) * (isCrowded ? 1.02 : 0.84), isCrowded ? 27 : 0)
  return dx * dx + dy * dy < reach * reach
}

function takeIn(host: Mark, other: Mark): void {
  host.n += other.n
  host.vague += other.vague
  host.places.push(...other.places)
  for (let group = 0; group < GROUP_COUNT; group++) host.mix[group] += other.mix[group]
}

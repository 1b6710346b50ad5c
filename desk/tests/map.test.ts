import { describe, expect, test } from 'vitest'
import { columnsOf } from '../src/lib/columns'
import { clamped, fitting, latOf, lonOf, moved, scaleOf, worldX, worldY, zoomedAt, zoomOf } from '../src/map/projection'
import { declutter, spotsOf } from '../src/map/symbols'
import { events } from './builders'

const size = { width: 600, height: 400 }

describe('the projection', () => {
  test.each([[0, 0], [36.6, 35.9], [-179, -60], [179.9, 83]])('brings %d, %d back', (lon, lat) => { // prettier-ignore
    expect(lonOf(worldX(lon))).toBeCloseTo(lon, 6)
    expect(latOf(worldY(lat))).toBeCloseTo(lat, 6)
  })
  test('keeps the point under the pointer when it zooms', () => {
    const before = { x: 600, y: 400, k: scaleOf(5) }
    const after = zoomedAt(before, size, 500, 100, 2)
    expect(after.x + (500 - 300) / after.k).toBeCloseTo(before.x + (500 - 300) / before.k, 9)
    expect(zoomOf(after.k)).toBeCloseTo(6, 9)
  })
  test('moves with the pointer and stays in the world', () => {
    expect(moved({ x: 600, y: 400, k: 2 }, 10, -20)).toEqual({ x: 595, y: 410, k: 2 })
    expect(clamped({ x: -50, y: 5000, k: 1e9 }).x).toBe(0)
  })
  test('fits all points, and none to no view', () => {
    const view = fitting([[100, 200], [140, 260]], size)! // prettier-ignore
    expect([view.x, view.y]).toEqual([120, 230])
    expect(Math.abs(140 - view.x) * view.k).toBeLessThan(300)
    expect(fitting([], size)).toBeNull()
  })
})

describe('symbols', () => {
  const raw = events([{ kind: 0 }, { kind: 1 }, { place: 1 }, { place: -1 }, { place: 2 }])
  raw.names.places.push(['Far away', 48.8, 2.3, 400, 'FR', 'region', 2])
  const columns = columnsOf(raw)
  const spots = spotsOf(columns, Uint32Array.from([0, 1, 2, 3, 4]))

  test('are one a place with a point, split by group', () => {
    expect(spots.map((spot) => [spot.place, spot.n])).toEqual([[0, 2], [2, 1]]) // prettier-ignore
    expect(Array.from(spots[0].mix)).toEqual([1, 0, 0, 1, 0, 0, 0])
  })
  test('know where a place is only a region', () => expect(spots.map((spot) => spot.vague)).toEqual([0, 1]))
  test('stay apart near by and merge from afar, losing nobody', () => {
    expect(declutter(spots, scaleOf(6), false)).toHaveLength(2)
    const far = declutter(spots, 0.05, false)
    expect(far).toHaveLength(1)
    expect([far[0].n, far[0].places]).toEqual([3, [0, 2]])
  })
  test('of thousands of places hold every event', () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({ ...spots[0], place: i, x: (i * 37) % 1000, y: (i * 91) % 700, n: 1 + (i % 5) }))
    const marks = declutter(many, 2, true)
    expect(marks.reduce((sum, mark) => sum + mark.n, 0)).toBe(many.reduce((sum, spot) => sum + spot.n, 0))
    expect(new Set(marks.flatMap((mark) => mark.places)).size).toBe(3000)
  })
})

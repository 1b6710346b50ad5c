// Web Mercator on a world of 1024 units a side, and the part of it that the screen shows.
export const WORLD = 1024
const TILE = 512 // a world of this many pixels is zoom 0, as on other web maps
const FARTHEST = 84 // degrees; Mercator has no pole
const EARTH_M = 40075016 // the equator

export interface View { x: number; y: number; k: number } // world point in the middle, pixels a world unit
export interface Size { width: number; height: number }

export const worldX = (lon: number): number => ((lon + 180) / 360) * WORLD
export function worldY(lat: number): number {
  const sine = Math.sin((Math.max(-FARTHEST, Math.min(FARTHEST, lat)) * Math.PI) / 180)
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD
}
export const lonOf = (x: number): number => (x / WORLD) * 360 - 180
export function latOf(y: number): number {
  const n = Math.PI - (2 * Math.PI * y) / WORLD
  return (180 / Math.PI) * Math.atan(Math.sinh(n))
}
export const zoomOf = (k: number): number => Math.log2((k * WORLD) / TILE)
export const scaleOf = (zoom: number): number => (TILE * 2 ** zoom) / WORLD

export function clamped(view: View): View {
  const k = Math.max(scaleOf(0.4), Math.min(scaleOf(11), view.k))
  return { k, x: Math.max(0, Math.min(WORLD, view.x)), y: Math.max(100, Math.min(920, view.y)) }
}

/** The view zoomed by a factor around a point of the screen that stays where it is. */
export function zoomedAt(view: View, size: Size, x: number, y: number, factor: number): View {
  const k = clamped({ ...view, k: view.k * factor }).k
  const [dx, dy] = [x - size.width / 2, y - size.height / 2]
  return clamped({ k, x: view.x + dx / view.k - dx / k, y: view.y + dy / view.k - dy / k })
}

export const moved = (view: View, dx: number, dy: number): View =>
  clamped({ ...view, x: view.x - dx / view.k, y: view.y - dy / view.k })

/** The view that shows all points with room around them, no closer than a town. */
export function fitting(points: [number, number][], size: Size): View | null {
  if (!points.length) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  const room = (pixels: number, span: number) => Math.max(40, pixels - 90) / Math.max(0.01, span)
  const k = Math.min(scaleOf(8), room(size.width, right - left), room(size.height, bottom - top))
  return clamped({ x: (left + right) / 2, y: (top + bottom) / 2, k })
}

/** How many pixels a kilometre is at a latitude of the view. */
export const pixelsPerKm = (view: View, lat: number): number =>
  (view.k * WORLD * 1000) / (EARTH_M * Math.cos((lat * Math.PI) / 180))

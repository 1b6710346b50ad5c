import { describe, expect, test } from 'vitest'
import { codePointsOf, paragraphsOf, piecesOf, segmentsOf, unitsOf, type Mark } from '../src/lib/spans'

const mark = (id: string, layer: string, start: number, end: number): Mark => ({ id, layer, start, end })
const RAID = 'raided a shop in Raqqa and arrested five men, it said'

describe('segments', () => {
  const marks = [
    mark('e1', 'account', 0, 44), mark('e2', 'account', 27, 53), mark('p1', 'place', 7, 22), mark('p2', 'place', 17, 22),
  ] // prettier-ignore
  const segments = segmentsOf(RAID, marks, [[0, RAID.length]])

  test('hold every character once', () => {
    expect(segments.map((segment) => segment.text).join('')).toBe(RAID)
  })
  test('know nested marks from the outermost to the innermost', () => {
    expect(segments.find((s) => s.text === 'Raqqa')?.marks.map((m) => m.id)).toEqual(['p1', 'p2'])
  })
  test('know both of two accounts that cross', () => {
    const crossing = segments.find((s) => s.text.startsWith('arrested'))
    expect(crossing?.washes.map((m) => m.id).sort()).toEqual(['e1', 'e2'])
  })
  test('end with a sentence, and a paragraph with an empty line', () => {
    const two = segmentsOf('One. Two.\n \nThree.', [], [[0, 4], [5, 9], [12, 18]]) // prettier-ignore
    expect(two.filter((s) => s.sentence >= 0).map((s) => s.text)).toEqual(['One.', 'Two.', 'Three.'])
    expect(paragraphsOf(two).map((p) => p.map((s) => s.text).join(''))).toEqual(['One. Two.', 'Three.'])
  })
  test('pass over a mark outside the text', () => {
    expect(segmentsOf('ab', [mark('x', 'place', 5, 9)], []).map((s) => s.text)).toEqual(['ab'])
  })
})

describe('offsets', () => {
  test('in code points become UTF-16 units and come back', () => {
    const text = 'a🚧b'
    expect([0, 1, 2, 3].map(unitsOf(text))).toEqual([0, 1, 3, 4])
    expect([0, 1, 2, 3, 4].map(codePointsOf(text))).toEqual([0, 1, 1, 2, 3])
  })
  test('are the same without characters of two units', () => {
    expect([0, 2].map(unitsOf('ab'))).toEqual([0, 2])
    expect([0, 2].map(codePointsOf('ab'))).toEqual([0, 2])
  })
})

describe('a sentence with its quotes marked', () => {
  test('keeps every character, also before and between', () => {
    const pieces = piecesOf({ start: 10, text: '🚧 was hit, it was' }, [{ start: 12, end: 19 }, { start: 21, end: 23 }]) // prettier-ignore
    expect(pieces.map((p) => p.text).join('')).toBe('🚧 was hit, it was')
    expect(pieces.filter((p) => p.isHit).map((p) => p.text)).toEqual(['was hit', 'it'])
  })
  test('marks overlapping quotes once', () => {
    const pieces = piecesOf({ start: 0, text: 'abcdef' }, [{ start: 1, end: 4 }, { start: 2, end: 5 }]) // prettier-ignore
    expect(pieces.map((p) => p.text)).toEqual(['a', 'bcd', 'e', 'f'])
  })
})

test('a text without a break is cut into stretches that can be laid out, and none is lost', () => {
  const text = `${'A'.repeat(9_999)}\u{1F600}${'B'.repeat(20_000)}`
  const cut = segmentsOf(text, [], [])
  expect(cut.map((one) => one.text).join('')).toBe(text)
  expect(Math.max(...cut.map((one) => one.text.length))).toBeLessThanOrEqual(10_001)
  expect(cut.some((one) => /^[\udc00-\udfff]/.test(one.text))).toBe(false)
  expect(paragraphsOf(cut).length).toBeGreaterThan(2)
})

import type { EventColumns } from '../src/lib/contract'

export interface Told {
  kind?: number; status?: number; state?: number; start?: number | null; end?: number | null; place?: number
  actors?: number[]; origins?: number; credibility?: number; conflicts?: number[]
} // prettier-ignore

/** The events of a small case as the server gives them; what a row does not say is the plainest value. */
export function events(rows: Told[]): EventColumns {
  const column = <K extends keyof Told>(key: K, plain: NonNullable<Told[K]>) => rows.map((row) => row[key] ?? plain)
  return {
    version: '1', n: rows.length,
    names: {
      kinds: ['attack', 'raid'], statuses: ['happened', 'denied'], methods: [], precisions: ['day', 'unknown'],
      states: ['open', 'accepted', 'rejected'], actors: ['A', 'B'], items: [], categories: [], sources: ['Wire'],
      countries: ['SY'], fields: ['killed'], tags: [],
      places: [['Idlib', 35.9, 36.6, 5, 'SY', 'city', 1], ['Somewhere', null, null, null, null, null, null]],
    },
    id: rows.map((_, i) => `e${i}`), title: rows.map((_, i) => `Event ${i}`), kind: column('kind', 0) as number[],
    status: column('status', 0) as number[], method: rows.map(() => -1),
    start: rows.map((row) => row.start ?? null), end: rows.map((row) => row.end ?? null), precision: rows.map(() => 0),
    place: column('place', 0) as number[], actors: column('actors', []) as number[][], targets: rows.map(() => []),
    items: rows.map(() => []), categories: rows.map(() => []), sources: rows.map(() => [0]),
    origins: column('origins', 1) as number[], credibility: column('credibility', 3) as number[],
    reliability: 'F'.repeat(rows.length), stories: rows.map(() => 1), accounts: rows.map(() => 1),
    confidence: rows.map(() => 50), conflicts: column('conflicts', []) as number[][],
    state: column('state', 0) as number[], tags: rows.map(() => []), comments: rows.map(() => 0),
  } // prettier-ignore
}

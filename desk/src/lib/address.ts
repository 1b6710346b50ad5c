// What the address bar says of the desk: every filter by its name, the period, the order and the chosen event.
import { FACETS, type Columns, type Facet } from './columns'
import { dayOf, isoOf, lastDayOf } from './dates'
import { ORIGIN_STEPS, type Lane } from './filter'

export const ORDERS = ['date', '-date', 'origins', '-origins', 'credibility', '-credibility'] as const
export type Order = (typeof ORDERS)[number]
export interface Wanted {
  chosen: Partial<Record<Facet, string[]>>
  period: [number, number] | null
  words: string
  origins: number
  conflict: boolean
  lane: Lane | null
  order: Order
  event: string | null
  view: [lon: number, lat: number, zoom: number] | null
}

export const NOTHING_WANTED: Wanted = {
  chosen: {}, period: null, words: '', origins: 0, conflict: false, lane: null, order: '-date', event: null, view: null,
} // prettier-ignore

export function addressOf(wanted: Wanted): string {
  const out = new URLSearchParams()
  for (const facet of FACETS) for (const value of wanted.chosen[facet] ?? []) out.append(facet, value)
  if (wanted.period) {
    out.set('since', isoOf(wanted.period[0]))
    out.set('until', isoOf(wanted.period[1]))
  }
  if (wanted.words) out.set('q', wanted.words)
  if (wanted.origins) out.set('origins', String(wanted.origins))
  if (wanted.conflict) out.set('conflict', '1')
  if (wanted.lane) out.set('lane', wanted.lane)
  if (wanted.order !== NOTHING_WANTED.order) out.set('order', wanted.order)
  if (wanted.event) out.set('event', wanted.event)
  if (wanted.view) out.set('at', wanted.view.map((part) => part.toFixed(2)).join(','))
  return out.toString()
}

/** What an address asks for; what it says wrongly is left out. */
export function wantedOf(search: string): Wanted {
  const asked = new URLSearchParams(search)
  const chosen: Wanted['chosen'] = {}
  for (const facet of FACETS) if (asked.has(facet)) chosen[facet] = asked.getAll(facet)
  const since = dayOf(asked.get('since') ?? '')
  const until = lastDayOf(asked.get('until') ?? '')
  const lane = asked.get('lane')
  const order = asked.get('order') as Order
  const view = (asked.get('at') ?? '').split(',').map(Number)
  const origins = Number(asked.get('origins'))
  return {
    chosen,
    period: since !== null && until !== null && since <= until ? [since, until] : null,
    words: asked.get('q') ?? '',
    origins: ORIGIN_STEPS.includes(origins) ? origins : 0,
    conflict: asked.get('conflict') === '1',
    lane: lane === 'undated' || lane === 'unplaced' ? lane : null,
    order: ORDERS.includes(order) ? order : NOTHING_WANTED.order,
    event: asked.get('event'),
    view: view.length === 3 && view.every(Number.isFinite) ? (view as [number, number, number]) : null,
  }
}

/** The values chosen by name as places in the columns; a name that the case does not have is left out. */
export function chosenRows(columns: Columns, chosen: Wanted['chosen']): Partial<Record<Facet, number[]>> {
  const out: Partial<Record<Facet, number[]>> = {}
  for (const facet of FACETS) {
    const keys = columns.keys[facet]
    const found = (chosen[facet] ?? []).map((key) => keys.indexOf(key)).filter((at) => at >= 0)
    if (found.length) out[facet] = found
  }
  return out
}

// The shapes that the server's /api answers with. Offsets are code points into a story's text; days count from
// 1970-01-01. The server's own description is /api/openapi.json.
export type Id = string
export type State = 'open' | 'accepted' | 'rejected'
export type Precision = 'day' | 'week' | 'month' | 'season' | 'year' | 'decade' | 'interval' | 'unknown'

export interface When { start: number | null; end: number | null; precision: Precision; text: string }
export interface Place {
  name: string; country: string | null; geonames: number | null; lat: number | null; lon: number | null
  radius_km: number | null; relation: string | null; type: string | null; text: string
}
export interface Span { start: number; end: number }
export interface Quote extends Span { text: string }
export interface Cited {
  story: Id; publisher: string | null; published: string | null; headline: string | null
  quote: Quote | null; sentence: Quote | null
}

export interface Tally { documents: number; held: number; stories: number; accounts: number; problems: number }
export interface Problem { origin: string; reason: string; detail: string; document: string | null }
export interface Job {
  id: string; what: 'add' | 'link'; state: 'running' | 'done' | 'failed'; done: number; total: number; now: string
  tally: Tally; error: string | null; problems: Problem[]
}
export interface CaseInfo {
  path: string; name: string; version: string; wide: boolean
  counts: { documents: number; stories: number; accounts: number; events: number; problems: number; review: number | null }
  knowledge: string | null; analyst: string; actions: string[]; kinds: string[]; statuses: string[]; roles: string[]
  methods: string[]; fields: string[]; parts: string[]; job: Job | null
}

export type PlaceRow = [
  name: string, lat: number | null, lon: number | null, radius: number | null, country: string | null,
  type: string | null, geonames: number | null,
]
export interface EventColumns {
  version: string; n: number
  names: {
    kinds: string[]; statuses: string[]; methods: string[]; precisions: Precision[]; states: State[]; actors: string[]
    items: string[]; categories: string[]; sources: string[]; countries: string[]; fields: string[]; tags: string[]
    places: PlaceRow[]
  }
  id: Id[]; title: string[]; kind: number[]; status: number[]; method: number[]
  start: (number | null)[]; end: (number | null)[]; precision: number[]; place: number[]
  actors: number[][]; targets: number[][]; items: number[][]; categories: number[][]; sources: number[][]
  origins: number[]; credibility: number[]; reliability: string; stories: number[]; accounts: number[]
  confidence: number[]; conflicts: number[][]; state: number[]; tags: number[][]; comments: number[]
}

export interface Amount { min: number | null; max: number | null; of: string | null }
export interface Value { when?: When; place?: Place; amount?: Amount; name?: string }
export interface Giver extends Cited { account: Id; origin: string | null; asserts: boolean; rule: string }
export interface Entry {
  id: Id | null; at: string; by: string; action: string; text: string; reason: string; undone: boolean; can_undo: boolean
}
export interface Given { text: string; value: Value; by: Giver[] }
export interface Field {
  name: string; shown: string; value: Value | null; conflict: boolean; edited: Entry | null
  range: { low: number | null; best: number | null; high: number | null } | null; given: Given[]
}
export interface Link { name: string; quote: Quote | null; cue: Quote | null; evidence: string }
export interface AccountView {
  id: Id; story: Id; kind: string; status: string; method: string | null; confidence: number; because: string[]
  reader: string; sources: Link[]; origin: { name: string; asserts: boolean; why: string } | null; mentions: Cited[]
  time: When | null; place: Place | null; publisher: string | null; published: string | null; headline: string | null
  url: string | null; status_words: Quote | null
  roles: Record<string, { name: string; entity: string | null; quote: Quote }[]>
  numbers: Record<string, { min: number | null; max: number | null; quote: Quote }>
}
export interface ChainNode {
  id: string; sort: 'origin' | 'speaker' | 'outlet'; name: string; layer: number; row: number; independent: boolean
  accounts: Id[]; story: Id | null
}
export interface ChainLink {
  from: string; to: string; relation: 'says' | 'cites' | 'copies'; quote: string; account: Id | null; story: Id | null
}
export interface Chain { nodes: ChainNode[]; links: ChainLink[]; independent: number; of: number }
export interface Grade {
  reliability: string; credibility: number; words: string; rule: string; because: string; independent: number
  origins: string[]; stories: number
}
export interface EventPage {
  id: Id; version: string; title: string; kind: string; status: string; method: string | null; state: State; time: When
  place: Place | null; tags: string[]; grade: Grade; fields: Field[]; accounts: AccountView[]; chain: Chain
  history: Entry[]; comments: Entry[]; neighbours: { id: Id; title: string; why: string; score: number | null }[]
}

export type Label = 'actor' | 'place' | 'item' | 'time' | 'number'
export interface StoryMention extends Quote {
  id: string; label: Label; name: string | null; entity: string | null; detail: string; rule: string
}
export interface StoryLink extends Link { direct: boolean }
export interface StoryAccount {
  id: Id; event: Id | null; event_title: string | null; kind: string; status: string; confidence: number
  because: string[]; reader: string; mentions: Quote[]; parts: (Quote & { role: string; name: string })[]; chain: StoryLink[]
  from: number; to: number
}
export interface StoryPage {
  id: Id; document: string; headline: string | null; byline: string | null; publisher: string | null; url: string | null
  language: string; truncated: boolean; text: string; version: string
  published: {
    date: string | null; precision: string; basis: string; earliest: string | null; latest: string | null; evidence: Span[]
  }
  sentences: [number, number][]; mentions: StoryMention[]; accounts: StoryAccount[]
  copies: {
    story: Id; publisher: string | null; headline: string | null; relation: 'copies' | 'cites'; earlier: boolean; how: string
  }[]
  history: Entry[]
  shown: {
    view: 'frame' | 'image' | 'pages' | 'none'; pages: number; media_type: string; bytes: number; origin: string
    retrieved: string | null
  }
}
export interface StoryList {
  version: string; total: number
  stories: {
    id: Id; headline: string | null; publisher: string | null; published: string | null; language: string
    accounts: number; document: string
  }[]
}

export interface Decided {
  version: string; judgements: Id[]; event: EventPage | null; changed: Id[]; gone: Id[]; linking: boolean
}

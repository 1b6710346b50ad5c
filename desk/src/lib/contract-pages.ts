// The answers behind the network, sources, review, problems and search pages.
import type { Cited, Entry, Id, Problem, Quote, Span, When } from './contract'

export type Sort = 'actor' | 'company' | 'item' | 'place'
export interface NetNode {
  id: string; sort: Sort; name: string; type: string | null; country: string | null; entity: string | null
  events: number; x: number; y: number; depth: number; more: number
}
export interface NetLink {
  from: string; to: string; relation: string; kinds: Record<string, number>; events: number; independent: number
  disputed: boolean; first: number | null; last: number | null; sample: Id[]
}
export interface Network {
  version: string; focus: string[]; total_nodes: number; total_links: number; nodes: NetNode[]; links: NetLink[]
}
export interface TiePage {
  version: string; total: number; events: { id: Id; title: string; time: When; quote: Cited | null }[]
}
export interface PathPage { version: string; found: boolean; nodes: NetNode[]; links: NetLink[] }
export interface NamePage {
  version: string; total: number
  names: { id: string; sort: Sort; name: string; type: string | null; country: string | null; events: number }[]
}

export interface Alias {
  words: string; times: number; stories: number; how: string; tie: string; by: string; quote: Cited
}
export interface KnownEntity {
  id: string; name: string; sort: string; type: string; standing: string; stories: number; events: number
  aliases: Alias[]; more: number
}
export interface EntityPage { version: string; total: number; entities: KnownEntity[] }

export interface Capability {
  version: string
  actors: { id: string; name: string; type: string | null; n: number }[]
  categories: { id: string; parent: string | null; n: number }[]
  cells: {
    actor: number; category: number; items: string[]; n: number; first: number | null; last: number | null
    kinds: Record<string, number>; best: number; events: Id[]
  }[]
  transfers: {
    supplier: string | null; recipient: string | null; item: string; event: Id; title: string; time: When; status: string
    credibility: number
  }[]
}

export interface Outlet {
  name: string; kind: string | null; country: string | null; stories: number; accounts: number; events: number
  firsthand: number; copies: number; copied: number; cites: number; cited: number; reliability: string
  graded: Entry | null; version: string; confirmed: number; contradicted: number; open: number
}
export interface Speaker {
  name: string; type: string | null; accounts: number; events: number; outlets: number
  confirmed: number; contradicted: number; open: number
}
export interface Sources {
  version: string; outlets: Outlet[]; speakers: Speaker[]
  matrix: { names: string[]; cells: [later: number, earlier: number, copies: number, cites: number][] }
  groups: {
    story: Id; publisher: string | null; headline: string | null; stories: number; publishers: string[]
    published: string | null
  }[]
}
export interface CellPage {
  version: string; total: number
  rows: { relation: string; how: string; quote: string; score: number; later: Cited; earlier: Cited }[]
}

export interface ReviewItem {
  id: string; sort: string; why: string; score: number; event: Id; other: Id | null; version: string
  other_version: string | null; name: string | null; node: string | null; title: string; other_title: string | null; fields: string[]
  quotes: Cited[]; actions: string[]
}
export interface Review {
  version: string; total: number; decided: number; sorts: [string, number][]; items: ReviewItem[]
}

export interface Problems { version: string; total: number; reasons: [string, number][]; problems: Problem[] }
export interface Found {
  version: string; q: string
  stories: {
    total: number
    hits: {
      story: Id; headline: string | null; publisher: string | null; published: string | null; snippet: Quote
      spans: Span[]; accounts: number
    }[]
  }
  accounts: {
    total: number
    hits: { account: Id; event: Id | null; title: string; kind: string; status: string; story: Id; snippet: Quote; spans: Span[] }[]
  }
  names: { total: number; hits: { id: string; sort: Sort; name: string; type: string | null; events: number }[] }
}

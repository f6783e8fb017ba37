import type { Shelf } from '#knowledge/catalog/index.ts'
import type { ClaimMemory } from './claim-memory.ts'
import { type Facets, opennessOf } from './facets.ts'
import { createFilters, type FilterName, type Filters } from './filters.ts'
import { createPace } from './pace.ts'
import type { Entry } from './product-index.ts'
import type { ProductQuery } from './product-query.ts'
import type { ProductSource } from './product-source.ts'
import { type AskedWords, askWords, type RankingRoom, rankAll, rankProducts } from './rank-products.ts'
import { withoutPriceTalk } from './stop-words.ts'
import { inSomeStore, storesAsked } from './store-filter.ts'

export interface ProductSearch extends RankingRoom {
  source: ProductSource
  claimed: ClaimMemory
  /** Stores and what lies in them, and since when goods are there; null: there are no stores. */
  shelf: Shelf | null
  clock: () => Date
}

export interface Found {
  entry: Entry
  score: number
}

/** A query made ready: its words asked once, its filters prepared. */
export interface Prepared {
  query: ProductQuery
  asked: AskedWords
  filters: Filters
  /** The stores whose shelves count; null: the stock online does. */
  storeIds: readonly string[] | null
  /** What the goods are priced in. */
  currency: string
  now: Date
  /** Whether the shopper may buy it already, as far as its release goes. */
  isOpen: (facets: Facets) => boolean
  vector: Promise<Float32Array | null>
}

export async function prepare(room: ProductSearch, query: ProductQuery): Promise<Prepared> {
  const text = withoutPriceTalk(query.text)
  const storeIds = await storesAsked(room.shelf, query)
  const now = room.clock()
  const isOpen = opennessOf(query.access ?? null, now)
  const filters = createFilters(query, {
    isOpen,
    pool: room.index.pool,
    isCategory: (terms) => room.index.isCategory(terms),
    inStore: storeIds && inSomeStore(room.shelf, storeIds),
  })
  const hasVectors = room.vectors !== null && room.vectors.products.size > 0
  return {
    query,
    asked: askWords(room.index, text, query.attributes ?? [], query.without ?? []),
    filters,
    storeIds,
    currency: room.index.pool.currency() ?? 'USD',
    now,
    isOpen,
    vector: hasVectors && room.vectors ? room.vectors.ofQuery(text) : Promise.resolve(null),
  }
}

/** All that match the words and pass every filter but the one left out, best first. */
export async function findProducts(
  room: ProductSearch,
  { query, asked, filters, vector }: Prepared,
  leftOut?: FilterName,
): Promise<Found[]> {
  const wishes = query.attributes ?? []
  const passes = (facets: Entry['facets']) => filters.passes(facets, leftOut)
  const ranked = await rankProducts(room, asked, await vector, passes)
  // nothing meaningful was said, or nothing known of a named category: the filters alone answer
  const open = asked.groups.length === 0 || (asked.words.length === 0 && query.category !== undefined)
  if (ranked.length === 0 && open && wishes.length === 0) return browse(room, query, passes)
  const listed = ranked.length === 0 && open ? rankAll(room.index, wishes, passes) : ranked
  const candidates = listed.flatMap(({ document, score }) => {
    const entry = room.index.byDocument.get(document)
    return entry ? [{ entry, score }] : []
  })
  return room.claimed.keep(room, candidates, { wishes, without: query.without ?? [] })
}

/** Products looked at before the event loop has its turn: some 5 ms. */
const AT_ONCE = 5000

/** Nothing was said of the goods: all that pass, in the order the shop gave them. */
async function browse(
  room: ProductSearch,
  query: ProductQuery,
  passes: (facets: Entry['facets']) => boolean,
): Promise<Found[]> {
  const pace = createPace(AT_ONCE)
  const found: Found[] = []
  for (const entry of room.index.entries.values()) {
    if (passes(entry.facets)) found.push({ entry, score: 0 })
    await pace(1)
  }
  return room.claimed.keep(room, found, { wishes: [], without: query.without ?? [] })
}

import type { Product, Variant } from '#knowledge/catalog/index.ts'
import type { ClaimMemory } from './claim-memory.ts'
import { facetsOf } from './facets.ts'
import { createFilters, type Filters } from './filters.ts'
import type { Ranked } from './fuse.ts'
import type { ProductHit, ProductQuery } from './product-query.ts'
import type { ProductSource } from './product-source.ts'
import { askWords, type Passes, type RankingRoom, rankAll, rankProducts } from './rank-products.ts'
import { reasonsOf } from './reasons.ts'
import { withoutPriceTalk } from './stop-words.ts'

export interface ProductSearch extends RankingRoom {
  source: ProductSource
  claimed: ClaimMemory
}

/** Finds products, best first; `total` counts all that pass, not only those shown. */
export async function searchProducts(
  room: ProductSearch,
  query: ProductQuery,
): Promise<{ hits: ProductHit[]; total: number }> {
  const text = withoutPriceTalk(query.text)
  const vector = room.vectors && room.vectors.products.size > 0 ? room.vectors.ofQuery(text) : null
  const wishes = query.attributes ?? []
  const asked = askWords(room.index, text, wishes)
  const filters = createFilters(query, { isCategory: (terms) => room.index.isCategory(terms) })
  const inStore = await storeFilter(room, query, asked.words)
  const passes: Passes = (facets) => filters.choose(facets, inStore) !== null
  const ranked = await rankProducts(room, asked, await vector, passes)
  // nothing meaningful was said, or nothing known of a named category: the filters alone answer
  const open = asked.groups.length === 0 || (asked.words.length === 0 && query.category !== undefined)
  const listed = ranked.length === 0 && open ? rankAll(room.index, wishes, passes) : ranked
  const found = await room.claimed.keep(
    room.source,
    listed.flatMap(({ document, score }) => {
      const entry = room.index.byDocument.get(document)
      return entry ? [{ entry, score }] : []
    }),
    wishes,
  )
  const inOrder = query.order === 'price' ? byPrice(room, found, filters, inStore) : found
  const hits = await loadHits(room.source, inOrder, query, filters, inStore)
  return { hits, total: found.length }
}

// the store's own shelf, asked for the candidates' variants only
async function storeFilter(
  room: ProductSearch,
  query: ProductQuery,
  words: readonly Ranked[],
): Promise<Set<string> | null> {
  if (query.storeId === undefined || query.inStockOnly === false) return null
  const entries =
    words.length > 0
      ? words.flatMap(({ document }) => room.index.byDocument.get(document) ?? [])
      : [...room.index.entries.values()]
  const variantIds = entries.flatMap(({ facets }) => facets.variants.map((variant) => variant.variantId))
  return room.source.inStore(query.storeId, variantIds)
}

/** What only just belongs there (wax, where boots were asked for) is often the cheapest: it does not compete. */
const FITS_WELL = 0.35

function byPrice<Found extends { productId: string; score: number }>(
  room: ProductSearch,
  found: readonly Found[],
  filters: Filters,
  inStore: Set<string> | null,
): Found[] {
  const least = (found[0]?.score ?? 0) * FITS_WELL
  const priceOf = ({ productId }: Found) => {
    const entry = room.index.entries.get(productId)
    return (entry && filters.choose(entry.facets, inStore)?.amount) ?? Number.POSITIVE_INFINITY
  }
  return found.filter(({ score }) => score >= least).sort((a, b) => priceOf(a) - priceOf(b))
}

// price and stock may have changed since the index looked: what is shown is checked on what is read now
async function loadHits(
  source: ProductSource,
  found: { productId: string; score: number }[],
  query: ProductQuery,
  filters: Filters,
  inStore: Set<string> | null,
): Promise<ProductHit[]> {
  const hits: ProductHit[] = []
  for (let at = query.offset ?? 0; at < found.length && hits.length < query.limit; at += query.limit) {
    const page = found.slice(at, at + query.limit)
    const products = new Map(
      (await source.find(page.map(({ productId }) => productId))).map((product) => [
        product.productId,
        product,
      ]),
    )
    for (const { productId, score } of page) {
      const product = products.get(productId)
      const variant = product && chosenVariant(product, filters, inStore)
      if (product && variant && hits.length < query.limit)
        hits.push({ product, variant, score, reasons: reasonsOf(product, variant, query) })
    }
  }
  return hits
}

function chosenVariant(product: Product, filters: Filters, inStore: Set<string> | null): Variant | null {
  const chosen = filters.choose(facetsOf(product), inStore)
  return product.variants.find((variant) => variant.variantId === chosen?.variantId) ?? null
}

import type { Product } from '#knowledge/catalog/index.ts'
import { ClaimMemory } from './claim-memory.ts'
import { ProductIndex } from './product-index.ts'
import type { ProductQuery, SearchResult } from './product-query.ts'
import { searchProducts } from './product-search.ts'
import { listedSource } from './product-source.ts'
import type { RankingWeights } from './ranking-weights.ts'

/** Search over goods that are in no database. */
export interface ListedSearch {
  products: (query: ProductQuery) => Promise<SearchResult>
  /** Reading every product's words into the index; the goods themselves were already in memory. */
  indexMs: number
  /** Other weights from now on: for tuning. */
  reweigh: (weights: RankingWeights) => void
}

/** The same search as the shop's, over a list: what a retailer judges us by before there is a shop. */
export async function openListedSearch(products: readonly Product[]): Promise<ListedSearch> {
  const source = listedSource(products)
  const index = new ProductIndex()
  const began = performance.now()
  await index.follow(source)
  const indexMs = performance.now() - began
  const room = { source, index, vectors: null, claimed: new ClaimMemory(), shelf: null }
  return {
    products: (query) => searchProducts(room, query),
    indexMs,
    reweigh: (weights) => {
      index.weights = weights
    },
  }
}

import type { Product } from '#knowledge/catalog/index.ts'
import { ClaimMemory } from './claim-memory.ts'
import { PassageIndex } from './passage-index.ts'
import { ProductIndex } from './product-index.ts'
import type { ProductQuery, SearchResult } from './product-query.ts'
import { searchProducts } from './product-search.ts'
import { listedSource, type ProductSource } from './product-source.ts'
import type { RankingWeights } from './ranking-weights.ts'
import { Similar, type SimilarProduct } from './similar.ts'
import { type Embedder, Vectors } from './vectors.ts'

/** Search over goods that are in no database. */
export interface ListedSearch {
  products: (query: ProductQuery) => Promise<SearchResult>
  /** As the shop's own. */
  similar: (
    productIds: readonly string[],
    limit: number,
    passes: (productId: string) => boolean,
  ) => SimilarProduct[]
  /** Reading every product's words into the index; the goods themselves were already in memory. */
  indexMs: number
  /** Reads what the source has that is newer. */
  follow: () => Promise<void>
  /** Other weights from now on: for tuning. */
  reweigh: (weights: RankingWeights) => void
}

export interface ListedSearchOptions {
  /** Without: words only. */
  embedder?: Embedder | undefined
  onProgress?: ((made: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/** The same search as the shop's, over a list: what a retailer judges us by before there is a shop. */
export async function openListedSearch(
  goods: readonly Product[] | ProductSource,
  options: ListedSearchOptions = {},
): Promise<ListedSearch> {
  const source = 'after' in goods ? goods : listedSource(goods)
  const index = new ProductIndex()
  const follow = async () => void (await index.follow(source))
  const began = performance.now()
  await follow()
  const indexMs = performance.now() - began
  const vectors = options.embedder ? new Vectors(options.embedder, index, new PassageIndex()) : null
  await vectors?.makeHere(source, options)
  const room = { source, index, vectors, claimed: new ClaimMemory(), shelf: null, clock: () => new Date() }
  const similar = new Similar(room)
  return {
    similar: (productIds, limit, passes) => similar.to(productIds, limit, passes),
    products: (query) => searchProducts(room, query),
    indexMs,
    follow,
    reweigh: (weights) => {
      index.weights = weights
    },
  }
}

import type { Product, Variant } from '#knowledge/catalog/index.ts'

/** What is looked for. Everything but `text` is a hard filter, held by one and the same variant. */
export interface ProductQuery {
  /** A shopper's own words; empty: everything that passes the filters. */
  text: string
  limit: number
  offset?: number | undefined
  category?: string | undefined
  colour?: string | undefined
  size?: string | undefined
  /** In minor units, at most. */
  priceMax?: number | undefined
  /** In minor units, at least. */
  priceMin?: number | undefined
  brand?: string | undefined
  /** `waterproof`, `wool`: each must truly hold. */
  attributes?: string[] | undefined
  /** Default true: only what can be bought now; with `storeId`, what lies in that store. */
  inStockOnly?: boolean | undefined
  storeId?: string | undefined
  /** `price`: of what fits well, the cheapest first. Default: the best match first. */
  order?: 'match' | 'price' | undefined
}

export interface ProductHit {
  product: Product
  /** The cheapest variant that passes every filter. */
  variant: Variant
  score: number
  /** Why it is here, in words: what it matched and which wishes it meets. */
  reasons: string[]
}

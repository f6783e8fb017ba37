import type { ProductCard } from './message.ts'
import type { Money } from './money.ts'

/**
 * `GET /v1/search`: what a search box or a category page shows. Parameters, all but `key` optional: `q`,
 * `category`, `brand`, `colour`, `size` (each may be there several times: any of them), `option.NAME`,
 * `attribute`, `without`, `priceMin`, `priceMax` (units of the currency), `sale=true`, `stock=all`, `storeId`,
 * `near=latitude,longitude,km`, `sort=match|price|price_desc|new`, `limit`, `offset`, `understand=false`,
 * `facets=false`, `viewed` (ids of products looked at in this visit, newest first).
 */
export interface SearchAnswer {
  query: string
  /** All that pass. */
  total: number
  understood: SearchUnderstood
  /** null: not asked for. */
  facets: SearchFacet[] | null
  products: FoundProduct[]
  /** What was done for this visitor, in words; empty: nothing. */
  because: string[]
}

export interface FoundProduct extends ProductCard {
  brand: string | null
  reasons: { code: string; text: string }[]
}

export interface SearchUnderstood {
  /** What is left to look for. */
  text: string
  wishes: SearchWish[]
  /** Such as what was let go because nothing meets it. */
  notes: { code: string; text: string }[]
}

export interface SearchWish {
  field: string
  value: string
  /** The words it was read from: without them in `q` it is not read again. */
  from: string
  text: string
  kept: boolean
}

export interface SearchFacet {
  name: string
  /** Of an `option`: its name; ask with `option.NAME=value`. */
  option: string | null
  values: {
    value: string
    label: string
    count: number
    chosen: boolean
    /** Of a price range; `to` null: no upper end. */
    range?: { from: Money; to: Money | null }
  }[]
}

/** `GET /v1/search/suggest?q=`: while typing. */
export interface SearchSuggestions {
  products: ProductCard[]
  /** Paths. */
  categories: string[]
  brands: string[]
}

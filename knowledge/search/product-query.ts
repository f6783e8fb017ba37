import type { Access, Product, Variant } from '#knowledge/catalog/index.ts'
import type { Facet } from './facet.ts'
import type { SearchProfile } from './search-profile.ts'
import type { Understood } from './understood.ts'

export const sortOrders = ['match', 'price', 'price_desc', 'new'] as const
/** `price`: of what fits well, the cheapest first. `new`: what was released or added last. */
export type SortOrder = (typeof sortOrders)[number]

/**
 * What is looked for. Everything but `text`, `order` and `profile` is a hard filter, held by one and the same
 * variant; of a list, one has to hold.
 */
export interface ProductQuery {
  /** A shopper's own words; empty: everything that passes the filters. */
  text: string
  limit: number
  offset?: number | undefined
  /** A path, or a segment of one. */
  category?: string | undefined
  colour?: string | readonly string[] | undefined
  size?: string | readonly string[] | undefined
  /** In minor units, at most. */
  priceMax?: number | undefined
  /** In minor units, at least. */
  priceMin?: number | undefined
  brand?: string | readonly string[] | undefined
  /** `waterproof`, `wool`: each must truly hold. */
  attributes?: readonly string[] | undefined
  /** `leather`: none may hold. */
  without?: readonly string[] | undefined
  /** Values by name of an option or attribute, as the catalog names them; an unknown name is a problem. */
  options?: Readonly<Record<string, readonly string[]>> | undefined
  /** `500 ml`: each must be on the label, in whatever unit. */
  quantities?: readonly string[] | undefined
  onSale?: boolean | undefined
  /** Default true: only what can be bought now; with `storeId` or `near`, what lies in such a store. */
  inStockOnly?: boolean | undefined
  storeId?: string | readonly string[] | undefined
  /** Some store within so many kilometres has it. */
  near?: Near | undefined
  /** Default: the best match first. */
  order?: SortOrder | undefined
  profile?: SearchProfile | undefined
  /** What lets the shopper in before a release; left out: nothing, and such goods cannot be had. */
  access?: Access | null | undefined
  /** Default false. true: limits, sizes, colours, brands and so on are read from the text, as a site's search box does. */
  understand?: boolean | undefined
  /** Default false: counting them costs a little. */
  facets?: boolean | undefined
  /** For the words of reasons and notes. */
  locale?: string | undefined
}

export interface Near {
  latitude: number
  longitude: number
  km: number
}

/** Why a hit is one: closed, so that it can be counted. */
export type HitReasonCode =
  | 'named' // title, brand or kind has the words
  | 'described' // attributes or description have the words
  | 'meaning' // near in meaning alone
  | 'attribute'
  | 'without'
  | 'options'
  | 'brand'
  | 'category'
  | 'price'
  | 'in_store'
  | 'in_stock'
  | 'low_stock'
  | 'reduced'
  | 'new'
  | 'your_size'
  | 'your_colour'
  | 'your_brand'
  | 'your_category'
  | 'your_price'
  | 'you_looked_at'

/** `text` is words a shopper may read. */
export interface HitReason {
  code: HitReasonCode
  text: string
}

export interface ProductHit {
  product: Product
  /** The cheapest variant that passes every filter, in the shopper's size and colour where a profile has them. */
  variant: Variant
  score: number
  reasons: HitReason[]
}

export interface SearchResult {
  hits: ProductHit[]
  /** All that pass, not only those shown. */
  total: number
  understood: Understood
  /** null: not asked for. */
  facets: Facet[] | null
  /** What the profile did to the order as a whole, in words; empty: nothing. */
  because: string[]
}

import type { ProductCard } from './message.ts'
import type { Money } from './money.ts'

/** The rows that may be asked for, by name. */
export const rowNames = [
  'for_you',
  'recently_viewed',
  'similar',
  'bought_together',
  'viewed_also_bought',
  'popular_here',
  'trending',
  'new',
  'back_in_stock',
  'complete_the_look',
  'bundle',
  'buy_again',
  'picked',
] as const
export type RowName = (typeof rowNames)[number]

/** Why a product is shown; closed, so that it can be counted and translated. */
export const reasonCodes = [
  'picked',
  'bought_together',
  'viewed_also_bought',
  'similar',
  'because_viewed',
  'because_bought',
  'next_click',
  'same_brand',
  'favourite_brand',
  'favourite_category',
  'viewed',
  'popular_store',
  'popular_city',
  'popular_category',
  'popular',
  'trending',
  'new',
  'back_in_stock',
  'complements',
  'buy_again',
  'in_stock',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** How an answer came about; of a row filled by several, the one that gave the first product. */
export const strategies = [
  'manual',
  'known',
  'new_customer',
  'new_product',
  'both_new',
  'contextual',
  'fallback_popular',
  'fallback_newest',
  'nothing',
] as const
export type Strategy = (typeof strategies)[number]

/** At most so many products a row. */
export const MOST_ITEMS = 24

export interface RecommendedReason {
  code: ReasonCode
  /** A shopper may read it. */
  text: string
}

export interface RecommendedProduct {
  productId: string
  reason: RecommendedReason
  card: ProductCard
}

/** Several products with what they cost together, today, without any discount. */
export interface BundleView {
  productIds: string[]
  total: Money
}

/** `GET /v1/recommendations` */
export interface RecommendationsAnswer {
  row: RowName
  strategy: Strategy
  /** Whether what is known of the person was used. */
  personal: boolean
  items: RecommendedProduct[]
  bundle: BundleView | null
}

import type { ProductCard } from '#contract/message.ts'
import type { Money } from '#contract/money.ts'
import type { RecommendedReason, RowName, Strategy } from '#contract/recommendation.ts'
import type { Access } from '#knowledge/catalog/index.ts'

export interface RecommendAsk {
  row: RowName
  /** What it is about: the product looked at, or those of a cart. Never in the answer. */
  productIds?: readonly string[] | undefined
  /** What this session has looked at, oldest first: contextual, not personal. */
  viewed?: readonly string[] | undefined
  /** What lies in the cart; never in the answer. */
  cart?: readonly string[] | undefined
  /** A path or the beginning of one: only what lies in it. */
  category?: string | undefined
  /** Where the shopper is: decides what is popular here; filters nothing. */
  storeId?: string | undefined
  city?: string | undefined
  /** These and no others, in this order, as far as they may be shown: what staff named for a place. */
  named?: readonly string[] | undefined
  /** 1 to 24. */
  limit: number
  filters?: RecommendFilters | undefined
  /** Who of those let in before a release the shopper is; left out: nobody, and no such goods are shown. */
  access?: Access | null | undefined
  /** Rather an empty answer than one that is filled up with what is popular or new. */
  orNothing?: boolean | undefined
}

/** What every product of the answer passes. */
export interface RecommendFilters {
  /** Minor units, of what the card costs. */
  priceMin?: number | undefined
  priceMax?: number | undefined
  /** Paths or beginnings of them; one of them will do. */
  categories?: readonly string[] | undefined
  brands?: readonly string[] | undefined
  exclude?: readonly string[] | undefined
  /** Lies in this store now, besides being there online. */
  inStoreId?: string | undefined
}

export interface RecommendedItem {
  productId: string
  /** Comparable within one answer only. */
  score: number
  reason: RecommendedReason & {
    /** Figures for staff; never for a shopper. */
    detail: string
  }
  card: ProductCard
}

export interface RecommendAnswer {
  row: RowName
  strategy: Strategy
  items: RecommendedItem[]
  bundle: Bundle | null
}

/** What a shopper may take together; the first is what it is about. */
export interface Bundle {
  items: ProductCard[]
  total: Money
}

/** What is known of one person: only with their consent to personalisation, which the caller asks. */
export interface PersonFacts {
  /** Newest first, each product once. */
  viewed: readonly Seen[]
  carted: readonly Seen[]
  wished: readonly Seen[]
  /** By product: what went back counts too. */
  bought: ReadonlyMap<string, BoughtBefore>
  /** What has a rhythm of their own, the soonest first. */
  due: readonly Due[]
  /** Share of what they bought and kept, by brand and by category path. */
  brands: ReadonlyMap<string, number>
  categories: ReadonlyMap<string, number>
  /** The store they buy in, where they buy in stores. */
  storeId: string | null
}

export interface Seen {
  productId: string
  at: Date
}

export interface BoughtBefore {
  lastAt: Date
  times: number
}

export interface Due {
  productId: string
  everyDays: number
  lastAt: Date
  dueAt: Date
  state: 'later' | 'due' | 'overdue'
}

/** Whether anything is known that a recommendation could rest on. */
export function isKnown(facts: PersonFacts | null): facts is PersonFacts {
  return facts !== null && (facts.viewed.length > 0 || facts.bought.size > 0 || facts.carted.length > 0)
}

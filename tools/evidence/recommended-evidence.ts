import type { ProductCard } from '#contract/message.ts'
import type { ReasonCode } from '#contract/recommendation.ts'
import type { RecommendedItem } from '#domain/recommendation/index.ts'
import type { Fact } from '../tool.ts'
import { cardFacts, type ProductData, productData } from './product-evidence.ts'

/** What is recommended, with the reason as a shopper may read it. */
export interface Recommended {
  card: ProductCard
  code: ReasonCode
  because: string
}

export interface RecommendedData extends ProductData {
  because: string
  code: ReasonCode
}

/** Cards of a recommender are shared by all who ask: this makes them this shopper's own. */
export function recommendedOf(items: readonly RecommendedItem[]): Recommended[] {
  return items.map(({ card, reason }) => ({
    // that it is in stock stands on every card
    card: reason.code === 'in_stock' ? card : { ...card, because: reason.text },
    code: reason.code,
    because: reason.text,
  }))
}

export function recommendedData(items: readonly Recommended[], locale: string): RecommendedData[] {
  return items.map(({ card, code, because }) => ({ ...productData(card, locale), because, code }))
}

/** What of other people's doings a reason speaks of: only then may a reply speak of it. */
const ofOthers: ReadonlySet<ReasonCode> = new Set([
  'bought_together',
  'viewed_also_bought',
  'next_click',
  'popular_store',
  'popular_city',
  'popular_category',
  'popular',
  'trending',
])

export function recommendedFacts(items: readonly Recommended[]): Fact[] {
  return items.flatMap(({ card, code, because }) => [
    ...cardFacts(card),
    ...(ofOthers.has(code)
      ? [{ kind: 'popularity' as const, name: `${card.title} ${card.options}`.trim(), text: because }]
      : []),
  ])
}

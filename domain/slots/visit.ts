import type { Image } from '#contract/message.ts'
import type { SlotRules } from '#contract/slots.ts'
import type { PersonFacts, RecommendAnswer, RecommendAsk } from '#domain/recommendation/index.ts'
import type { Access, Shelf, Store } from '#knowledge/catalog/index.ts'
import type { ProductCounts } from './proof.ts'
import type { Signals } from './signals.ts'

/** One request for slots, as far as it may be used. */
export interface Visit {
  signals: Signals
  /** Of this visit, oldest first. */
  viewed: readonly string[]
  cart: readonly string[]
  /** The nearest, where its city or position is known. */
  store: Store | null
  /** What is paid with where the visitor is. */
  currency: string | null
  /** null: nobody we know, or nobody whose data may be used. */
  facts: PersonFacts | null
  /** Who of those let in before a release; null: nobody, as for every answer that several may be given. */
  access: Access | null
  /** What the shop would say next to them; null: nothing, or nobody whose data may be used. */
  next: NextShown | null
}

/** The next best action as a page may show it; it was found before the page asks. */
export interface NextShown {
  title: string | null
  text: string | null
  image: Image | null
  link: { label: string; url: string } | null
  productIds: readonly string[]
}

/** All that a decision reads beside the visit, in memory. */
export interface Shop {
  shelf: Pick<Shelf, 'get' | 'stockIn' | 'stores'>
  recommend: (ask: RecommendAsk, facts: PersonFacts | null, now: Date) => RecommendAnswer
  countsOf: (productId: string) => ProductCounts
  rules: SlotRules
  locale: string
}

import type { ProductCard } from '#contract/message.ts'
import { cardLine } from './situation.ts'

/**
 * What the shop would like this customer to hear next: data that the agent may use, or not. Nothing is promised by
 * it: an offer is told by list_offers alone, and the goods are read anew like any other.
 */
export interface ShopWish {
  /** What it is about, in the shop's words. */
  about: string
  productIds: readonly string[]
  /** An offer may go with it. */
  hasOffer: boolean
}

/** It comes after what was asked, never in place of it. `cards`: its goods that may be had now. */
export function wishLines(
  { about, hasOffer }: ShopWish,
  cards: readonly ProductCard[],
  locale: string,
): string[] {
  return [
    `the shop would like to mention, only after what was asked is answered and only where it fits: ${JSON.stringify(about.slice(0, 120))}`,
    ...cards.map((card) => `- ${cardLine(card, locale)}`),
    ...(hasOffer
      ? ['an offer may go with it: only list_offers knows it, and only where it is asked for']
      : []),
  ]
}

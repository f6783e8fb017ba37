import type { ProductCard } from '#contract/message.ts'
import { createStore } from '../state/store.ts'

/** The server's limit; see `MAX_OUTREACH_PRODUCTS` in contract/staff-outreach.ts. */
export const MOST_PRODUCTS = 4

/** Products that were taken for a message to a customer before it is written; for this tab, until it is sent. */
const chosen = createStore<Readonly<Record<string, readonly ProductCard[]>>>({})

export function chosenFor(customerId: string): readonly ProductCard[] {
  return chosen.get()[customerId] ?? []
}

/** One more; the same twice is once, and of too many the first that were taken stay. */
export function choose(customerId: string, product: ProductCard): void {
  const others = chosenFor(customerId).filter(({ productId }) => productId !== product.productId)
  keepChosen(customerId, [...others, product].slice(0, MOST_PRODUCTS))
}

export function keepChosen(customerId: string, products: readonly ProductCard[]): void {
  chosen.update((all) => ({ ...all, [customerId]: products }))
}

export function forgetChosen(): void {
  chosen.update(() => ({}))
}

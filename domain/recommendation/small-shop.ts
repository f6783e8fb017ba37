import type { RowName } from '#contract/recommendation.ts'
import type { World } from './situation.ts'

/** Below these the shop's own hand chooses better than counting does. */
const FEW_PRODUCTS = 50
const FEW_SIGNALS = 200

export interface Smallness {
  products: number
  signals: number
  fewProducts: boolean
  fewSignals: boolean
}

/** Whether this catalog, or what is known of its shoppers, is too small to learn from. */
export function smallnessOf({ shelf, models }: Pick<World, 'shelf' | 'models'>): Smallness {
  const products = shelf.sellable
  return {
    products,
    signals: models.signals,
    fewProducts: products < FEW_PRODUCTS,
    fewSignals: models.signals < FEW_SIGNALS,
  }
}

/** Why the shop's own picks go first; null: they do not. */
export function whyManual({ products, signals, fewProducts, fewSignals }: Smallness): string | null {
  const why = [
    fewProducts && `only ${products} products can be bought`,
    fewSignals && `only ${signals} views and purchases are known`,
  ].filter((part) => part !== false)
  if (why.length === 0) return null
  return `Your own picks go first where you made some: ${why.join(' and ')}, too few to learn from.`
}

/** Rows in which a small shop's picks take the first places, whatever place they were given. */
export const handMade: ReadonlySet<RowName> = new Set([
  'for_you',
  'similar',
  'bought_together',
  'viewed_also_bought',
  'complete_the_look',
])

import type { Chosen } from './ranking/choose.ts'
import type { Situation } from './situation.ts'
import { handMade, smallnessOf } from './small-shop.ts'

export interface Pinned extends Chosen {
  /** From 1. */
  position: number
}

/**
 * What the shop picked for this row, or was named for it, and can be shown now. In a small shop the picks go first, and those of the
 * row `picked` serve for `for_you` as well.
 */
export function pinsOf(s: Situation): Pinned[] {
  const { row, productIds = [], limit } = s.ask
  const { fewProducts, fewSignals } = smallnessOf(s)
  const byHand = (fewProducts || fewSignals) && handMade.has(row)
  const named = s.ask.named?.map((productId, at) => ({ productId, position: at + 1 })) ?? [
    ...s.curation.pins(row, productIds, s.now),
    ...(byHand && row === 'for_you' ? s.curation.pins('picked', productIds, s.now) : []),
  ]
  const closeUp = byHand || s.ask.named !== undefined
  const pinned = new Map<string, Pinned>()
  for (const { productId, position } of named) {
    const product = s.shelf.get(productId)
    if (!product || pinned.has(productId) || !s.guards.allows(product)) continue
    if (!closeUp && position > limit) continue
    const at = closeUp ? pinned.size + 1 : position
    pinned.set(productId, { productId, score: 1, because: { code: 'picked' }, product, position: at })
  }
  return [...pinned.values()].slice(0, limit)
}

/** The row with its picks where they belong; a place behind the end of the row is its end. */
export function withPins(chosen: readonly Chosen[], pinned: readonly Pinned[]): Chosen[] {
  const picked = new Set(pinned.map(({ productId }) => productId))
  const row = chosen.filter(({ productId }) => !picked.has(productId))
  for (const pin of pinned) row.splice(pin.position - 1, 0, pin)
  return row
}

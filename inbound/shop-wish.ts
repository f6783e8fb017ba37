import type { ShopWish } from '#agent/index.ts'
import type { ToolContext } from '#tools/index.ts'
import type { InboundDeps } from './house.ts'

const MOST_PRODUCTS = 3

/**
 * What the shop would say next to this customer. It rests on all that is known of the person, so it is asked for
 * where the conversation stands for an account alone. Never in the way of an answer: what fails is left out.
 */
export async function shopWish(deps: InboundDeps, context: ToolContext): Promise<ShopWish | null> {
  const { trust, customerIds, now } = context
  const customerId = customerIds.at(-1) // the conversation's own record comes first, the account's behind it
  if (!deps.nextBest || trust !== 'account' || customerId === undefined) return null
  try {
    const all = await deps.nextBest({ customerIds: [customerId], surface: 'agent' }, now)
    const best = all.get(customerId)?.best
    if (!best || best.action.source === 'reply') return null
    const { action, content, offer } = best
    const products = content.parts.flatMap((part) => (part.type === 'products' ? part.products : []))
    const ids = [...new Set(products.map(({ productId }) => productId))]
    const isOffer = action.source === 'offer'
    return {
      about: isOffer ? 'an offer' : action.title,
      productIds: ids.slice(0, MOST_PRODUCTS),
      hasOffer: isOffer || offer !== null,
    }
  } catch (error) {
    deps.log.warn({ error, step: 'next best action' }, 'what the shop would say next could not be found')
    return null
  }
}

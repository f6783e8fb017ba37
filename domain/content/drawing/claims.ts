import type { ContentProblem } from '#contract/content-templates.ts'
import type { ContentClaim } from '#contract/outbound.ts'
import { whyNot } from './choose-products.ts'
import type { Feed } from './feed.ts'

/** The first thing that was true when the message was planned and is not now; null: all of it still holds. */
export function brokenClaim(
  claims: readonly ContentClaim[],
  feed: Pick<Feed, 'product'>,
): { reason: ContentProblem; detail: string } | null {
  for (const { productId, priceAtMost, inStock } of claims) {
    const product = feed.product(productId)
    if (!product) return { reason: 'withdrawn', detail: productId }
    if (inStock !== false && product.state !== 'open') return { reason: whyNot(product), detail: productId }
    const { price } = product.card
    if (priceAtMost && (price.currency !== priceAtMost.currency || price.amount > priceAtMost.amount))
      return { reason: 'no_longer_true', detail: `${productId}: costs more than was said` }
  }
  return null
}

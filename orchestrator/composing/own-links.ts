import { signLink } from '#domain/consent/index.ts'
import { type AgainClaims, reorderLink } from '#domain/links/index.ts'
import type { ComposerDeps } from './composer.ts'
import type { DrawingContext } from './draw-plan.ts'
import { orderOf } from './picks.ts'
import type { Plan } from './plan.ts'

/** The reader's own page of preferences; it is a key to it, and never stands in a link that is kept. */
export function preferencesUrl(
  { publicUrl, linkKey }: Pick<ComposerDeps, 'publicUrl' | 'linkKey'>,
  customerId: string,
  now: Date,
): string {
  return `${publicUrl()}/preferences/${signLink(linkKey, { kind: 'preferences', customerId }, now)}`
}

/** Where what the message is about is bought again: the product as it was bought then, else the whole order. */
export function reorderPath(plan: Plan, { deps, everything, now }: DrawingContext): string | null {
  if (!plan.needs.has('reorder')) return null
  const claims = againClaims(plan, everything)
  return claims && `${deps.publicUrl()}${reorderLink(deps.linkKey, claims, now)}`
}

function againClaims(plan: Plan, everything: DrawingContext['everything']): AgainClaims | null {
  const order = orderOf(plan, everything)
  const [productId] = plan.design.productIds ?? []
  if (productId === undefined) return order && { kind: 'order', orderId: order.orderId }
  const line = order?.lines.find((each) => each.productId === productId)
  return {
    kind: 'product',
    customerId: plan.asked.customerId,
    productId,
    variantId: line?.variantId ?? null,
    quantity: Math.min(Math.max(line?.quantity ?? 1, 1), 99),
    was: line?.unitPrice ?? null,
  }
}

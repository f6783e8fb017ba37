import { cartData, cartFacts, currentCart } from '../evidence/cart-evidence.ts'
import { refuse } from '../refuse.ts'
import type { ToolContext, ToolResult } from '../tool.ts'
import { changeLineOf, type LineChange, type SaleRefusal } from './sell.ts'

/** Changes one line of the shopper's own cart, if the shop can sell that, and answers the cart as it is now. */
export async function changeLine(ctx: ToolContext, change: LineChange): Promise<ToolResult> {
  const refusal = await changeLineOf(ctx.db, ctx, change, ctx.now)
  if (refusal?.reason === 'unknown') return refuse('not_found')
  if (refusal?.reason === 'not_yet') return notYet(refusal)
  if (refusal?.reason === 'sold_out') return refuse('not_available')
  if (refusal?.reason === 'not_enough') return refuse('not_available', `only ${refusal.stock} in stock`)
  return showCart(ctx, true)
}

/** When everybody may buy it is no secret; who may before is. */
function notYet({ title, opensAt }: Extract<SaleRefusal, { reason: 'not_yet' }>): ToolResult {
  const date = opensAt.toISOString().slice(0, 10)
  return {
    ...refuse('not_available', `on sale from ${date}`),
    facts: [{ kind: 'date', name: title, of: 'release', date }],
  }
}

export async function showCart(ctx: ToolContext, changed: boolean): Promise<ToolResult> {
  const cart = await currentCart(ctx)
  const done = changed ? [{ kind: 'done' as const, what: 'cart_changed' as const }] : []
  if (!cart) return { ok: true, data: { empty: true, lines: [] }, facts: done }
  return {
    ok: true,
    data: { empty: false, ...cartData(cart, ctx.settings.locale) },
    parts: [{ type: 'cart', cart }],
    facts: [...cartFacts(cart), ...done],
  }
}

import { isSellable, toProductCard } from '#knowledge/catalog/index.ts'
import { type Recommended, recommendedOf } from '../evidence/recommended-evidence.ts'
import type { ToolContext } from '../tool.ts'
import { accessOfBuyer, productsForShopper } from './early-access.ts'

const BOUGHT = 'You bought this before'

/**
 * What this customer has bought and can have again: first what is used up by now, then the rest, the latest
 * first. Of the members this conversation stands for, and only in stock.
 */
export async function boughtBefore(ctx: ToolContext, limit: number): Promise<Recommended[]> {
  const facts = await ctx.recommender.factsOf(ctx.customerIds, ctx.now)
  const access = await accessOfBuyer(ctx.db, ctx, ctx.now)
  const answer = ctx.recommender.recommend({ row: 'buy_again', limit, access }, facts, ctx.now)
  const due = recommendedOf(answer.items.filter(({ reason }) => reason.code === 'buy_again'))
  const known = new Set(due.map(({ card }) => card.productId))
  const rest = [...facts.bought]
    .filter(([productId, { times }]) => times > 0 && !known.has(productId))
    .sort((a, b) => b[1].lastAt.getTime() - a[1].lastAt.getTime())
    .map(([productId]) => productId)
  const products = await productsForShopper(ctx, rest.slice(0, MOST_LOOKED_AT))
  const again = rest.flatMap((productId) => {
    const product = products.find((one) => one.productId === productId)
    if (!product?.variants.some(isSellable)) return []
    return [
      { card: { ...toProductCard(product), because: BOUGHT }, code: 'buy_again' as const, because: BOUGHT },
    ]
  })
  return [...due, ...again].slice(0, limit)
}

const MOST_LOOKED_AT = 40

import type { DrawnFrom } from '#domain/content/index.ts'
import type { RecommendAsk } from '#domain/recommendation/index.ts'
import type { ComposerDeps } from './composer.ts'
import type { Everything } from './everything.ts'
import type { Plan } from './plan.ts'

type ProductsModule = Extract<DrawnFrom['modules'][number], { type: 'products' }>
type RowSource = Extract<ProductsModule['source'], { from: 'row' }>

/** More than a module shows: some may be sold out by now, or stand in another module already. */
const SPARE = 6
const MOST = 24

/** For each module of a row its candidates, and for each of an order what the order holds. */
export function picksFor(
  plan: Plan,
  { recommender }: Pick<ComposerDeps, 'recommender'>,
  everything: Everything,
  now: Date,
): Map<string, string[]> {
  const picks = new Map<string, string[]>()
  for (const module of plan.template.modules) {
    if (module.type !== 'products') continue
    if (module.source.from === 'order') picks.set(module.key, inOrder(plan, everything))
    if (module.source.from === 'row')
      picks.set(module.key, rowPicks(module.source, module.limit, { plan, recommender, everything, now }))
  }
  return picks
}

interface Picking {
  plan: Plan
  recommender: ComposerDeps['recommender']
  everything: Everything
  now: Date
}

function rowPicks(
  source: RowSource,
  limit: number,
  { plan, recommender, everything, now }: Picking,
): string[] {
  const reader = everything.readers.get(plan.asked.rootId)
  const cart = inCart(plan, everything)
  const about = source.about === 'cart' ? cart : source.about === 'order' ? inOrder(plan, everything) : null
  const ask: RecommendAsk = {
    row: source.row,
    productIds: about ?? plan.design.productIds,
    cart,
    category: source.category,
    ...(source.productIds && { named: source.productIds }),
    limit: Math.min(MOST, limit * 2 + SPARE),
    access: reader?.access ?? null,
  }
  return recommender.recommend(ask, reader?.facts ?? null, now).items.map(({ productId }) => productId)
}

function inCart(plan: Plan, { carts }: Everything): string[] {
  return carts.get(plan.asked.rootId)?.lines.map(({ productId }) => productId) ?? []
}

export function inOrder(plan: Plan, everything: Everything): string[] {
  return orderOf(plan, everything)?.lines.map(({ productId }) => productId) ?? []
}

/** The order that the message is about, where it is the reader's own. */
export function orderOf({ asked, design }: Plan, { orders }: Everything) {
  const order = design.orderId === undefined ? undefined : orders.get(design.orderId)
  const isOwn = order && (asked.rootId === order.customerId || asked.members.includes(order.customerId))
  return isOwn ? order : null
}

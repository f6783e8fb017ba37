import { listProducts } from '#knowledge/catalog/index.ts'
import type { ToolContext } from '../tool.ts'

const known = new WeakMap<object, string>()

/** The currency the shop's catalog is priced in, read once per search index; USD while it is empty. */
export async function shopCurrency(ctx: Pick<ToolContext, 'db' | 'search'>): Promise<string> {
  const cached = known.get(ctx.search)
  if (cached) return cached
  const [first] = await listProducts(ctx.db, { limit: 1, offset: 0 })
  const currency = first?.variants[0]?.price.currency
  if (currency) known.set(ctx.search, currency)
  return currency ?? 'USD'
}

import { z } from 'zod'
import { formatMoney } from '#contract/money.ts'
import type { Bundle, RecommendAsk } from '#domain/recommendation/index.ts'
import { findProduct } from '#knowledge/catalog/index.ts'
import { categoryPath } from './access/category-path.ts'
import { accessOfBuyer } from './access/early-access.ts'
import { factsOfShopper } from './access/facts-of-shopper.ts'
import { currentCart } from './evidence/cart-evidence.ts'
import { productData } from './evidence/product-evidence.ts'
import { recommendedData, recommendedFacts, recommendedOf } from './evidence/recommended-evidence.ts'
import { refuse } from './refuse.ts'
import { defineTool, type Fact, type ToolContext } from './tool.ts'

const input = z.strictObject({
  productId: z.string().trim().min(1).max(200).optional(),
  forCart: z.boolean().optional().describe('for everything in the shopper’s cart'),
  category: z.string().trim().min(1).max(100).optional().describe('only goods of this kind'),
  limit: z.int().min(1).max(8).optional(),
})

/** Reasons that are about the product asked for; the others only fill a row. */
const aboutIt: ReadonlySet<string> = new Set([
  'picked',
  'complements',
  'bought_together',
  'viewed_also_bought',
])

export const completeTheLook = defineTool({
  name: 'complete_the_look',
  description:
    'Finds what goes with a product, or with the shopper’s cart: complementary goods in stock, each with `because`, and a `bundle` with its `total` where there is one. The total is the sum of today’s prices, no discount.',
  trust: 'session',
  callsPerTurn: 3,
  input,
  async run(ctx, { productId, forCart, category, limit }) {
    const cart = (await currentCart(ctx))?.lines.map((line) => line.productId) ?? []
    const about = productId ? [productId] : forCart ? cart : []
    if (about.length === 0) return refuse(forCart ? 'not_available' : 'bad_arguments', nothingAsked(forCart))
    if (productId && !(await findProduct(ctx.db, productId))) return refuse('not_found')
    const within = category ? await categoryPath(ctx, category) : undefined
    if (within === null) return refuse('not_found', 'category: the shop has none of that name')
    const { facts, bought } = await factsOfShopper(ctx)
    const ask: Omit<RecommendAsk, 'row'> = {
      productIds: about,
      cart,
      category: within,
      access: await accessOfBuyer(ctx.db, ctx, ctx.now),
      city: ctx.place?.city,
      limit: limit ?? 4,
      filters: { exclude: bought },
    }
    const look = ctx.recommender.recommend({ ...ask, row: 'complete_the_look' }, facts, ctx.now)
    const chosen = look.items.filter(({ reason }) => aboutIt.has(reason.code))
    // by the same maker is no more than that: it stands in where nothing else is known, and makes no bundle
    const sameMaker = look.items.filter(({ reason }) => reason.code === 'same_brand')
    const items = recommendedOf(chosen.length > 0 ? chosen : sameMaker)
    const bundle =
      productId && chosen.length > 0
        ? ctx.recommender.recommend({ ...ask, row: 'bundle' }, facts, ctx.now).bundle
        : null
    return {
      ok: true,
      data: {
        products: recommendedData(items, ctx.settings.locale),
        bundle: bundle && bundleData(bundle, ctx.settings.locale),
      },
      parts: items.length > 0 ? [{ type: 'products', products: items.map(({ card }) => card) }] : [],
      facts: [...recommendedFacts(items), ...(bundle ? bundleFacts(bundle) : [])],
    }
  },
})

function nothingAsked(forCart: boolean | undefined): string {
  return forCart ? 'the cart is empty' : 'productId: for which product?'
}

function bundleData({ items, total }: Bundle, locale: ToolContext['settings']['locale']) {
  return { products: items.map((card) => productData(card, locale)), total: formatMoney(total, locale) }
}

/** The total is named so that it is the price of all together, and of no single one of them. */
function bundleFacts({ items, total }: Bundle): Fact[] {
  return [
    { kind: 'price', name: 'bundle total together', money: total, of: 'total' },
    ...items.flatMap((card): Fact[] => [
      { kind: 'price', name: `${card.title} ${card.options}`.trim(), money: card.price, of: 'price' },
    ]),
  ]
}

import { z } from 'zod'
import { minorDigits } from '#contract/money.ts'
import type { RowName } from '#contract/recommendation.ts'
import { findProduct } from '#knowledge/catalog/index.ts'
import { boughtBefore } from './access/bought-before.ts'
import { categoryPath } from './access/category-path.ts'
import { accessOfBuyer } from './access/early-access.ts'
import { factsOfShopper } from './access/facts-of-shopper.ts'
import { currentCart } from './evidence/cart-evidence.ts'
import {
  type Recommended,
  recommendedData,
  recommendedFacts,
  recommendedOf,
} from './evidence/recommended-evidence.ts'
import { shopCurrency } from './evidence/shop-currency.ts'
import { refuse } from './refuse.ts'
import { defineTool, type ToolContext, type ToolResult } from './tool.ts'

const rows = {
  for_you: 'for_you',
  similar: 'similar',
  popular: 'popular_here',
  new: 'new',
  back_in_stock: 'back_in_stock',
  buy_again: 'buy_again',
  trending: 'trending',
} as const satisfies Record<string, RowName>
type Row = keyof typeof rows

const amount = z.number().min(0).max(10_000_000).optional()

const input = z.strictObject({
  row: z.enum(['for_you', 'similar', 'popular', 'new', 'back_in_stock', 'buy_again', 'trending']).optional(),
  like: z.string().trim().min(1).max(200).optional().describe('productId: products similar to it'),
  forCart: z.boolean().optional().describe('what suits the shopper’s cart'),
  category: z.string().trim().min(1).max(100).optional(),
  priceMin: amount,
  priceMax: amount.describe('in units of the currency, such as 150'),
  limit: z.int().min(1).max(10).optional(),
})

type Input = z.infer<typeof input>

export const recommendProducts = defineTool({
  name: 'recommend_products',
  description:
    'Recommends products in stock, each with `because`, the reason for the shopper: pass it on. `row` says what for: for_you (the default), similar (with `like`), popular, trending, new, back_in_stock, or buy_again (what a signed-in customer bought before). For a wish in words use search_catalog.',
  trust: 'session',
  callsPerTurn: 4,
  input,
  async run(ctx, asked) {
    const row = asked.row ?? (asked.like ? 'similar' : 'for_you')
    if (row === 'buy_again') return again(ctx, asked)
    if (row === 'similar' && !asked.like) return refuse('bad_arguments', 'like: which product?')
    if (asked.like && !(await findProduct(ctx.db, asked.like))) return refuse('not_found')
    const category = asked.category ? await categoryPath(ctx, asked.category) : undefined
    if (category === null) return refuse('not_found', 'category: the shop has none of that name')
    return recommend(ctx, row, asked, category)
  },
})

async function recommend(
  ctx: ToolContext,
  row: Row,
  asked: Input,
  category: string | undefined,
): Promise<ToolResult> {
  const { facts, bought } = await factsOfShopper(ctx)
  const cart = (await currentCart(ctx))?.lines.map((line) => line.productId) ?? []
  const about = asked.like ? [asked.like] : asked.forCart ? cart : []
  const answer = ctx.recommender.recommend(
    {
      row: asked.forCart && row === 'for_you' ? 'bought_together' : rows[row],
      productIds: about,
      cart,
      viewed: ctx.page?.productId ? [ctx.page.productId] : [],
      category,
      access: await accessOfBuyer(ctx.db, ctx, ctx.now),
      city: ctx.place?.city,
      limit: asked.limit ?? 4,
      filters: { ...(await priceLimits(ctx, asked)), exclude: bought },
    },
    facts,
    ctx.now,
  )
  return shown(ctx, row, recommendedOf(answer.items), facts !== null)
}

/** What was bought is the customer's own to ask for, as an order is: it needs his account, and no more. */
async function again(ctx: ToolContext, asked: Input): Promise<ToolResult> {
  if (ctx.trust !== 'account') return refuse('needs_sign_in')
  return shown(ctx, 'buy_again', await boughtBefore(ctx, asked.limit ?? 4), true)
}

function shown(ctx: ToolContext, row: Row, items: Recommended[], personal: boolean): ToolResult {
  return {
    ok: true,
    data: { row, personal, products: recommendedData(items, ctx.settings.locale) },
    parts: items.length > 0 ? [{ type: 'products', products: items.map(({ card }) => card) }] : [],
    facts: recommendedFacts(items),
  }
}

async function priceLimits(ctx: ToolContext, { priceMin, priceMax }: Input) {
  if (priceMin === undefined && priceMax === undefined) return {}
  const unit = 10 ** minorDigits(await shopCurrency(ctx))
  const inMinor = (units: number) => Math.round(units * unit)
  return {
    ...(priceMin !== undefined && { priceMin: inMinor(priceMin) }),
    ...(priceMax !== undefined && { priceMax: inMinor(priceMax) }),
  }
}

import { z } from 'zod'
import type { ProductCard } from '#contract/message.ts'
import { minorDigits } from '#contract/money.ts'
import { toProductCard } from '#knowledge/catalog/index.ts'
import type { HitReasonCode, ProductHit } from '#knowledge/search/index.ts'
import { accessOfBuyer } from './access/early-access.ts'
import { tastesOf } from './access/tastes.ts'
import { cardFacts, productData } from './evidence/product-evidence.ts'
import { shopCurrency } from './evidence/shop-currency.ts'
import { defineTool } from './tool.ts'

const word = z.string().trim().min(1).max(60)

export const searchCatalog = defineTool({
  name: 'search_catalog',
  description:
    'Finds products the shop sells. Put what is wanted in `text` and every limit in its own field. Answers only products in stock unless told otherwise. Call it for any wish in words. `because` says what was done for this customer’s known taste: pass it on in a few words.',
  trust: 'session',
  callsPerTurn: 6,
  input: z.strictObject({
    text: z.string().trim().max(200).describe('what is wanted, in a few words, such as "rain jacket"'),
    category: word.optional(),
    colour: word.optional(),
    size: word.optional(),
    brand: word.optional(),
    attributes: z.array(word).max(5).optional().describe('must hold, such as "waterproof" or "wool"'),
    priceMax: z.number().min(0).max(10_000_000).optional().describe('in units of the currency, such as 150'),
    priceMin: z.number().min(0).max(10_000_000).optional(),
    inStockOnly: z.boolean().optional(),
    order: z.enum(['match', 'price']).optional().describe('`price`: cheapest first'),
    limit: z.int().min(1).max(10).optional(),
    offset: z.int().min(0).max(200).optional(),
  }),
  async run(ctx, { priceMax, priceMin, limit, ...rest }) {
    const currency = await shopCurrency(ctx)
    const inMinor = (amount: number) => Math.round(amount * 10 ** minorDigits(currency))
    const asked = {
      ...rest,
      ...(priceMax !== undefined && { priceMax: inMinor(priceMax) }),
      ...(priceMin !== undefined && { priceMin: inMinor(priceMin) }),
    }
    const { hits, total, because } = await ctx.search.products({
      ...asked,
      limit: limit ?? 4,
      profile: tastesOf(ctx.known, currency),
      access: await accessOfBuyer(ctx.db, ctx, ctx.now),
      locale: ctx.settings.locale,
    })
    const cards = hits.map(cardOf)
    return {
      ok: true,
      data: {
        total,
        ...(because.length > 0 && { because }),
        products: cards.map((card) => productData(card, ctx.settings.locale)),
      },
      parts: cards.length > 0 ? [{ type: 'products', products: cards }] : [],
      facts: cards.flatMap(cardFacts),
    }
  },
})

const personal: ReadonlySet<HitReasonCode> = new Set([
  'your_brand',
  'your_category',
  'your_colour',
  'your_price',
  'you_looked_at',
])

/** A product that is merely what was asked for needs no word of why. */
function cardOf({ product, variant, reasons }: ProductHit): ProductCard {
  const because = reasons.find(({ code }) => personal.has(code))?.text
  return { ...toProductCard(product, variant), ...(because !== undefined && { because }) }
}

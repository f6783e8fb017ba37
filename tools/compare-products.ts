import { z } from 'zod'
import { toProductCard } from '#knowledge/catalog/index.ts'
import { productsForShopper } from './access/early-access.ts'
import { comparisonRows } from './evidence/comparison-rows.ts'
import { cardFacts, productData } from './evidence/product-evidence.ts'
import { refuse } from './refuse.ts'
import { defineTool } from './tool.ts'

export const compareProducts = defineTool({
  name: 'compare_products',
  description:
    'Puts two to four products side by side by the productIds of earlier results: price, stock, sizes, and every attribute that differs or is the same. The table is shown to the shopper. State facts of it; which one is better is the shopper’s to say.',
  trust: 'session',
  callsPerTurn: 2,
  input: z.strictObject({ productIds: z.array(z.string().trim().min(1).max(200)).min(2).max(4) }),
  async run(ctx, { productIds }) {
    const ids = [...new Set(productIds)]
    if (ids.length < 2) return refuse('bad_arguments', 'productIds: two different products at least')
    const found = await productsForShopper(ctx, ids)
    const products = ids.flatMap((id) => found.find((product) => product.productId === id) ?? [])
    const missing = ids.filter((id) => !found.some((product) => product.productId === id))
    if (missing.length > 0) return refuse('not_found', `productIds: ${missing.join(', ')}`)
    const cards = products.map((product) => toProductCard(product))
    const rows = comparisonRows(products)
    return {
      ok: true,
      data: {
        products: cards.map((card) => productData(card, ctx.settings.locale)),
        differ: rows.filter((row) => row.differs).map(({ name, values }) => ({ name, values })),
        same: rows.filter((row) => !row.differs).map(({ name, values }) => ({ name, value: values[0] })),
      },
      parts: [{ type: 'comparison', products: cards, rows }],
      facts: cards.flatMap(cardFacts),
    }
  },
})

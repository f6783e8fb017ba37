import { z } from 'zod'
import { isSellable, toProductCard } from '#knowledge/catalog/index.ts'
import { productForShopper } from './access/early-access.ts'
import { productDetail, productFacts } from './evidence/product-evidence.ts'
import { refuse } from './refuse.ts'
import { defineTool } from './tool.ts'

export const getProduct = defineTool({
  name: 'get_product',
  description:
    'Reads one product by the productId of an earlier result: every variant with price and availability, material, care, description. Call it for questions about one product.',
  trust: 'session',
  callsPerTurn: 5,
  input: z.strictObject({ productId: z.string().trim().min(1).max(200) }),
  async run(ctx, { productId }) {
    const product = await productForShopper(ctx, productId)
    if (!product) return refuse('not_found')
    const card = toProductCard(product)
    return {
      ok: true,
      data: { ...productDetail(product, ctx.settings.locale), sellable: product.variants.some(isSellable) },
      parts: [{ type: 'products', products: [card] }],
      facts: productFacts(product),
    }
  },
})

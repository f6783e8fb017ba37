import { z } from 'zod'
import {
  availabilityOf,
  listStores,
  type Product,
  type Store,
  storeStock,
  type Variant,
} from '#knowledge/catalog/index.ts'
import { productForShopper } from './access/early-access.ts'
import { matchingVariants } from './access/matching-variants.ts'
import { storesNamed } from './access/stores-for-shopper.ts'
import { optionWords, variantFacts } from './evidence/product-evidence.ts'
import { refuse } from './refuse.ts'
import { defineTool, type Fact } from './tool.ts'

const MAX_VARIANTS = 12

export const checkStock = defineTool({
  name: 'check_stock',
  description:
    'Says how many of a product are in stock online and in each store. Give the variantId for one size or colour, or size and colour words; a store or city name limits it to that store.',
  trust: 'session',
  callsPerTurn: 5,
  input: z.strictObject({
    productId: z.string().trim().min(1).max(200),
    variantId: z.string().trim().min(1).max(200).optional(),
    size: z.string().trim().min(1).max(60).optional(),
    colour: z.string().trim().min(1).max(60).optional(),
    store: z.string().trim().min(1).max(80).optional(),
  }),
  async run(ctx, input) {
    const product = await productForShopper(ctx, input.productId)
    if (!product) return refuse('not_found')
    const variants = matchingVariants(product, input).slice(0, MAX_VARIANTS)
    const stores = storesIn(await listStores(ctx.db), input.store)
    const counts = await storeStock(
      ctx.db,
      variants.map((variant) => variant.variantId),
    )
    const isClosed = product.release?.early === false
    const at = (variantId: string, storeId: string) =>
      (isClosed ? [] : counts).find((entry) => entry.variantId === variantId && entry.storeId === storeId)
        ?.quantity ?? 0
    return {
      ok: true,
      data: {
        productId: product.productId,
        title: product.title,
        storeFound: input.store ? stores.length > 0 : null,
        variants: variants.map((variant) => ({
          variantId: variant.variantId,
          options: optionWords(variant),
          online: availabilityOf(variant),
          onlineQuantity: variant.stockOnline,
          stores: stores.map((store) => ({
            store: store.name,
            city: store.city,
            quantity: at(variant.variantId, store.storeId),
          })),
        })),
      },
      facts: variants.flatMap((variant) => [
        ...variantFacts(product, variant),
        ...stores.flatMap((store) =>
          storeFacts(product, variant, store, at(variant.variantId, store.storeId)),
        ),
      ]),
    }
  },
})

function storesIn(stores: Store[], name: string | undefined): Store[] {
  return name ? storesNamed(stores, name) : stores
}

function storeFacts(product: Product, variant: Variant, store: Store, quantity: number): Fact[] {
  const facts: Fact[] = [
    {
      kind: 'stock',
      name: `${product.title} ${optionWords(variant)}`.trim(),
      availability: quantity > 3 ? 'in_stock' : quantity > 0 ? 'low_stock' : 'out_of_stock',
      quantity,
      store: `${store.name} ${store.city}`,
    },
  ]
  if (store.phone) facts.push({ kind: 'contact', value: store.phone })
  return facts
}

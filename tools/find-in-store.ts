import { z } from 'zod'
import type { Availability } from '#contract/message.ts'
import {
  availabilityOf,
  listStores,
  optionsInWords,
  type Product,
  storeStock,
  type Variant,
} from '#knowledge/catalog/index.ts'
import { productForShopper } from './access/early-access.ts'
import { matchingVariants } from './access/matching-variants.ts'
import { distanceInWords, nearestFirst, type StoreNear, storesNamed } from './access/stores-for-shopper.ts'
import { variantFacts } from './evidence/product-evidence.ts'
import {
  type Recommended,
  recommendedData,
  recommendedFacts,
  recommendedOf,
} from './evidence/recommended-evidence.ts'
import { refuse } from './refuse.ts'
import { defineTool, type Fact, type ToolContext } from './tool.ts'

/** A shopper walks into one store: the nearest few will do. */
const MOST_STORES = 8
const MOST_VARIANTS = 24
const SIMILAR = 3

const WHY_NEAR = 'your internet address seems to be there'

const word = z.string().trim().min(1).max(80)

/** One store, and what of the product lies there. */
interface Found extends StoreNear {
  availability: Availability
  /** The variants that lie there, in words. */
  options: string[]
}

export const findInStore = defineTool({
  name: 'find_in_store',
  description:
    'Says in which stores a product lies now, nearest first, with address and opening hours. `store` is a store, its id or a city that the shopper named; without it the nearest stores come first, and `near` says why: pass that on. Where no store has it: stock online, and similar goods that are in the store.',
  trust: 'session',
  callsPerTurn: 4,
  input: z.strictObject({
    productId: word.max(200),
    variantId: word.max(200).optional(),
    size: word.max(60).optional(),
    colour: word.max(60).optional(),
    store: word.optional(),
  }),
  async run(ctx, input) {
    const product = await productForShopper(ctx, input.productId)
    if (!product) return refuse('not_found')
    const variants = matchingVariants(product, input).slice(0, MOST_VARIANTS)
    const all = await listStores(ctx.db)
    const named = input.store ? storesNamed(all, input.store) : []
    const near = nearestFirst(named.length > 0 ? named : all, ctx.place)
    const onSale = product.release?.early === false ? [] : variants
    const found = await stockIn(ctx, onSale, near)
    const having = found.filter(({ availability }) => availability !== 'out_of_stock')
    const [first] = found
    const similar = having.length === 0 && first ? similarIn(ctx, product, first.store.storeId) : []
    const shown = (having.length > 0 ? having : found).slice(0, MOST_STORES)
    return {
      ok: true,
      data: {
        productId: product.productId,
        title: product.title,
        storeFound: input.store ? named.length > 0 : null,
        near: ctx.place && named.length === 0 ? { city: ctx.place.city, why: WHY_NEAR } : null,
        stores: shown.map((entry) => storeData(entry, ctx.settings.locale)),
        online: onlineOf(variants),
        similarThere: recommendedData(similar, ctx.settings.locale),
      },
      parts: similar.length > 0 ? [{ type: 'products', products: similar.map(({ card }) => card) }] : [],
      facts: [
        ...variants.flatMap((variant) => variantFacts(product, variant)),
        ...shown.flatMap((entry) => storeFacts(product, input, entry)),
        ...recommendedFacts(similar),
      ],
    }
  },
})

async function stockIn(ctx: ToolContext, variants: Variant[], stores: StoreNear[]): Promise<Found[]> {
  const counts = await storeStock(
    ctx.db,
    variants.map((variant) => variant.variantId),
  )
  const at = (variant: Variant, storeId: string) =>
    counts.find((entry) => entry.variantId === variant.variantId && entry.storeId === storeId)?.quantity ?? 0
  return stores.map(({ store, km }) => {
    const there = variants.filter((variant) => at(variant, store.storeId) > 0)
    const pieces = there.reduce((sum, variant) => sum + at(variant, store.storeId), 0)
    const options = there.map(optionsInWords).filter((options) => options !== '')
    return { store, km, availability: availabilityOf({ available: true, stockOnline: pieces }), options }
  })
}

/** Like it, and really there: what merely fills a row is left out. */
function similarIn(ctx: ToolContext, { productId }: Product, storeId: string): Recommended[] {
  const { items } = ctx.recommender.recommend(
    { row: 'similar', productIds: [productId], limit: SIMILAR, filters: { inStoreId: storeId } },
    null,
    ctx.now,
  )
  return recommendedOf(items.filter(({ reason }) => reason.code === 'similar'))
}

function onlineOf(variants: Variant[]): Availability {
  const online = variants.map(availabilityOf)
  if (online.includes('in_stock')) return 'in_stock'
  return online.includes('low_stock') ? 'low_stock' : 'out_of_stock'
}

function storeData({ store, km, availability, options }: Found, locale: string) {
  const { storeId, name, city, address, hours, phone } = store
  return {
    storeId,
    store: name,
    city,
    address,
    hours,
    phone,
    distance: distanceInWords(km, locale),
    stock: availability,
    options,
  }
}

/** As the shop shows it, in stock or a few left: how many pieces lie there is nobody's business. */
function storeFacts(
  product: Product,
  wanted: { size?: string | undefined; colour?: string | undefined },
  { store, availability, options }: Found,
): Fact[] {
  const words = [wanted.colour, wanted.size].filter((entry) => entry !== undefined)
  const name = [product.title, ...words, ...options].join(' ')
  const facts: Fact[] = [
    { kind: 'stock', name, availability, quantity: null, store: `${store.name} ${store.city}` },
    { kind: 'contact', value: store.address },
  ]
  if (store.phone) facts.push({ kind: 'contact', value: store.phone })
  return facts
}

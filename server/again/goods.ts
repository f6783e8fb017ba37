import type { ProductCard } from '#contract/message.ts'
import type { Money } from '#contract/money.ts'
import type { AgainRead } from '#domain/links/index.ts'
import { findOrder } from '#domain/orders/index.ts'
import {
  asSoldTo,
  availabilityOf,
  cheapestVariant,
  findProducts,
  isSellable,
  optionsInWords,
  type Product,
  type Variant,
} from '#knowledge/catalog/index.ts'
import type { House } from '../house.ts'

/** How many of one thing this page sells at most: more is for a talk. */
export const MOST_OF_ONE = 20
const MOST_LINES = 20
const MOST_SIMILAR = 3

/** One thing bought then, as it is now. */
export interface AgainLine {
  productId: string
  variantId: string
  title: string
  options: string
  image: { url: string; alt: string } | null
  /** Of today; null: not sold any more. */
  price: Money | null
  /** What one cost then, where it was another amount of the same currency. */
  was: Money | null
  /** How many were bought then. */
  quantity: number
  /** How many can be bought now. */
  most: number
  standing: 'in_stock' | 'few' | 'sold_out' | 'gone' | 'not_yet'
  opensAt: Date | null
  /** In its place, where it cannot be bought. */
  similar: ProductCard[]
}

/** What the link is about, and whose cart it goes into; null: nobody's any more. */
export interface Again {
  customerId: string | null
  lines: AgainLine[]
}

interface Then {
  productId: string
  variantId: string | null
  title: string
  options: string
  quantity: number
  was: Money | null
}

/** Reads what was bought and how it stands today: goods and prices, and nothing of who bought them. */
export async function readGoods(house: House, claims: AgainRead, now: Date): Promise<Again> {
  const { customerId, bought } = await boughtThen(house, claims)
  const ids = [...new Set(bought.map(({ productId }) => productId))]
  const products = new Map(
    (await findProducts(house.db, ids)).map((product) => [product.productId, asSoldTo(product, null, now)]),
  )
  const lines = bought.map((then) => lineOf(house, then, products.get(then.productId) ?? null, now))
  const currency = lines.find(({ most }) => most > 0)?.price?.currency
  // a cart is of one currency
  const together = lines.filter(({ price }) => !price || !currency || price.currency === currency)
  return { customerId, lines: together }
}

async function boughtThen(
  house: House,
  claims: AgainRead,
): Promise<{ customerId: string | null; bought: Then[] }> {
  if (claims.kind === 'product') {
    const { productId, variantId, quantity, was, customerId } = claims
    return { customerId, bought: [{ productId, variantId, quantity, was, title: '', options: '' }] }
  }
  const order = await findOrder(house.db, claims.orderId)
  const bought = (order?.lines ?? []).slice(0, MOST_LINES).map((line) => ({ ...line, was: line.unitPrice }))
  return { customerId: order?.customerId ?? null, bought }
}

function lineOf(house: House, then: Then, product: Product | null, now: Date): AgainLine {
  const variant = product && variantOf(product, then.variantId)
  if (!product || !variant) return goneLine(house, then, now)
  const standing = standingOf(product, variant)
  const canBuy = standing === 'in_stock' || standing === 'few'
  const most = canBuy ? Math.min(MOST_OF_ONE, variant.stockOnline ?? MOST_OF_ONE) : 0
  const [image] = [...variant.media, ...product.media]
  return {
    productId: product.productId,
    variantId: variant.variantId,
    title: product.title,
    options: optionsInWords(variant),
    image: image ? { url: image.url, alt: image.alt ?? '' } : null,
    price: variant.price,
    was: isOther(then.was, variant.price) ? then.was : null,
    quantity: Math.max(1, then.quantity),
    most,
    standing,
    opensAt: standing === 'not_yet' ? product.releaseAt : null,
    similar: canBuy ? [] : similarTo(house, product.productId, now),
  }
}

function goneLine(house: House, then: Then, now: Date): AgainLine {
  const { productId, variantId, title, options, quantity } = then
  return {
    ...{ productId, variantId: variantId ?? '', title, options, quantity },
    image: null,
    price: null,
    was: null,
    most: 0,
    standing: 'gone',
    opensAt: null,
    similar: similarTo(house, productId, now),
  }
}

/** The very one that was bought; where it was said of the product alone, the one that its card stands for. */
function variantOf(product: Product, variantId: string | null): Variant | null {
  if (variantId === null) return cheapestVariant(product.variants)
  return product.variants.find((variant) => variant.variantId === variantId) ?? null
}

function standingOf(product: Product, variant: Variant): AgainLine['standing'] {
  if (product.release && !product.release.early) return 'not_yet'
  if (!isSellable(variant)) return 'sold_out'
  return availabilityOf(variant) === 'low_stock' ? 'few' : 'in_stock'
}

function isOther(was: Money | null, now: Money): boolean {
  return was !== null && was.currency === now.currency && was.amount !== now.amount
}

/** For nobody in particular: the link may have been passed on. */
function similarTo(house: House, productId: string, now: Date): ProductCard[] {
  const ask = { row: 'similar', productIds: [productId], limit: MOST_SIMILAR, orNothing: true } as const
  return house.recommender.recommend(ask, null, now).items.map(({ card }) => card)
}

import type { CartLine, CartView, Image } from '#contract/message.ts'
import { multiplyMoney, sumMoney } from '#contract/money.ts'
import { Problem } from '#contract/problem.ts'
import { availabilityOf, optionsInWords, type Product, type Variant } from '#knowledge/catalog/index.ts'
import { checkoutUrl } from './checkout-url.ts'

export const MAX_LINES = 50
export const MAX_QUANTITY = 99

/** Ids and quantities; prices and stock are the catalog's and read each time the cart is shown. */
export interface Cart {
  cartId: string
  customerId: string
  lines: CartItem[]
}

export interface CartItem {
  productId: string
  variantId: string
  quantity: number
  addedAt: Date
}

export interface CartChange {
  productId: string
  variantId: string
  quantity: number
  /** `add` to what is there, or `set` the line to it; 0 takes the line out. */
  mode: 'add' | 'set'
}

/** What the catalog says of a line's variant. */
export interface SellableVariant {
  product: Pick<Product, 'productId' | 'title' | 'url' | 'media'>
  variant: Pick<Variant, 'variantId' | 'url' | 'options' | 'price' | 'available' | 'stockOnline' | 'media'>
}

/** The quantity of a line after a change. Throws `bad-request` or `conflict` where a cart cannot hold that. */
export function quantityAfter(lines: readonly CartItem[], change: CartChange): number {
  const { quantity, variantId, mode } = change
  if (!Number.isInteger(quantity) || quantity < 0)
    throw new Problem('bad-request', 'A quantity is a whole number of at least 0')
  const held = lines.find((line) => line.variantId === variantId)
  const after = mode === 'add' ? (held?.quantity ?? 0) + quantity : quantity
  if (after > MAX_QUANTITY) throw new Problem('conflict', `A cart holds at most ${MAX_QUANTITY} of one item`)
  if (!held && after > 0 && lines.length >= MAX_LINES)
    throw new Problem('conflict', `A cart holds at most ${MAX_LINES} different items`)
  return after
}

/**
 * A cart at today's prices, in the order things were added. What the catalog no longer has, or sells in
 * another currency than the cart's, is left out; what is sold out is shown, but neither summed nor checked
 * out.
 */
export function viewCart(
  cart: Cart,
  variants: ReadonlyMap<string, SellableVariant>,
  checkoutUrlTemplate: string,
  currency: string,
): CartView {
  const lines = cart.lines.flatMap((item) => {
    const found = variants.get(item.variantId)
    return found && found.variant.price.currency === currency ? [viewLine(item, found)] : []
  })
  const sellable = lines.filter((line) => line.availability !== 'out_of_stock')
  return {
    cartId: cart.cartId,
    lines,
    subtotal: sumMoney(
      sellable.map((line) => line.lineTotal),
      currency,
    ),
    checkoutUrl: checkoutUrl(checkoutUrlTemplate, sellable),
  }
}

function viewLine(item: CartItem, { product, variant }: SellableVariant): CartLine {
  return {
    productId: item.productId,
    variantId: item.variantId,
    title: product.title,
    options: optionsInWords(variant),
    quantity: item.quantity,
    unitPrice: variant.price,
    lineTotal: multiplyMoney(variant.price, item.quantity),
    image: imageOf(variant.media) ?? imageOf(product.media),
    url: variant.url ?? product.url,
    availability: availabilityOf(variant),
  }
}

function imageOf(media: readonly Image[]): Image | null {
  return media[0] ?? null
}

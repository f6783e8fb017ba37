import type { CartView } from '#contract/message.ts'
import { formatMoney } from '#contract/money.ts'
import { readCart, viewCart } from '#domain/carts/index.ts'
import { variantsForBuyer } from '../access/early-access.ts'
import type { Fact, ToolContext } from '../tool.ts'

export interface CartData {
  lines: {
    productId: string
    variantId: string
    title: string
    options: string
    quantity: number
    price: string
  }[]
  subtotal: string
  checkoutUrl: string | null
}

/** The shopper's own open cart with prices of now; null where there is none, or nothing in it. */
export async function currentCart(ctx: ToolContext): Promise<CartView | null> {
  const cart = await readCart(ctx.db, ctx.customerIds)
  if (!cart || cart.lines.length === 0) return null
  const ids = cart.lines.map((line) => line.variantId)
  const variants = await variantsForBuyer(ctx.db, ctx, ids, ctx.now)
  const [first] = variants.values()
  const currency = first?.variant.price.currency ?? 'USD'
  return viewCart(cart, variants, ctx.settings.checkoutUrlTemplate, currency)
}

export function cartData(cart: CartView, locale: string): CartData {
  return {
    lines: cart.lines.map((line) => ({
      productId: line.productId,
      variantId: line.variantId,
      title: line.title,
      options: line.options,
      quantity: line.quantity,
      price: formatMoney(line.unitPrice, locale),
    })),
    subtotal: formatMoney(cart.subtotal, locale),
    checkoutUrl: cart.checkoutUrl,
  }
}

export function cartFacts(cart: CartView): Fact[] {
  const facts: Fact[] = [{ kind: 'price', name: 'cart subtotal total', money: cart.subtotal, of: 'total' }]
  for (const line of cart.lines) {
    const name = `${line.title} ${line.options}`.trim()
    facts.push({ kind: 'price', name, money: line.unitPrice, of: 'price' })
    facts.push({ kind: 'price', name, money: line.lineTotal, of: 'line_total' })
    facts.push({ kind: 'stock', name, availability: line.availability, quantity: null, store: null })
    if (line.url) facts.push({ kind: 'link', url: line.url })
  }
  if (cart.checkoutUrl) facts.push({ kind: 'link', url: cart.checkoutUrl })
  return facts
}

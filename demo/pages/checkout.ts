import { randomInt } from 'node:crypto'
import type { CheckoutInput, PlacedOrder, QuoteInput, QuoteView } from '#contract/demo-shop.ts'
import { Problem } from '#contract/problem.ts'
import { findOrderByNumber, orderInput, upsertOrders } from '#domain/orders/index.ts'
import {
  type Access,
  availabilityOf,
  findVariants,
  isSellable,
  mayBuy,
  optionsInWords,
  type Product,
  setStock,
  type Variant,
} from '#knowledge/catalog/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import { currency } from '../goods/assortment.ts'
import { deliveryCost } from '../people/order-course.ts'
import { demoSource } from '../seed.ts'

/** Standard delivery, at the longest. */
const DELIVERY_DAYS = 5

type Line = QuoteInput['lines'][number]
type Found = Map<string, { product: Product; variant: Variant }>

/** What these lines cost, and what stands against ordering them. */
export async function quote(
  db: Db,
  input: QuoteInput,
  now: Date,
  access: Access | null = null,
): Promise<QuoteView> {
  const wanted = merged(input.lines)
  const found: Found = await findVariants(
    db,
    wanted.map(({ variantId }) => variantId),
  )
  const lines = wanted.flatMap((line) => quoteLine(line, found))
  const subtotal = lines.reduce((sum, line) => sum + line.lineTotal.amount, 0)
  const delivery = lines.length > 0 ? deliveryCost(subtotal) : 0
  return {
    lines,
    subtotal: { amount: subtotal, currency },
    delivery: { amount: delivery, currency },
    total: { amount: subtotal + delivery, currency },
    faults: wanted.flatMap((line) => faultOf(line, found, access, now) ?? []),
  }
}

function merged(lines: Line[]): Line[] {
  const quantities = new Map<string, number>()
  for (const { variantId, quantity } of lines)
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity)
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }))
}

function quoteLine({ variantId, quantity }: Line, found: Found): QuoteView['lines'] {
  const match = found.get(variantId)
  if (!match) return []
  const { product, variant } = match
  return [
    {
      productId: product.productId,
      variantId,
      title: product.title,
      options: optionsInWords(variant),
      quantity,
      unitPrice: variant.price,
      lineTotal: { ...variant.price, amount: variant.price.amount * quantity },
      image: variant.media[0] ?? product.media[0] ?? null,
      url: product.url,
      availability: availabilityOf(variant),
    },
  ]
}

function faultOf(
  { variantId, quantity }: Line,
  found: Found,
  access: Access | null,
  now: Date,
): string | null {
  const match = found.get(variantId)
  if (!match) return 'One thing in the cart is no longer sold'
  const { product, variant } = match
  const name = [product.title, optionsInWords(variant)].filter(Boolean).join(', ')
  if (variant.price.currency !== currency) return `${name} is not sold here`
  if (!mayBuy(product, access, now))
    return `${name} is on sale from ${product.releaseAt?.toISOString().slice(0, 10)}`
  if (!isSellable(variant)) return `${name} is sold out`
  if (variant.stockOnline !== null && variant.stockOnline < quantity)
    return `Only ${variant.stockOnline} left of ${name}`
  return null
}

/** Who orders: an account, or a guest by e-mail. */
export interface Buyer {
  userId?: string | undefined
  /** What lets them in before a release. */
  access?: Access | null | undefined
}

/** Places the order and takes its goods off the shelf, both or neither. */
export function placeOrder(db: Db, input: CheckoutInput, buyer: Buyer, now: Date): Promise<PlacedOrder> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'customer', 'demo-checkout') // one at a time: the last mug is sold once
    const priced = await quote(tx, input, now, buyer.access)
    if (priced.faults.length > 0) throw new Problem('conflict', `${priced.faults.join('. ')}.`)
    const orderNumber = await freeNumber(tx)
    await upsertOrders(tx, [toOrder(input, buyer, priced, orderNumber, now)], demoSource, now)
    await takeOffShelf(tx, priced, now)
    return { orderNumber, email: input.email, total: priced.total }
  })
}

function toOrder(input: CheckoutInput, buyer: Buyer, priced: QuoteView, orderNumber: string, now: Date) {
  const { name, email, line1, city, region, postcode } = input
  return orderInput.parse({
    orderNumber,
    status: 'pending',
    customer: { userId: buyer.userId, email, name },
    email,
    postcode,
    currency,
    total: priced.total.amount,
    lines: priced.lines.map((line) => ({ ...line, unitPrice: line.unitPrice.amount })),
    payments: [{ kind: 'payment', amount: priced.total.amount, method: 'demo' }],
    shippingAddress: { line1, city, region, postcode, country: 'US' },
    placedAt: now,
    deliveryDate: new Date(now.getTime() + DELIVERY_DAYS * 86_400_000).toISOString().slice(0, 10),
  })
}

async function takeOffShelf(tx: Db, priced: QuoteView, now: Date): Promise<void> {
  const found = await findVariants(
    tx,
    priced.lines.map(({ variantId }) => variantId),
  )
  const entries = priced.lines.flatMap(({ variantId, quantity }) => {
    const stock = found.get(variantId)?.variant.stockOnline ?? null
    return stock === null ? [] : [{ variantId, quantity: Math.max(0, stock - quantity) }]
  })
  await setStock(tx, entries, now)
}

// six digits, away from the five of the shop's history
async function freeNumber(tx: Db): Promise<string> {
  const number = `RP-${randomInt(200_000, 1_000_000)}`
  return (await findOrderByNumber(tx, number)) === null ? number : freeNumber(tx)
}

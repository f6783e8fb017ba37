import type { OrderCard } from '#contract/message.ts'
import { formatMoney } from '#contract/money.ts'
import { type Order, toOrderCard } from '#domain/orders/index.ts'
import { findProducts } from '#knowledge/catalog/index.ts'
import type { Fact, ToolContext } from '../tool.ts'

/** One order as the model reads it: no address, no payment, no e-mail. */
export interface OrderData {
  orderNumber: string
  status: string
  placed: string
  total: string
  deliveryDate: string | null
  lines: { title: string; options: string; quantity: number; price: string }[]
  tracking: { carrier: string | null; number: string; url: string | null }[]
}

export function orderData(card: OrderCard, locale: string): OrderData {
  return {
    orderNumber: card.orderNumber,
    status: card.status,
    placed: card.placedAt.slice(0, 10),
    total: formatMoney(card.total, locale),
    deliveryDate: card.deliveryDate,
    lines: card.lines.map((line) => ({
      title: line.title,
      options: line.options,
      quantity: line.quantity,
      price: formatMoney(line.price, locale),
    })),
    tracking: card.tracking,
  }
}

export function orderFacts(card: OrderCard): Fact[] {
  const name = `order ${card.orderNumber}`
  const facts: Fact[] = [
    { kind: 'order', orderNumber: card.orderNumber, status: card.status },
    { kind: 'price', name, money: card.total, of: 'total' },
    { kind: 'date', name, of: 'placed', date: card.placedAt.slice(0, 10) },
  ]
  for (const line of card.lines) {
    const title = `${line.title} ${line.options}`.trim()
    facts.push({ kind: 'price', name: title, money: line.price, of: 'line_total' })
  }
  if (card.deliveryDate) facts.push({ kind: 'date', name, of: 'delivery', date: card.deliveryDate })
  for (const parcel of card.tracking) {
    facts.push({ kind: 'tracking', number: parcel.number })
    if (parcel.url) facts.push({ kind: 'link', url: parcel.url })
  }
  return facts
}

/** The order's card with pictures of what the catalog still has. */
export async function orderCard(ctx: ToolContext, order: Order): Promise<OrderCard> {
  const products = await findProducts(ctx.db, [...new Set(order.lines.map((line) => line.productId))])
  const images = new Map(
    products.flatMap((product) =>
      product.variants.flatMap((variant) => {
        const image = variant.media[0] ?? product.media[0]
        return image ? [[variant.variantId, image] as const] : []
      }),
    ),
  )
  return toOrderCard(order, images)
}

import type { CustomerInput } from '#domain/identity/index.ts'
import type { OrderStatus } from '#domain/orders/index.ts'
import type { Goods } from '../goods/assortment.ts'
import type { Random } from '../random.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FREE_DELIVERY_FROM = 7500
const DELIVERY = 600

/** What somebody bought at one moment. */
export interface Basket {
  person: CustomerInput
  placedAt: Date
  goods: Goods[]
  random: Random
  /** Where the story asks for an outcome; else it follows from the order's age. */
  status?: OrderStatus
}

export interface Line {
  productId: string
  variantId: string
  title: string
  options: string
  quantity: number
  unitPrice: number
}

/** What became of an order: its lines, where it was sold, and how far it has come. */
export function courseOf(basket: Basket, orderNumber: string, now: Date) {
  const { random, placedAt } = basket
  const lines = basket.goods.map((item) => toLine(item, basket, now))
  const inStore = basket.status === undefined && random.chance(0.2)
  const status =
    basket.status ?? (inStore ? 'delivered' : statusAt(now.getTime() - placedAt.getTime(), random))
  const sent = !inStore && status !== 'pending' && status !== 'processed' && status !== 'cancelled'
  const days = random.between(3, 5)
  return {
    lines,
    status,
    channel: inStore ? 'store' : 'web',
    storeId: inStore ? random.pick(['portland', 'portland', 'seattle', 'boulder']) : null,
    fulfilments: sent ? [parcel(orderNumber, lines.length, random)] : [],
    deliveryDate: inStore || status === 'cancelled' ? null : dayOf(placedAt.getTime() + days * DAY),
  }
}

/** In cents, as the delivery page says. */
export function deliveryCost(goods: number): number {
  return goods >= FREE_DELIVERY_FROM ? 0 : DELIVERY
}

/** Of the goods and their delivery; in cents. */
export function totalOf(lines: Line[]): number {
  const goods = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  return goods + deliveryCost(goods)
}

/** How far an order of this age has come; a few were called off or came back. */
function statusAt(age: number, random: Random): OrderStatus {
  const luck = random.next()
  if (age < 9 * HOUR) return 'pending'
  if (age < 30 * HOUR) return luck < 0.05 ? 'cancelled' : 'processed'
  if (age < 4.5 * DAY) return luck < 0.04 ? 'cancelled' : 'shipped'
  if (luck < 0.03) return 'cancelled'
  return luck < 0.09 && age > 12 * DAY ? (luck < 0.06 ? 'refunded' : 'returned') : 'delivered'
}

function toLine(item: Goods, { random, placedAt }: Basket, now: Date): Line {
  const index = random.between(0, item.product.variants.length - 1)
  const variant = item.product.variants[index] ?? item.product.variants[0]
  if (!variant) throw new Error(`${item.product.productId} has no variant`)
  // before a reduction began, about two months ago, people paid the list price
  const earlier = now.getTime() - placedAt.getTime() > 60 * DAY
  const small = variant.price.amount < 3000
  return {
    productId: item.product.productId,
    variantId: variant.variantId,
    title: item.product.title,
    options: (variant.options ?? []).map(({ value }) => value).join(', '),
    quantity: small && random.chance(0.35) ? random.between(2, 4) : 1,
    unitPrice: earlier ? (variant.listPrice ?? variant.price).amount : variant.price.amount,
  }
}

function parcel(orderNumber: string, lines: number, random: Random) {
  const carrier = random.pick(['UPS', 'USPS', 'FedEx'])
  const digits = `${orderNumber.replace(/\D/g, '')}${random.between(1000, 9999)}`
  return {
    carrier,
    tracking: `TW${digits.padStart(12, '0')}`,
    url: null,
    lineNumbers: Array.from({ length: lines }, (_, index) => index + 1),
  }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

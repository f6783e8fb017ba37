import type { Image, OrderCard } from '#contract/message.ts'
import { type Money, multiplyMoney } from '#contract/money.ts'

export const orderStatuses = [
  'pending',
  'processed',
  'shipped',
  'delivered',
  'cancelled',
  'returned',
  'refunded',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

export interface OrderLine {
  lineNumber: number
  productId: string
  variantId: string
  title: string
  options: string
  quantity: number
  unitPrice: Money
}

/** A parcel that has left. */
export interface Fulfilment {
  carrier: string | null
  tracking: string
  url: string | null
  lineNumbers: number[]
}

export interface Payment {
  kind: string
  /** Minor units of the order's currency. */
  amount: number
  method: string | null
}

export interface ShippingAddress {
  line1?: string | undefined
  line2?: string | undefined
  city?: string | undefined
  region?: string | undefined
  postcode?: string | undefined
  country?: string | undefined
}

export interface Order {
  customerId: string
  orderId: string
  orderNumber: string
  status: OrderStatus
  email: string | null
  postcode: string | null
  total: Money
  lines: OrderLine[]
  fulfilments: Fulfilment[]
  payments: Payment[]
  shippingAddress: ShippingAddress | null
  /** The day promised or reached, YYYY-MM-DD. */
  deliveryDate: string | null
  channel: string
  storeId: string | null
  /** Set where it was cancelled here, at the customer's word. */
  cancelReason: string | null
  placedAt: Date
  updatedAt: Date
}

/** One thing done to an order here, for the shop's own systems to follow. */
export interface OrderChange {
  changeId: number
  customerId: string
  orderId: string
  orderNumber: string
  change: 'cancelled'
  detail: unknown
  changedAt: Date
}

export type CancelRefusal = 'already_shipped' | 'already_cancelled' | 'already_delivered'
export type CancelVerdict = { allowed: true } | { allowed: false; reason: CancelRefusal }

/** Only what has not left can be cancelled: pending or processed, and no parcel on its way. */
export function canCancel(order: Pick<Order, 'status' | 'fulfilments'>): CancelVerdict {
  switch (order.status) {
    case 'pending':
    case 'processed':
      return order.fulfilments.length === 0
        ? { allowed: true }
        : { allowed: false, reason: 'already_shipped' }
    case 'shipped':
      return { allowed: false, reason: 'already_shipped' }
    case 'cancelled':
      return { allowed: false, reason: 'already_cancelled' }
    case 'delivered':
    case 'returned':
    case 'refunded':
      return { allowed: false, reason: 'already_delivered' }
  }
}

/** The one form of an order number: upper case, without `#` and spaces. */
export function normaliseOrderNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[#\s\0]/g, '')
    .toUpperCase()
}

/** What a shopper sees of an order; `images` by variant id. */
export function toOrderCard(order: Order, images?: ReadonlyMap<string, Image>): OrderCard {
  return {
    orderId: order.orderId,
    orderNumber: order.orderNumber,
    status: order.status,
    placedAt: order.placedAt.toISOString(),
    total: order.total,
    lines: order.lines.map((line) => ({
      title: line.title,
      options: line.options,
      quantity: line.quantity,
      price: multiplyMoney(line.unitPrice, line.quantity),
      image: images?.get(line.variantId) ?? null,
    })),
    tracking: order.fulfilments.map(({ carrier, tracking, url }) => ({ carrier, number: tracking, url })),
    deliveryDate: order.deliveryDate,
  }
}

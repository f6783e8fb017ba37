import { minorDigits } from '#contract/money.ts'
import { conversionOf } from '#domain/events/index.ts'
import { type Fulfilment, type OrderStatus, orderStatuses, type Payment } from './orders.ts'

/** What one event says of an order. */
export interface OrderSignal {
  customerId: string
  messageId: string
  name: string
  properties: Record<string, unknown>
  occurredAt: Date
}

/** The events that orders are written from. */
export const orderEvents = new Set([
  'Order Completed',
  'Store Purchase Completed',
  'Order Updated',
  'Order Shipped',
  'Order Out for Delivery',
  'Order Delivered',
  'Order Picked Up',
  'Order Cancelled',
  'Order Refunded',
])
const sales = new Set(['Order Completed', 'Store Purchase Completed'])

export interface SignalLine {
  productId: string
  variantId: string
  title: string
  options: string
  quantity: number
  unitPrice: number
}

/** An order as its events tell it. */
export interface ToldOrder {
  customerId: string
  orderNumber: string
  status: OrderStatus
  email: string | null
  currency: string
  total: number
  lines: SignalLine[]
  fulfilments: Fulfilment[]
  payments: Payment[]
  channel: string
  storeId: string | null
  placedAt: Date
  updatedAt: Date
}

/**
 * The order that these events tell, whatever order they came in: they are read in the order they happened.
 * null while the sale itself has not been heard of.
 */
export function foldSignals(signals: readonly OrderSignal[]): ToldOrder | null {
  const sorted = [...signals].sort(
    (a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.messageId < b.messageId ? -1 : 1),
  )
  const sale = sorted.find(({ name }) => sales.has(name))
  if (!sale) return null
  // a later update says again what it changes; a second report of the sale says nothing new
  const updates = sorted.filter(({ name }) => name === 'Order Updated')
  const said = Object.assign({}, ...[sale, ...updates].map(({ properties }) => present(properties)))
  const currency = currencyOf(said)
  const lines = linesOf(said.products, currency)
  const total = totalOf(said, lines, currency)
  const refunds = refundsIn(sorted).flatMap((signal) => refundOf(signal, total, currency))
  return {
    customerId: sale.customerId,
    orderNumber: textOf(sale.properties.order_id, 60) ?? '',
    status: statusOf(sorted, total, refunds),
    email: textOf(said.email, 254),
    currency,
    total,
    lines,
    fulfilments: sorted.flatMap(parcelOf),
    payments: [{ kind: 'payment', amount: total, method: textOf(said.payment_method, 100) }, ...refunds],
    channel: textOf(said.channel, 40) ?? (sale.name === 'Store Purchase Completed' ? 'store' : 'web'),
    storeId: textOf(said.store_id, 200),
    placedAt: sale.occurredAt,
    updatedAt: sorted.at(-1)?.occurredAt ?? sale.occurredAt,
  }
}

/** Each refund once, however often it was reported. */
function refundsIn(sorted: readonly OrderSignal[]): OrderSignal[] {
  const seen = new Set<string | null>()
  return sorted.filter((signal) => {
    const conversion = signal.name === 'Order Refunded' ? conversionOf(signal) : null
    if (conversion === null || seen.has(conversion)) return false
    seen.add(conversion)
    return true
  })
}

function present(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== ''))
}

function statusOf(sorted: readonly OrderSignal[], total: number, refunds: readonly Payment[]): OrderStatus {
  let status: OrderStatus = 'processed'
  for (const { name, properties } of sorted) {
    if (name === 'Store Purchase Completed' || name === 'Order Delivered' || name === 'Order Picked Up')
      status = 'delivered'
    else if (name === 'Order Shipped' || name === 'Order Out for Delivery') status = 'shipped'
    else if (name === 'Order Cancelled') status = 'cancelled'
    else if (name === 'Order Updated')
      status = orderStatuses.find((each) => each === properties.status) ?? status
  }
  const back = refunds.reduce((sum, { amount }) => sum + amount, 0)
  return refunds.length > 0 && back >= total && status !== 'cancelled' ? 'refunded' : status
}

function refundOf({ name, properties }: OrderSignal, total: number, currency: string): Payment[] {
  if (name !== 'Order Refunded') return []
  const amount = minorOf(properties.total, currency)
  return [{ kind: 'refund', amount: amount === null ? total : Math.abs(amount), method: null }]
}

function parcelOf({ name, properties }: OrderSignal): Fulfilment[] {
  const tracking = name === 'Order Shipped' ? textOf(properties.tracking_number, 200) : null
  if (tracking === null) return []
  const url = textOf(properties.url, 1000)
  return [
    {
      carrier: textOf(properties.carrier, 100),
      tracking,
      url: url !== null && /^https?:\/\//i.test(url) ? url : null,
      lineNumbers: [],
    },
  ]
}

function linesOf(products: unknown, currency: string): SignalLine[] {
  if (!Array.isArray(products)) return []
  return products.slice(0, 1000).flatMap((product: unknown): SignalLine[] => {
    if (typeof product !== 'object' || product === null) return []
    const fields = new Map<string, unknown>(Object.entries(product))
    const productId = textOf(fields.get('product_id') ?? fields.get('sku'), 200)
    if (productId === null) return []
    const quantity = Math.round(numberOf(fields.get('quantity')) ?? 1)
    return [
      {
        productId,
        variantId: textOf(fields.get('variant_id') ?? fields.get('sku'), 200) ?? productId,
        title: textOf(fields.get('name'), 500) ?? productId,
        options: textOf(fields.get('variant'), 500) ?? '',
        quantity: Math.min(100_000, Math.max(-100_000, quantity)),
        unitPrice: minorOf(fields.get('price'), currency) ?? 0,
      },
    ]
  })
}

/** What was paid: as it is said, else the parts, else the lines. */
function totalOf(said: Record<string, unknown>, lines: readonly SignalLine[], currency: string): number {
  const named = minorOf(said.total ?? said.value, currency)
  if (named !== null) return named
  const parts = [said.revenue, said.shipping, said.tax].map((part) => minorOf(part, currency))
  if (parts[0] !== null) return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)
  return lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
}

/** As Segment has it, US dollars where nothing is said. */
function currencyOf(said: Record<string, unknown>): string {
  const code = textOf(said.currency, 3)?.toUpperCase()
  return code !== undefined && /^[A-Z]{3}$/.test(code) ? code : 'USD'
}

const MOST = 1e12

/** A decimal amount in minor units. */
function minorOf(value: unknown, currency: string): number | null {
  const number = numberOf(value)
  if (number === null) return null
  return Math.min(MOST, Math.max(-MOST, Math.round(number * 10 ** minorDigits(currency))))
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function textOf(value: unknown, most: number): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' ? text.trim().slice(0, most) : null
}

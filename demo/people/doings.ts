import type { Fields, TrackedEvent } from '#domain/events/index.ts'
import type { CustomerInput } from '#domain/identity/index.ts'
import type { OrderInput } from '#domain/orders/index.ts'
import type { Goods } from '../goods/assortment.ts'
import { type Random, randomFor } from '../random.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const YEAR = 365 * DAY

/** Where the demo's events come from. */
export const eventSources = {
  site: 'Demo · website',
  till: 'Demo · store tills',
  mail: 'Demo · newsletter',
  desk: 'Demo · service desk',
} as const

interface Doing {
  at: number
  name: string
  properties: Fields
  source: keyof typeof eventSources
}

/** What one of the demo's people did in the last year, besides buying: their visits, mails and complaints. */
export function doingsOf(
  person: CustomerInput,
  orders: readonly OrderInput[],
  goods: readonly Goods[],
  now: Date,
): TrackedEvent[] {
  const random = randomFor(`doings:${person.userId}`)
  const since = now.getTime() - YEAR
  const bought = orders.filter(({ placedAt }) => placedAt.getTime() > since)
  const doings = [
    ...bought.flatMap((order) => (order.channel === 'store' ? inStore(order) : onTheWay(order, random))),
    ...bought.flatMap((order) => afterwards(order, random)),
    ...strolls(goods, random, now),
    ...mails(random, now),
  ]
  return doings
    .filter(({ at }) => at > since && at <= now.getTime())
    .sort((a, b) => a.at - b.at)
    .map((doing, index) => toEvent(person, doing, index))
}

/** What led to an order on the site. */
function onTheWay(order: OrderInput, random: Random): Doing[] {
  const bought = order.placedAt.getTime()
  const before = bought - random.between(8, 50) * MINUTE
  const looks = order.lines.flatMap((line, index): Doing[] => [
    site(before + index * 2 * MINUTE, 'Product Viewed', productOf(line, order.currency)),
    site(before + (index * 2 + 1) * MINUTE, 'Product Added', productOf(line, order.currency)),
  ])
  const totals = { order_id: order.orderNumber, total: order.total / 100, currency: order.currency }
  return [
    ...looks,
    site(bought - 4 * MINUTE, 'Checkout Started', totals),
    site(bought, 'Order Completed', {
      ...totals,
      products: order.lines.map((line) => productOf(line, order.currency)),
    }),
  ]
}

function inStore(order: OrderInput): Doing[] {
  const at = order.placedAt.getTime()
  return [
    { at: at - 20 * MINUTE, name: 'Store Visited', properties: { store_id: order.storeId }, source: 'till' },
  ]
}

/** Service and opinions; who sent something back had a reason. */
function afterwards(order: OrderInput, random: Random): Doing[] {
  const ticket = { ticket_id: `T-${order.orderNumber}`, order_id: order.orderNumber }
  const at = order.placedAt.getTime()
  const unhappy = order.status === 'returned' || order.status === 'refunded'
  const desk = (days: number, name: string, properties: Fields): Doing => ({
    at: at + days * DAY,
    name,
    properties,
    source: 'desk',
  })
  if (unhappy)
    return [
      desk(6, 'Service Ticket Opened', { ...ticket, category: 'return', subject: 'It does not fit' }),
      desk(8, 'Service Ticket Closed', ticket),
      desk(9, 'CSAT Submitted', { score: random.between(2, 5), ticket_id: ticket.ticket_id }),
    ]
  return random.chance(0.06) ? [desk(14, 'NPS Submitted', { score: random.between(6, 10) })] : []
}

/** Visits that ended without an order; a few leave a cart behind. */
function strolls(goods: readonly Goods[], random: Random, now: Date): Doing[] {
  const count = random.chance(0.75) ? random.between(1, 4) : 0
  return Array.from({ length: count }).flatMap(() => {
    const at = now.getTime() - random.next() ** 2 * 300 * DAY
    const seen = Array.from(
      { length: random.between(1, 3) },
      () => goods[random.between(0, goods.length - 1)],
    )
    const looks = seen.flatMap((item, index) =>
      item ? [site(at + index * 3 * MINUTE, 'Product Viewed', shownOf(item))] : [],
    )
    const [last] = seen.slice(-1)
    return last && random.chance(0.25)
      ? [...looks, site(at + 12 * MINUTE, 'Product Added', shownOf(last))]
      : looks
  })
}

/** A newsletter a month; some read it. */
function mails(random: Random, now: Date): Doing[] {
  if (!random.chance(0.4)) return []
  const interest = random.next()
  return Array.from({ length: 5 }).flatMap((_, month): Doing[] => {
    const at = now.getTime() - (month * 30 + 3) * DAY
    const properties = { email_id: `letter-${month}`, campaign_name: 'Monthly letter' }
    const mail = (minutes: number, name: string): Doing => ({
      at: at + minutes * MINUTE,
      name,
      properties,
      source: 'mail',
    })
    const read = random.chance(interest)
    const clicked = read && random.chance(interest * 0.4)
    return [
      mail(0, 'Email Delivered'),
      ...(read ? [mail(90, 'Email Opened')] : []),
      ...(clicked ? [mail(92, 'Email Link Clicked')] : []),
    ]
  })
}

function site(at: number, name: string, properties: Fields): Doing {
  return { at, name, properties, source: 'site' }
}

function productOf(line: OrderInput['lines'][number], currency: string): Fields {
  const { productId, variantId, title, quantity, unitPrice } = line
  return {
    product_id: productId,
    variant_id: variantId,
    name: title,
    quantity,
    price: unitPrice / 100,
    currency,
  }
}

function shownOf({ product, category }: Goods): Fields {
  const [variant] = product.variants
  return {
    product_id: product.productId,
    variant_id: variant?.variantId,
    name: product.title,
    category,
    price: variant ? variant.price.amount / 100 : undefined,
    currency: variant?.price.currency,
    quantity: 1,
  }
}

function toEvent(
  person: CustomerInput,
  { at, name, properties, source }: Doing,
  index: number,
): TrackedEvent {
  const userId = person.userId ?? ''
  return {
    messageId: `demo-${userId}-${at}-${index}`,
    type: 'track',
    name,
    occurredAt: new Date(at),
    receivedAt: new Date(at + 1000),
    identifiers: [{ kind: 'user_id', value: userId }],
    properties,
    traits: {},
    context: {},
    source: eventSources[source],
    trust: 'secret',
  }
}

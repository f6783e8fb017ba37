import type { Fields } from '#domain/events/index.ts'
import type { Goods } from '../goods/assortment.ts'
import { deliveryCost } from '../people/order-course.ts'
import type { Random } from '../random.ts'
import { chances } from './chances.ts'
import type { Doing } from './doing.ts'
import { priceOn } from './shelf-plan.ts'
import { DAY, HOUR, type LivePerson, MINUTE, type World } from './world.ts'

/** A thing in somebody's hand: which one of it, at the price of the moment, in cents. */
export interface Taken {
  goods: Goods
  variantId: string
  price: number
  quantity: number
}

/** Which variant of it somebody takes, and what it costs then. */
export function pickOf(world: World, goods: Goods, at: number, random: Random): Taken {
  const { variants } = goods.product
  const inStock = variants.filter(({ stockOnline }) => (stockOnline ?? 0) > 0)
  const choice = inStock.length > 0 ? inStock : variants
  const variant = choice[random.between(0, choice.length - 1)]
  const price = priceOn(world, goods, variant?.price.amount ?? 0, at)
  return { goods, variantId: variant?.variantId ?? '', price, quantity: 1 }
}

/** As events speak of a product. */
export function productFields({ goods, variantId, price, quantity }: Taken): Fields {
  const { productId, title, url } = goods.product
  return {
    product_id: productId,
    variant_id: variantId,
    name: title,
    category: goods.category,
    price: price / 100,
    currency: 'USD',
    quantity,
    url,
  }
}

export interface Purchase {
  person: LivePerson
  at: number
  picks: readonly Taken[]
  orderNumber: string
  /** Where it was bought in a store. */
  storeId?: string
  /** What was taken off, in cents, and by which code. */
  discount?: { code: string; amount: number }
}

/** The sale, and on the site what becomes of the parcel: sent, delivered, and now and then sent back. */
export function purchaseDoings(purchase: Purchase, random: Random): Doing[] {
  const { person, at, picks, orderNumber, storeId } = purchase
  const goods = picks.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
  const discount = Math.min(goods, purchase.discount?.amount ?? 0)
  const total = goods - discount + (storeId === undefined ? deliveryCost(goods - discount) : 0)
  const doing = doingsOf(person.userId, orderNumber)
  const fields = {
    order_id: orderNumber,
    total: total / 100,
    currency: 'USD',
    email: person.email,
    products: picks.map(productFields),
    ...(storeId !== undefined && { store_id: storeId, channel: 'store' }),
    ...(purchase.discount && { discount: discount / 100, coupon: purchase.discount.code }),
  }
  const sale = storeId === undefined ? 'Order Completed' : 'Store Purchase Completed'
  const sold = [doing(at, sale, fields, storeId === undefined ? 'shop' : 'till')]
  if (person.isMember) {
    const points = { points: Math.floor(total / 100), order_id: orderNumber }
    const expires_at = new Date(at + 730 * DAY).toISOString()
    if (points.points > 0)
      sold.push(doing(at + MINUTE, 'Loyalty Points Earned', { ...points, expires_at }, 'shop'))
  }
  return storeId === undefined
    ? [...sold, ...parcelDoings(doing, { orderNumber, at, total, first: picks[0] }, random)]
    : sold
}

type MakeDoing = (at: number, name: string, properties: Fields, source: Doing['source']) => Doing

/** Doings about one order. */
export function doingsOf(userId: string, orderNumber: string): MakeDoing {
  return (at, name, properties, source) => ({
    at,
    userId,
    name,
    properties,
    source,
    key: `${orderNumber} ${name}`,
  })
}

/** From the warehouse to the door, and what comes of it. */
export function parcelDoings(
  doing: MakeDoing,
  order: { orderNumber: string; at: number; total: number; first: Taken | undefined },
  random: Random,
): Doing[] {
  const { orderNumber: order_id, at, total, first } = order
  const arrives = at + (2.5 + random.next() * 2) * DAY
  const digits = order_id.replace(/\D/g, '')
  const doings = [
    doing(
      at + 20 * HOUR,
      'Order Shipped',
      { order_id, tracking_number: `TW${digits}`, carrier: 'UPS' },
      'shop',
    ),
    doing(arrives, 'Order Delivered', { order_id, delivered_at: new Date(arrives).toISOString() }, 'shop'),
  ]
  const luck = random.next()
  const days = 5 + random.next() * 6
  if (luck < chances.sendsBack) {
    const spared = {
      journey: 'post-purchase-care',
      since: at,
      chance: random.next(),
    }
    const back = [
      doing(arrives + days * DAY, 'Return Requested', { order_id, reason: 'It does not fit' }, 'desk'),
      doing(
        arrives + (days + 5) * DAY,
        'Order Refunded',
        { order_id, refund_id: `${order_id}-1`, total: total / 100, currency: 'USD' },
        'shop',
      ),
    ]
    return [...doings, ...back.map((each) => ({ ...each, unless: spared }))]
  }
  if (luck < chances.sendsBack + chances.complains) {
    const ticket = { ticket_id: `T-${order_id}`, order_id, category: 'damage', subject: 'It came damaged' }
    return [
      ...doings,
      doing(arrives + DAY, 'Service Ticket Opened', ticket, 'desk'),
      doing(arrives + (2 + random.next() * 2) * DAY, 'Service Ticket Closed', ticket, 'desk'),
    ]
  }
  if (luck < chances.sendsBack + chances.complains + chances.reviews && first) {
    const rating = random.between(3, 5)
    const product_id = first.goods.product.productId
    return [
      ...doings,
      doing(
        arrives + days * DAY,
        'Product Reviewed',
        { product_id, rating, review_id: `R-${order_id}` },
        'site',
      ),
    ]
  }
  return doings
}

/** Of the order that somebody places of their own accord on a day. */
export function orderNumberOf(day: number, { userId }: Pick<LivePerson, 'userId'>, kind = 'V'): string {
  return `TW-${kind}${day}-${userId.replace(/^tw-/, '').toUpperCase()}`
}

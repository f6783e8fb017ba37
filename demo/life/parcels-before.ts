import { randomFor } from '../random.ts'
import type { Doing } from './doing.ts'
import { doingsOf } from './purchase.ts'
import { DAY, HOUR, type World } from './world.ts'

const onTheWay = new Set(['pending', 'processed', 'shipped'])

/** What was ordered before the demo began to live, and was still on its way, arrives. */
export function orderedBefore(world: World): Doing[] {
  const madeAt = world.madeAt.getTime()
  return world.orders.flatMap(({ orderNumber, status, placedAt, customer, channel }) => {
    if (!onTheWay.has(status) || channel === 'store') return []
    const random = randomFor(`life:parcel:${orderNumber}`)
    const doing = doingsOf(customer.userId ?? '', orderNumber)
    const order_id = orderNumber
    const left = Math.max(madeAt + 2 * HOUR, placedAt.getTime() + 20 * HOUR)
    const arrives = Math.max(left + 6 * HOUR, placedAt.getTime() + (2.5 + random.next() * 2.5) * DAY)
    const delivered_at = new Date(arrives).toISOString()
    const tracking_number = `TW${order_id.replace(/\D/g, '')}`
    const shipped: Doing[] =
      status === 'shipped'
        ? []
        : [doing(left, 'Order Shipped', { order_id, tracking_number, carrier: 'UPS' }, 'shop')]
    return [...shipped, doing(arrives, 'Order Delivered', { order_id, delivered_at }, 'shop')]
  })
}

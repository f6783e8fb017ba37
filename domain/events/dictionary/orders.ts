import { type EventFamily, field, needed, ourEvent, segmentEvent } from './definition.ts'
import {
  currency,
  money,
  orderId,
  orderTotals,
  products,
  reason,
  storeId,
  text,
  time,
  url,
} from './fields.ts'

const order = { order_id: orderId, checkout_id: text('id of the checkout'), ...orderTotals }
const parcel = {
  order_id: orderId,
  tracking_number: text('number of the parcel'),
  carrier: text('who carries it'),
  url: { ...url, means: 'where the parcel is followed' },
  products,
}
/** Of a guest without an account; with the secret key, or proved by a token. */
export const buyer = {
  email: text('e-mail of the buyer'),
  phone: text('phone of the buyer'),
  loyalty_number: text('loyalty number of the buyer'),
}
const purposes = ['transactional', 'service', 'clienteling', 'marketing', 'personalisation'] as const
const fromTheShop = { purposes, secretOnly: true } as const

/** Orders and what becomes of them. With the secret key they also write the order itself. */
export const orders: EventFamily = {
  title: 'Orders and delivery',
  events: [
    segmentEvent('Order Completed', 'Bought something', {
      ...order,
      ...buyer,
      store_id: storeId,
      channel: text('web, store, app, …'),
    }),
    segmentEvent('Order Updated', 'The order was changed', {
      ...order,
      status: text('pending, processed, …'),
    }),
    segmentEvent('Order Refunded', 'Money went back, all or a part', {
      order_id: orderId,
      refund_id: text('id of the refund; tells two refunds of one order apart'),
      total: money('what went back; without it everything'),
      currency,
      products,
      reason,
    }),
    segmentEvent('Order Cancelled', 'The order was called off', { ...order, reason }),
    ourEvent('Order Shipped', 'A parcel has left', parcel, fromTheShop),
    ourEvent(
      'Order Delayed',
      'It will come later than promised',
      { order_id: orderId, delivery_date: time('the new day'), reason },
      fromTheShop,
    ),
    ourEvent('Order Out for Delivery', 'It comes today', parcel, fromTheShop),
    ourEvent('Order Delivered', 'It has arrived', { ...parcel, delivered_at: time('when') }, fromTheShop),
    ourEvent(
      'Order Ready for Pickup',
      'It waits in the store',
      { order_id: orderId, store_id: storeId, until: time('how long') },
      fromTheShop,
    ),
    ourEvent(
      'Order Picked Up',
      'It was fetched in the store',
      { order_id: orderId, store_id: storeId },
      fromTheShop,
    ),
    ourEvent(
      'Return Requested',
      'Wants to send something back',
      { order_id: orderId, return_id: text('id of the return'), products, reason },
      { purposes },
    ),
    ourEvent(
      'Return Received',
      'What was sent back has arrived',
      { order_id: orderId, return_id: text('id of the return'), products },
      fromTheShop,
    ),
    ourEvent(
      'Return Exchanged',
      'Something else went out in its place',
      {
        order_id: orderId,
        return_id: text('id of the return'),
        new_order_id: needed(text('number of the order that replaces it')),
        items: field('integer', 'how many pieces'),
      },
      fromTheShop,
    ),
  ],
}

import { type EventFamily, field, needed, segmentEvent } from './definition.ts'
import { cartId, coupon, oneProduct, orderTotals, products, reason, text } from './fields.ts'

const inCart = { ...oneProduct, cart_id: cartId }
const step = {
  checkout_id: text('id of this checkout'),
  step: field('integer', 'which step, from 1'),
  shipping_method: text('how it is sent'),
  payment_method: text('how it is paid'),
  order_id: text('number of the order, where there is one already'),
}
const couponFields = {
  order_id: text('number of the order'),
  cart_id: cartId,
  coupon_id: needed(text('code or id of the coupon'), 'coupon', 'coupon_name'),
  coupon_name: text('its name'),
  coupon,
}
const wished = { wishlist_id: text('id of the wishlist'), wishlist_name: text('its name'), ...oneProduct }

/** From the cart to the till. */
export const cart: EventFamily = {
  title: 'Cart, checkout, coupons and wishlist',
  events: [
    segmentEvent('Product Added', 'Put a product into the cart', inCart),
    segmentEvent('Product Removed', 'Took a product out of the cart', inCart),
    segmentEvent('Cart Viewed', 'Looked at the cart', { cart_id: cartId, products }),
    segmentEvent('Cart Shared', 'Shared the cart', {
      cart_id: cartId,
      products,
      share_via: text('by which way'),
      share_message: text('what was written with it'),
      recipient: text('with whom; not stored as an identifier'),
    }),
    segmentEvent('Checkout Started', 'Began to check out', {
      order_id: text('number of the order, where there is one already'),
      cart_id: cartId,
      value: orderTotals.total,
      ...orderTotals,
    }),
    segmentEvent('Checkout Step Viewed', 'Saw a step of the checkout', step),
    segmentEvent('Checkout Step Completed', 'Finished a step of the checkout', step),
    segmentEvent('Payment Info Entered', 'Gave what is needed to pay; never the card itself', step),
    segmentEvent('Coupon Entered', 'Entered a coupon', couponFields),
    segmentEvent('Coupon Applied', 'A coupon was taken off', {
      ...couponFields,
      discount: orderTotals.discount,
    }),
    segmentEvent('Coupon Denied', 'A coupon was not taken', { ...couponFields, reason }),
    segmentEvent('Coupon Removed', 'Took a coupon off again', {
      ...couponFields,
      discount: orderTotals.discount,
    }),
    segmentEvent('Product Added to Wishlist', 'Put a product on the wishlist', wished),
    segmentEvent('Product Removed from Wishlist', 'Took a product off the wishlist', wished),
    segmentEvent('Wishlist Product Added to Cart', 'Put a product of the wishlist into the cart', {
      ...wished,
      cart_id: cartId,
    }),
  ],
}

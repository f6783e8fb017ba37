import { type EventField, field, needed } from './definition.ts'

/** Fields that many events share, as Segment spells them. */
export const productId = field('text', 'id of the product in the catalog')
export const orderId = needed(field('text', 'number of the order, as the shop writes it'))
export const cartId = field('text', 'id of the cart')
export const coupon = field('text', 'code of the coupon')
export const currency = field('currency', 'ISO 4217 code')
export const products = field('products', 'the products, each with product_id, quantity and price')
export const reason = field('text', 'why, in a few words')
export const storeId = field('text', 'id of the store')
export const url = field('url', 'address of the page')
export const text = (means: string): EventField => field('text', means)
export const count = (means: string): EventField => field('integer', means)
export const money = (means: string): EventField => field('money', means, 'the currency, in whole units')
export const time = (means: string): EventField => field('time', means, 'ISO 8601')

/** What one product is described with. */
export const oneProduct = {
  product_id: needed(productId, 'sku', 'variant_id'),
  sku: text('stock number'),
  variant_id: text('id of the variant'),
  category: text('its category'),
  name: text('its name'),
  brand: text('its brand'),
  variant: text('which one of it, e.g. a colour'),
  price: money('price of one'),
  quantity: count('how many'),
  coupon,
  position: count('its place in the list, from 1'),
  currency,
  value: money('price times quantity'),
  url,
  image_url: field('url', 'address of its picture'),
}

/** What an order came to. */
export const orderTotals = {
  affiliation: text('the store or partner it was sold through'),
  total: money('what was paid'),
  subtotal: money('before tax and delivery, after discounts'),
  revenue: money('of the products, without tax and delivery'),
  shipping: money('delivery'),
  tax: money('tax'),
  discount: money('taken off'),
  coupon,
  currency,
  products,
}

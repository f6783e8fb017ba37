import { type EventFamily, field, needed, ourEvent } from './definition.ts'
import { currency, money, oneProduct, text } from './fields.ts'

const product = {
  product_id: oneProduct.product_id,
  sku: text('stock number'),
  variant_id: text('id of the variant'),
}

/** What changes on the shelf for somebody who waits for it. */
export const stock: EventFamily = {
  title: 'Stock and price',
  events: [
    ourEvent('Back In Stock Requested', 'Wants to hear when it is there again', product, { party: 'zero' }),
    ourEvent(
      'Product Back In Stock',
      'Something this person waited for is there again',
      { ...product, quantity: field('integer', 'how many') },
      { secretOnly: true },
    ),
    ourEvent('Product Low In Stock', 'Something this person wants is almost gone', product, {
      secretOnly: true,
    }),
    ourEvent('Price Drop Requested', 'Wants to hear when it costs less', product, { party: 'zero' }),
    ourEvent(
      'Product Price Dropped',
      'Something this person wants costs less',
      { ...product, price: needed(money('now')), previous_price: money('before'), currency },
      { secretOnly: true },
    ),
  ],
}

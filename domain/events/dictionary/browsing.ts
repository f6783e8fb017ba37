import { type EventFamily, field, needed, segmentEvent } from './definition.ts'
import { oneProduct, products, text, url } from './fields.ts'

const list = {
  list_id: text('id of the list'),
  category: text('category of the list'),
  products,
}
const promotion = {
  promotion_id: needed(text('id of the promotion'), 'name'),
  creative: text('which picture or text'),
  name: text('its name'),
  position: text('where it stood'),
}

/** Looking around. */
export const browsing: EventFamily = {
  title: 'Browsing',
  events: [
    segmentEvent('Products Searched', 'Searched for products', {
      query: needed(text('the words searched for')),
      results: field('integer', 'how many were found'),
    }),
    segmentEvent('Product List Viewed', 'Saw a list or category', list),
    segmentEvent('Product List Filtered', 'Filtered or sorted a list', {
      ...list,
      filters: field('list', 'each with type and value'),
      sorts: field('list', 'each with type and value'),
    }),
    segmentEvent('Promotion Viewed', 'Saw a promotion', promotion),
    segmentEvent('Promotion Clicked', 'Clicked a promotion', promotion),
    segmentEvent('Product Clicked', 'Clicked a product in a list', oneProduct),
    segmentEvent('Product Viewed', 'Looked at a product', oneProduct),
    segmentEvent('Product Shared', 'Shared a product', {
      ...oneProduct,
      share_via: text('by which way'),
      share_message: text('what was written with it'),
      recipient: text('with whom; not stored as an identifier'),
      url,
    }),
    segmentEvent(
      'Product Reviewed',
      'Wrote a review',
      {
        product_id: oneProduct.product_id,
        sku: oneProduct.sku,
        variant_id: oneProduct.variant_id,
        review_id: text('id of the review'),
        review_body: text('what was written'),
        rating: field('number', 'how good it was', 'as the shop counts, most often of 5'),
      },
      { party: 'zero' },
    ),
  ],
}

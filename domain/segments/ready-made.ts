import type { SegmentInput } from '#contract/segments.ts'

export interface ReadyMade extends SegmentInput {
  /** Its lasting name: a shop gets each of them once, and one that it archives does not come back. */
  key: string
}

const make = (key: string, name: string, description: string, rule: SegmentInput['rule']): ReadyMade => ({
  key,
  name,
  description,
  purpose: 'marketing',
  rule,
})

/** The audiences that the journeys begin with. */
export const readyMadeSegments: ReadyMade[] = [
  make('first_time_buyers', 'First-time buyers', 'Bought once, in the last 60 days', {
    all: [
      { type: 'orders', measure: 'count', op: 'exactly', value: 1 },
      { type: 'orders', measure: 'days_since_last', op: 'at_most', value: 60 },
    ],
  }),
  make('lapsed', 'Lapsed', 'Bought at least twice, and not for half a year', {
    all: [
      { type: 'orders', measure: 'count', op: 'at_least', value: 2 },
      { type: 'orders', measure: 'days_since_last', op: 'more_than', value: 180 },
    ],
  }),
  make('vip', 'VIP', 'The top tiers, and those who buy lately, often and for much', {
    any: [
      { type: 'tier', tiers: ['gold', 'platinum', 'diamond', 'vip'] },
      { type: 'rfm', groups: ['champions'] },
    ],
  }),
  make('abandoned_cart', 'Abandoned cart', 'Put something into the cart this week and did not order', {
    type: 'event',
    name: 'Product Added',
    withinDays: 7,
    minutesAgo: 60,
    notFollowedBy: 'Order Completed',
  }),
  make('abandoned_checkout', 'Abandoned checkout', 'Began to pay this week and did not order', {
    type: 'event',
    name: 'Checkout Started',
    withinDays: 7,
    minutesAgo: 60,
    notFollowedBy: 'Order Completed',
  }),
  make('browsing', 'Browsing', 'Looked at three products in three days and bought nothing since', {
    type: 'event',
    name: 'Product Viewed',
    withinDays: 3,
    times: { op: 'at_least', value: 3 },
    notFollowedBy: 'Order Completed',
  }),
  make('near_renewal', 'Subscribers near renewal', 'A subscription that renews within two weeks', {
    type: 'subscription',
    status: ['active'],
    renewsWithinDays: 14,
  }),
  make('wishlist', 'Active wishlists', 'Put something on the wishlist in 90 days and did not order since', {
    type: 'event',
    name: 'Product Added to Wishlist',
    withinDays: 90,
    notFollowedBy: 'Order Completed',
  }),
  make('store_visitors', 'Store visitors', 'Were in a store in the last two weeks', {
    any: [
      { type: 'event', name: 'Store Visited', withinDays: 14 },
      { type: 'orders', measure: 'count', op: 'at_least', value: 1, channel: 'store', withinDays: 14 },
    ],
  }),
  make('recent_buyers', 'Recent buyers', 'Bought in the last 30 days', {
    type: 'orders',
    measure: 'days_since_last',
    op: 'at_most',
    value: 30,
  }),
  make('regulars', 'Regulars', 'Bought at least four times, the last time within 120 days', {
    all: [
      { type: 'orders', measure: 'count', op: 'at_least', value: 4 },
      { type: 'orders', measure: 'days_since_last', op: 'at_most', value: 120 },
    ],
  }),
  make('at_risk', 'At risk', 'Used to buy often or for much, and have stayed away', {
    type: 'rfm',
    groups: ['at_risk', 'cant_lose'],
  }),
  make('likely_to_buy', 'Likely to buy', 'Buy within 30 days with a chance of at least one in three', {
    type: 'prediction',
    name: 'buys_30',
    op: 'at_least',
    value: 0.33,
  }),
  make('likely_to_leave', 'Likely to leave', 'Bought at least twice, and stay away with a chance over 70%', {
    all: [
      { type: 'orders', measure: 'count', op: 'at_least', value: 2 },
      { type: 'prediction', name: 'churns', op: 'more_than', value: 0.7 },
    ],
  }),
  make('email_subscribers', 'E-mail subscribers', 'Said yes to promotion by e-mail', {
    all: [
      { type: 'consent', channel: 'email', purpose: 'marketing', state: 'granted' },
      { type: 'identifier', kind: 'email', present: true },
    ],
  }),
]

import { type EventFamily, field, needed, ourEvent } from './definition.ts'
import { currency, money, reason, text, time } from './fields.ts'

const fromTheShop = { secretOnly: true } as const
const subscription = {
  subscription_id: needed(text('id of the subscription')),
  items: field('list', 'each with product_id, variant_id, name and quantity'),
  interval_unit: text('day, week, month or year'),
  interval_count: field('integer', 'every how many of them'),
  renewal_date: time('the next one'),
  price: money('of one renewal'),
  currency,
}

/** What comes again and again. */
export const subscriptions: EventFamily = {
  title: 'Subscriptions',
  events: [
    ourEvent('Subscription Started', 'Began', subscription, fromTheShop),
    ourEvent('Subscription Updated', 'Was changed', subscription, fromTheShop),
    ourEvent('Subscription Renewal Due', 'The next one is about to be sent', subscription, fromTheShop),
    ourEvent(
      'Subscription Renewed',
      'The next one was sent',
      { ...subscription, order_id: text('its order') },
      fromTheShop,
    ),
    ourEvent('Subscription Skipped', 'One was left out', subscription, fromTheShop),
    ourEvent(
      'Subscription Paused',
      'Rests',
      { ...subscription, paused_until: time('how long') },
      fromTheShop,
    ),
    ourEvent('Subscription Resumed', 'Goes on', subscription, fromTheShop),
    ourEvent('Subscription Swapped', 'Something else is sent', subscription, fromTheShop),
    ourEvent('Subscription Item Swapped', 'One of its items is another one now', subscription, fromTheShop),
    ourEvent('Subscription Payment Failed', 'Could not be paid', { ...subscription, reason }, fromTheShop),
    ourEvent('Subscription Cancelled', 'Ended', { ...subscription, reason }, fromTheShop),
  ],
}

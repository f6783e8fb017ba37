import type { JourneyDefinition } from '#contract/journeys.ts'

/**
 * 8. Interrupted on the way to an order: looking, with a cart, at the till. One journey with a trigger and a
 * message for each, so that only the deepest of the three speaks; a later order or an emptied cart ends it.
 */
export const abandonment: JourneyDefinition = {
  name: 'abandonment',
  title: 'Abandoned cart, browse and checkout',
  about: 'Helps whoever stopped on the way to an order to go on where they were.',
  kind: 'marketing',
  audience: null,
  triggers: [
    { type: 'abandoned', what: 'browse', afterMinutes: 240, leastViews: 2, unlessDeeper: true },
    { type: 'abandoned', what: 'cart', afterMinutes: 60, leastViews: 1, unlessDeeper: true },
    { type: 'abandoned', what: 'checkout', afterMinutes: 45, leastViews: 1, unlessDeeper: true },
  ],
  exclusions: { boughtWithinDays: 1, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: 5, perObject: true },
  holdout: 10,
  priority: 75,
  expectedValue: 1000,
  steps: [
    {
      afterHours: 0,
      when: 'at_once',
      channels: 'best',
      contentTemplate: 'abandoned_cart',
      contentOfTrigger: ['abandoned_browse', 'abandoned_cart', 'abandoned_checkout'],
      offer: null,
      offerRequired: false,
      expiresAfterHours: 18,
      subject: 'abandonment',
    },
    {
      // of looking alone is spoken once: without the offer this message is not worth a second one
      afterHours: 44,
      when: 'best_time',
      channels: 'best',
      contentTemplate: 'abandoned_again',
      offer: 'cart-rescue',
      offerRequired: true,
      expiresAfterHours: 48,
      subject: 'abandonment',
    },
  ],
  stop: { onPurchase: 'any', onEvents: [], afterDays: 5 },
  success: { measure: 'recovery_rate', withinDays: 7 },
  plan: { perArm: 500, weeks: 4 },
}

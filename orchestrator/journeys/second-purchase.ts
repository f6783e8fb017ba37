import type { JourneyDefinition } from '#contract/journeys.ts'

/** 2. After the first order has arrived: picks that go with it, and a small thank-you for the second. */
export const secondPurchase: JourneyDefinition = {
  name: 'second-purchase',
  title: 'Welcome to a second purchase',
  about: 'Shows first-time buyers what goes with their first order, once it has arrived.',
  kind: 'marketing',
  audience: { type: 'orders', measure: 'count', op: 'at_most', value: 1 },
  triggers: [{ type: 'order_delivered', which: 'first' }],
  exclusions: { boughtWithinDays: null, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: null, perObject: false },
  holdout: 15,
  priority: 60,
  expectedValue: 900,
  steps: [
    {
      // the care of what they bought comes first: see post-purchase-care
      afterHours: 120,
      when: 'best_time',
      channels: 'best',
      contentTemplate: 'second_purchase',
      offer: 'welcome-second',
      offerRequired: false,
      expiresAfterHours: 96,
      subject: 'second purchase',
    },
  ],
  stop: { onPurchase: 'any', onEvents: ['Return Requested', 'Order Refunded'], afterDays: 30 },
  success: { measure: 'time_to_next_purchase', withinDays: 45 },
  plan: { perArm: 300, weeks: 8 },
}

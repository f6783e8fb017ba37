import type { JourneyDefinition } from '#contract/journeys.ts'

/** 3. After a first purchase in a department: what other departments have that goes with it. */
export const categoryBridge: JourneyDefinition = {
  name: 'category-bridge',
  title: 'Category bridge',
  about: 'Leads new buyers of one department to what goes with it in the others.',
  kind: 'marketing',
  audience: null,
  triggers: [{ type: 'first_in_category', depth: 2 }],
  exclusions: {
    boughtWithinDays: null,
    openCase: true,
    promotionToday: false,
    journeys: ['second-purchase', 'win-back'],
  },
  reentry: { everyDays: 30, perObject: false },
  holdout: 10,
  priority: 40,
  expectedValue: 500,
  steps: [
    {
      afterHours: 240,
      when: 'best_time',
      channels: 'best',
      contentTemplate: 'category_bridge',
      offer: null,
      offerRequired: false,
      expiresAfterHours: 96,
      subject: 'category bridge',
    },
  ],
  stop: { onPurchase: 'any', onEvents: ['Return Requested', 'Order Refunded'], afterDays: 21 },
  success: { measure: 'revenue_per_visitor', withinDays: 30 },
  plan: { perArm: 600, weeks: 8 },
}

import type { JourneyDefinition } from '#contract/journeys.ts'

/** 9. Two days after a delivery: how to look after it, how others use it. Nothing is sold. */
export const postPurchaseCare: JourneyDefinition = {
  name: 'post-purchase-care',
  title: 'Post-purchase care',
  about: 'Says how to look after what has just arrived, and shows how others use it.',
  kind: 'marketing',
  audience: null,
  triggers: [{ type: 'order_delivered', which: 'any' }],
  exclusions: { boughtWithinDays: null, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: 14, perObject: false },
  holdout: 10,
  priority: 50,
  expectedValue: 300,
  steps: [
    {
      afterHours: 48,
      when: 'best_time',
      channels: 'best',
      contentTemplate: 'post_purchase_care',
      offer: null,
      offerRequired: false,
      expiresAfterHours: 72,
      subject: 'care',
    },
  ],
  stop: {
    onPurchase: null,
    onEvents: ['Return Requested', 'Return Received', 'Order Refunded', 'Order Cancelled'],
    afterDays: 14,
  },
  success: { measure: 'return_rate', withinDays: 30 },
  plan: { perArm: 500, weeks: 8 },
}

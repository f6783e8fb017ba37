import type { JourneyDefinition } from '#contract/journeys.ts'

/** 1. Whoever uses something up is reminded in the window of their own rhythm, and orders it again with one tap. */
export const replenishment: JourneyDefinition = {
  name: 'replenishment',
  title: 'Replenishment',
  about: 'Reminds of what is about to run out, by each customer’s own rhythm.',
  kind: 'marketing',
  audience: { type: 'orders', measure: 'count', op: 'at_least', value: 2 },
  triggers: [{ type: 'replenishment_due', daysBefore: 4 }],
  exclusions: { boughtWithinDays: 2, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: 7, perObject: true },
  holdout: 10,
  priority: 70,
  expectedValue: 600,
  steps: [
    {
      afterHours: 0,
      when: 'best_time',
      channels: 'best',
      contentTemplate: 'replenishment',
      offer: null,
      offerRequired: false,
      expiresAfterHours: 96,
      subject: 'replenishment',
    },
  ],
  stop: { onPurchase: 'trigger_product', onEvents: ['Subscription Started'], afterDays: 14 },
  success: { measure: 'repeat_purchase_rate', withinDays: 21 },
  plan: { perArm: 400, weeks: 8 },
}

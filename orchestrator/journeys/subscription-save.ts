import type { JourneyDefinition } from '#contract/journeys.ts'

/** 10. A renewal comes: what the subscription is good for. One that rests or could not be paid: help, and an offer. */
export const subscriptionSave: JourneyDefinition = {
  name: 'subscription-save',
  title: 'Renewal and subscription save',
  about: 'Speaks of a subscription before it renews, and helps where it rests or could not be paid.',
  kind: 'marketing',
  audience: null,
  triggers: [
    { type: 'subscription', signs: ['renewal_due'], daysBefore: 7 },
    { type: 'subscription', signs: ['paused', 'payment_failed'], daysBefore: 7 },
  ],
  exclusions: { boughtWithinDays: null, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: 20, perObject: true },
  holdout: 10,
  priority: 85,
  expectedValue: 1500,
  steps: [
    {
      afterHours: 2,
      when: 'best_time',
      channels: 'best',
      contentTemplate: 'subscription_renewal',
      contentOfTrigger: ['subscription_renewal', 'subscription_save'],
      offer: 'subscription-save',
      offerRequired: false,
      expiresAfterHours: 96,
      subject: 'subscription',
    },
  ],
  stop: {
    onPurchase: null,
    onEvents: ['Subscription Renewed', 'Subscription Resumed', 'Subscription Cancelled'],
    afterDays: 14,
  },
  success: { measure: 'retention_rate', withinDays: 45 },
  plan: { perArm: 200, weeks: 8 },
}

import type { JourneyDefinition } from '#contract/journeys.ts'

/** 7. The day after a visit: a personal word, signed by the associate where we know them, and what goes with it. */
export const storeVisit: JourneyDefinition = {
  name: 'store-visit',
  title: 'Store-visit follow-up',
  about: 'Follows up on a visit to a store, in the name of the associate who served.',
  kind: 'clienteling',
  audience: null,
  triggers: [{ type: 'store_visit', signs: ['visit', 'purchase', 'appointment', 'note'] }],
  exclusions: { boughtWithinDays: null, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: 14, perObject: false },
  holdout: 10,
  priority: 65,
  expectedValue: 1100,
  steps: [
    {
      afterHours: 20,
      when: 'best_time',
      channels: ['whatsapp', 'email', 'sms'],
      contentTemplate: 'store_visit',
      offer: null,
      offerRequired: false,
      expiresAfterHours: 48,
      subject: 'store visit',
    },
  ],
  stop: { onPurchase: 'any', onEvents: ['Return Requested'], afterDays: 7 },
  success: { measure: 'attachment_rate', withinDays: 21 },
  plan: { perArm: 300, weeks: 8 },
}

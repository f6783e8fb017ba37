import type { JourneyDefinition } from '#contract/journeys.ts'

/** 11. A season or feast begins where somebody lives: picks for it, to those who have been here within a year and a half. */
export const seasonal: JourneyDefinition = {
  name: 'seasonal',
  title: 'Seasonal nudges',
  about: 'Shows picks for the season or feast that begins where the customer lives.',
  kind: 'marketing',
  audience: {
    any: [
      { type: 'orders', measure: 'days_since_last', op: 'at_most', value: 540 },
      { type: 'first_seen', op: 'in_last_days', days: 180 },
    ],
  },
  triggers: [{ type: 'calendar', daysBefore: 0 }],
  exclusions: { boughtWithinDays: 3, openCase: true, promotionToday: false, journeys: ['win-back'] },
  reentry: { everyDays: 10, perObject: false },
  holdout: 10,
  priority: 30,
  expectedValue: 400,
  steps: [
    {
      afterHours: 0,
      when: 'best_time',
      channels: ['email', 'push', 'whatsapp'],
      contentTemplate: 'seasonal',
      offer: null,
      offerRequired: false,
      expiresAfterHours: 96,
      subject: 'season',
    },
  ],
  stop: { onPurchase: 'any', onEvents: [], afterDays: 10 },
  success: { measure: 'conversion', withinDays: 14 },
  plan: { perArm: 1000, weeks: 4 },
}

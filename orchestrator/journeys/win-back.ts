import type { JourneyDefinition } from '#contract/journeys.ts'

/** 12. Silent for longer than their own rhythm explains: a word of value first, an offer only where it is needed. */
export const winBack: JourneyDefinition = {
  name: 'win-back',
  title: 'Win-back',
  about: 'Writes to customers who have been away for longer than their own rhythm explains.',
  kind: 'marketing',
  // whom the model believes to be still with us needs no winning back; where none is trained, everybody may be meant
  audience: { not: { type: 'prediction', name: 'alive', op: 'at_least', value: 0.85 } },
  triggers: [{ type: 'lapsed', rhythms: 2.5, leastDays: 60, onceDays: 120, mostDays: 540 }],
  exclusions: { boughtWithinDays: 30, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: 180, perObject: false },
  holdout: 15,
  priority: 55,
  expectedValue: 700,
  steps: [
    {
      afterHours: 0,
      when: 'best_time',
      channels: 'best',
      contentTemplate: 'win_back',
      offer: null,
      offerRequired: false,
      expiresAfterHours: 96,
      subject: 'win-back',
    },
    {
      afterHours: 192,
      when: 'best_time',
      channels: 'best',
      contentTemplate: 'win_back_again',
      offer: 'win-back',
      offerRequired: true,
      expiresAfterHours: 96,
      subject: 'win-back',
    },
  ],
  stop: { onPurchase: 'any', onEvents: [], afterDays: 30 },
  success: { measure: 'reactivation_rate', withinDays: 45 },
  plan: { perArm: 500, weeks: 8 },
}

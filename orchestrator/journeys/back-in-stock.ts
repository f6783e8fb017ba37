import type { JourneyDefinition } from '#contract/journeys.ts'

/** 4. What somebody asked for, saved or looked at is there again: they hear of it at once, with what goes with it. */
export const backInStock: JourneyDefinition = {
  name: 'back-in-stock',
  title: 'Back in stock',
  about: 'Tells whoever waited for a product that it is there again, and what completes it.',
  kind: 'marketing',
  audience: null,
  triggers: [
    {
      type: 'back_in_stock',
      interest: { shownBy: ['requested', 'wishlist', 'cart', 'viewed'], withinDays: 90 },
    },
  ],
  exclusions: { boughtWithinDays: null, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: 7, perObject: true },
  holdout: 10,
  priority: 90,
  expectedValue: 1200,
  steps: [
    {
      afterHours: 0,
      when: 'at_once',
      channels: ['push', 'whatsapp', 'sms', 'email'],
      contentTemplate: 'back_in_stock',
      offer: null,
      offerRequired: false,
      expiresAfterHours: 24,
      subject: 'back in stock',
    },
  ],
  stop: { onPurchase: 'trigger_product', onEvents: [], afterDays: 7 },
  success: { measure: 'conversion', withinDays: 14 },
  plan: { perArm: 400, weeks: 6 },
}

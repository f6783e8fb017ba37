import type { JourneyDefinition } from '#contract/journeys.ts'

/** 5. What is on a wishlist costs less than at any time of the last thirty days: a short note, and a little more. */
export const priceDrop: JourneyDefinition = {
  name: 'price-drop',
  title: 'Price drop on the wishlist',
  about: 'Tells whoever wishes for a product that its price has fallen.',
  kind: 'marketing',
  audience: null,
  triggers: [
    {
      type: 'price_drop',
      interest: { shownBy: ['requested', 'wishlist'], withinDays: 180 },
      atLeastPercent: 5,
    },
  ],
  exclusions: { boughtWithinDays: null, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: 14, perObject: true },
  holdout: 10,
  priority: 80,
  expectedValue: 1000,
  steps: [
    {
      afterHours: 0,
      when: 'at_once',
      channels: ['push', 'email', 'whatsapp', 'sms'],
      contentTemplate: 'price_drop',
      offer: 'wishlist-drop',
      offerRequired: false,
      expiresAfterHours: 36,
      subject: 'price drop',
    },
  ],
  stop: { onPurchase: 'trigger_product', onEvents: [], afterDays: 7 },
  success: { measure: 'engagement', withinDays: 7 },
  plan: { perArm: 400, weeks: 6 },
}

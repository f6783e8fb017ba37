import type { JourneyDefinition } from '#contract/journeys.ts'

/** 6. New goods are open to the top tiers first; search and cart hold the others back until the release. */
export const earlyAccess: JourneyDefinition = {
  name: 'early-access',
  title: 'Early access for VIPs',
  about: 'Invites the tiers that a release is open to early, as long as it is theirs alone.',
  kind: 'marketing',
  audience: null,
  triggers: [{ type: 'early_access', leastHoursLeft: 24 }],
  exclusions: { boughtWithinDays: null, openCase: true, promotionToday: false, journeys: [] },
  reentry: { everyDays: 3, perObject: false },
  holdout: 10,
  priority: 85,
  expectedValue: 1500,
  steps: [
    {
      afterHours: 0,
      when: 'at_once',
      channels: 'best',
      contentTemplate: 'early_access',
      offer: 'vip-free-shipping',
      offerRequired: false,
      expiresAfterHours: 48,
      subject: 'early access',
    },
  ],
  stop: { onPurchase: 'trigger_product', onEvents: [], afterDays: 14 },
  success: { measure: 'loyalty', withinDays: 30 },
  plan: { perArm: 200, weeks: 8 },
}

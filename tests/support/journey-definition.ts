import type { JourneyDefinition } from '#contract/journeys.ts'

let count = 0

/** A small journey of two steps by SMS. */
export function journeyOf(more: Partial<JourneyDefinition> = {}): JourneyDefinition {
  const name = more.name ?? `journey-${++count}`
  const step = {
    afterHours: 0,
    when: 'at_once' as const,
    channels: ['sms' as const],
    contentTemplate: 'hello',
    offer: null,
    offerRequired: false,
    expiresAfterHours: 24,
    subject: null,
  }
  return {
    name,
    title: 'A journey',
    about: 'It says hello, and a day later again.',
    kind: 'marketing',
    audience: null,
    triggers: [{ type: 'event', name: 'Thing Happened' }],
    exclusions: { boughtWithinDays: null, openCase: true, promotionToday: false, journeys: [] },
    reentry: { everyDays: null, perObject: false },
    holdout: 0,
    priority: 10,
    expectedValue: 100,
    steps: [step, { ...step, afterHours: 24 }],
    stop: { onPurchase: 'any', onEvents: [], afterDays: 14 },
    success: { measure: 'conversion', withinDays: 14 },
    plan: { perArm: 100, weeks: 2 },
    ...more,
  }
}

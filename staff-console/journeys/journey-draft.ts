import type { JourneyDefinition, JourneyStep } from '#contract/journeys.ts'
import type { Rule } from '#contract/segments.ts'
import type { SegmentFields } from '#contract/staff-segments.ts'
import { newCondition } from '../segments/new-condition.ts'
import { type DraftGroup, draftOf, newKey, problemsOf, ruleOf } from '../segments/rule-draft.ts'
import { texts } from '../texts.ts'

const words = texts.journeys.definition

/** Whom it is for, as the form holds it. `deep`: a rule that the form cannot show, kept as it is. */
export type AudienceDraft =
  | { mode: 'everybody' }
  | { mode: 'rule'; group: DraftGroup }
  | { mode: 'deep'; rule: Rule }

export interface StepDraft extends JourneyStep {
  key: number
}

export interface JourneyDraft extends Omit<JourneyDefinition, 'audience' | 'steps' | 'triggers'> {
  audience: AudienceDraft
  steps: StepDraft[]
  triggers: { key: number; trigger: JourneyDefinition['triggers'][number] }[]
}

export function draftOfJourney(journey: JourneyDefinition): JourneyDraft {
  const { audience, steps, triggers, ...rest } = journey
  return {
    ...rest,
    audience: audienceOf(audience),
    steps: steps.map((step) => ({ ...step, key: newKey() })),
    triggers: triggers.map((trigger) => ({ key: newKey(), trigger })),
  }
}

function audienceOf(audience: Rule | null): AudienceDraft {
  if (audience === null) return { mode: 'everybody' }
  const group = draftOf(audience)
  return group ? { mode: 'rule', group } : { mode: 'deep', rule: audience }
}

/** A group to begin with. */
export const firstGroup = (fields: SegmentFields): DraftGroup => ({
  key: newKey(),
  mode: 'all',
  parts: [{ key: newKey(), condition: newCondition('orders', fields, null) }],
})

/** What a draft says; null where its audience is not whole. */
export function journeyOf(draft: JourneyDraft): JourneyDefinition | null {
  const { audience, steps, triggers, ...rest } = draft
  if (audience.mode === 'rule' && problemsOf(audience.group).size > 0) return null
  return {
    ...rest,
    name: rest.name.trim(),
    audience:
      audience.mode === 'everybody'
        ? null
        : audience.mode === 'deep'
          ? audience.rule
          : ruleOf(audience.group),
    triggers: triggers.map(({ trigger }) => trigger),
    steps: steps.map(({ key: _, ...step }) => step),
  }
}

/** Fields that nobody has filled in, by path; the server has all other rules. */
export function missingIn(draft: JourneyDraft): Record<string, string> {
  const { audience, steps, triggers, ...rest } = draft
  const found: Record<string, string> = {}
  const plain = {
    ...rest,
    steps: steps.map(({ key: _, ...step }) => step),
    triggers: triggers.map((each) => each.trigger),
  }
  look(plain, [], found)
  if (audience.mode === 'rule' && problemsOf(audience.group).size > 0)
    found.audience = words.audience.incomplete
  return found
}

function look(value: unknown, path: (string | number)[], found: Record<string, string>): void {
  if (typeof value === 'number' && Number.isNaN(value)) found[path.join('.')] = words.needNumber
  if (typeof value === 'string' && value.trim() === '') found[path.join('.')] = words.needText
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) look(inner, [...path, key], found)
}

export const emptyStep = (): StepDraft => ({
  key: newKey(),
  afterHours: 24,
  when: 'best_time',
  channels: 'best',
  contentTemplate: '',
  offer: null,
  offerRequired: false,
  expiresAfterHours: 48,
  subject: null,
})

export const emptyJourney = (): JourneyDraft => ({
  name: '',
  title: '',
  about: '',
  kind: 'marketing',
  audience: { mode: 'everybody' },
  triggers: [{ key: newKey(), trigger: { type: 'order_delivered', which: 'any' } }],
  exclusions: { boughtWithinDays: null, openCase: true, promotionToday: true, journeys: [] },
  reentry: { everyDays: 30, perObject: false },
  holdout: 10,
  priority: 50,
  expectedValue: 0,
  steps: [{ ...emptyStep(), afterHours: 1 }],
  stop: { onPurchase: 'any', onEvents: [], afterDays: 14 },
  success: { measure: 'conversion', withinDays: 14 },
  plan: { perArm: 400, weeks: 8 },
})

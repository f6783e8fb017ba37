import { z } from 'zod'
import { contentSlug } from './content-modules.ts'
import { journeyTrigger } from './journey-triggers.ts'
import { deliveryChannels } from './outbound.ts'
import { type Rule, ruleInput } from './segments.ts'

/**
 * A journey as the form builds it, the API takes it and the database keeps it, version by version. Unknown
 * fields are refused, so that a misspelt one is never ignored.
 */
export const journeyKinds = ['marketing', 'clienteling', 'service'] as const
export type JourneyKind = (typeof journeyKinds)[number]

/** `paused`: nobody enters and nothing leaves, those inside wait. `off`: nobody is inside. */
export const journeyStatuses = ['off', 'on', 'paused'] as const
export type JourneyStatus = (typeof journeyStatuses)[number]

export const successMeasures = [
  'repeat_purchase_rate',
  'time_to_next_purchase',
  'revenue_per_visitor',
  'conversion',
  'engagement',
  'loyalty',
  'attachment_rate',
  'recovery_rate',
  'return_rate',
  'retention_rate',
  'reactivation_rate',
] as const
export type SuccessMeasure = (typeof successMeasures)[number]

/**
 * What counts as reached: they bought; they clicked, answered or bought; of their orders nothing came back;
 * their subscription was not cancelled.
 */
export type SuccessSign = 'purchase' | 'engagement' | 'nothing_returned' | 'not_cancelled'

export const signOfSuccess: Record<SuccessMeasure, SuccessSign> = {
  repeat_purchase_rate: 'purchase',
  time_to_next_purchase: 'purchase',
  revenue_per_visitor: 'purchase',
  conversion: 'purchase',
  engagement: 'engagement',
  loyalty: 'purchase',
  attachment_rate: 'purchase',
  recovery_rate: 'purchase',
  return_rate: 'nothing_returned',
  retention_rate: 'not_cancelled',
  reactivation_rate: 'purchase',
}

/** Why somebody's way through a journey is over. Closed: a reason that is not here cannot be given. */
export const exitReasons = [
  'completed',
  'bought',
  'event',
  'no_longer_true',
  'opted_out',
  'open_case',
  'held_out',
  'never_reachable',
  'timed_out',
  'switched_off',
  'stopped_by_staff',
  'merged',
  'erased',
] as const
export type ExitReason = (typeof exitReasons)[number]

/** Why somebody whom the trigger named did not enter. */
export const exclusionReasons = [
  'bought_lately',
  'open_case',
  'promotion_today',
  'in_another_journey',
  'already_inside',
  'entered_lately',
] as const
export type ExclusionReason = (typeof exclusionReasons)[number]

const HOURS_A_DAY = 24
const MOST_STEPS = 6

const storable = (text: string) => !/\0|\p{Surrogate}/u.test(text)
const line = (most: number) =>
  z.string().trim().min(1).max(most).refine(storable, 'holds a character that is no text')
const slug = z
  .string()
  .trim()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters and digits with - between them, such as win-back')
const days = (least: number, most: number) => z.number().int().min(least).max(most)

const channelOrder = z
  .array(z.enum(['web', ...deliveryChannels]))
  .min(1)
  .max(5)
  .refine((channels) => new Set(channels).size === channels.length, 'a channel stands there twice')

const step = z
  .strictObject({
    /** After the one before it was due; of the first, after entering. */
    afterHours: z.number().min(0).max(2160),
    /** `best_time`: at this person's best hour of the day that follows. */
    when: z.enum(['at_once', 'best_time']),
    /** `best`: by reach, engagement and cost, for each person anew. */
    channels: z.union([z.literal('best'), channelOrder]),
    /** Name of the content template. */
    contentTemplate: contentSlug,
    /** In its place, one for each trigger of the journey. */
    contentOfTrigger: z.array(contentSlug).min(1).max(3).optional(),
    /** Name of the offer it carries, where the offer's own rules allow it. */
    offer: slug.nullable(),
    /** Without the offer it does not go out at all. */
    offerRequired: z.boolean(),
    /** After so long it is too late to send it. */
    expiresAfterHours: z.number().min(1).max(720),
    /** What it is about, for rules that count by subject. */
    subject: line(100).nullable(),
  })
  .refine((given) => given.offer !== null || !given.offerRequired, {
    path: ['offerRequired'],
    message: 'no offer is named',
  })
export type JourneyStep = z.output<typeof step>

/** In per cent; hundredths are the finest that the hash tells apart. */
const share = z
  .number()
  .min(0)
  .max(50, 'at most 50: more held out than reached measures worse')
  .refine((percent) => Math.abs(percent * 100 - Math.round(percent * 100)) < 1e-9, 'at most two decimals')

export const purchaseStops = ['any', 'trigger_product', 'category'] as const
export type PurchaseStop = (typeof purchaseStops)[number]

const definition = z.strictObject({
  name: slug,
  title: line(80),
  /** One sentence. */
  about: line(300),
  kind: z.enum(journeyKinds),
  /** null: everybody. */
  audience: ruleInput.nullable(),
  /** Each of them lets people in. */
  triggers: z.array(journeyTrigger).min(1).max(3),
  exclusions: z.strictObject({
    boughtWithinDays: days(1, 730).nullable(),
    openCase: z.boolean(),
    promotionToday: z.boolean(),
    /** Whoever is in one of these. */
    journeys: z.array(slug).max(20),
  }),
  reentry: z.strictObject({
    /** null: once, and never again. */
    everyDays: days(1, 1095).nullable(),
    /** Counted for each product, order or cart by itself. */
    perObject: z.boolean(),
  }),
  holdout: share,
  priority: z.number().int().min(0).max(100),
  /** Of one message, in minor units of the shop's currency. */
  expectedValue: z.number().int().min(0).max(1_000_000_000),
  steps: z.array(step).min(1).max(MOST_STEPS),
  stop: z.strictObject({
    onPurchase: z.enum(purchaseStops).nullable(),
    onEvents: z.array(line(200)).max(20),
    afterDays: days(1, 365),
  }),
  success: z.strictObject({ measure: z.enum(successMeasures), withinDays: days(1, 365) }),
  /** Fixed before: until then a readout says "too early". */
  plan: z.strictObject({ perArm: z.number().int().min(1).max(10_000_000), weeks: days(1, 52) }),
})

export const journeyInput = definition.superRefine((given, context) => {
  const fault = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message })
  const hours = given.steps.reduce((sum, { afterHours }) => sum + afterHours, 0)
  if (hours > given.stop.afterDays * HOURS_A_DAY)
    fault(['stop', 'afterDays'], 'the journey would end before its last step')
  if (given.exclusions.journeys.includes(given.name))
    fault(['exclusions', 'journeys'], 'a journey cannot exclude those who are in it: see re-entry')
  // an offer sells: it needs the consent, caps and hours of marketing
  for (const [at, { offer }] of given.steps.entries())
    if (given.kind === 'service' && offer !== null)
      fault(['steps', at, 'offer'], 'a service message carries no offer')
  for (const [at, { contentOfTrigger }] of given.steps.entries())
    if (contentOfTrigger && contentOfTrigger.length !== given.triggers.length)
      fault(['steps', at, 'contentOfTrigger'], 'one for each trigger, in their order')
})
export type JourneyDefinition = z.output<typeof definition> & { audience: Rule | null }

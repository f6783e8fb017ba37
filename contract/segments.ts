import { z } from 'zod'

/**
 * The rule of a segment, as the form builds it, the API takes it and the database keeps it: groups of `all`,
 * `any` and `not` around conditions. Unknown fields are refused, so that a misspelt one is never ignored.
 */
export const segmentPurposes = ['service', 'clienteling', 'marketing', 'personalisation'] as const
export type SegmentPurpose = (typeof segmentPurposes)[number]

export const numberComparisons = ['at_least', 'at_most', 'more_than', 'less_than', 'exactly'] as const
export type NumberComparison = (typeof numberComparisons)[number]

export const rfmGroups = [
  'champions',
  'loyal',
  'potential_loyalist',
  'new',
  'promising',
  'need_attention',
  'at_risk',
  'cant_lose',
  'hibernating',
  'lost',
] as const
export type RfmGroup = (typeof rfmGroups)[number]

export const predictionNames = [
  'buys_30',
  'churns',
  'alive',
  'orders_30',
  'orders_90',
  'orders_365',
  'value_30',
  'value_90',
  'value_365',
  'engages_email',
  'engages_sms',
  'engages_whatsapp',
  'engages_push',
] as const
export type PredictionName = (typeof predictionNames)[number]

export const consentChannels = ['web', 'email', 'sms', 'whatsapp', 'push'] as const
export const consentPurposes = [
  'transactional',
  'service',
  'clienteling',
  'marketing',
  'personalisation',
] as const
export const consentStates = ['granted', 'denied', 'pending', 'none'] as const

const MAX_DEPTH = 8
const MAX_CONDITIONS = 60

// PostgreSQL keeps no NUL, and half a surrogate pair is no character
const word = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'holds a character that is no text')
const days = z.number().int().min(1).max(3650)
const amount = z.number().min(-1e12).max(1e12)
const scalar = z.union([word, amount, z.boolean()])
const currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as USD')
const day = z.iso.date()

/** A comparison with the value of a trait, or of a property of an event. */
const comparison = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['is', 'is_not']), value: scalar }),
  z.strictObject({ op: z.enum(['in', 'not_in']), values: z.array(scalar).min(1).max(100) }),
  z.strictObject({ op: z.enum(['contains', 'starts_with']), value: word }),
  z.strictObject({ op: z.enum(numberComparisons), value: amount }),
  z.strictObject({ op: z.enum(['before', 'after']), day }),
  z.strictObject({ op: z.enum(['in_last_days', 'in_next_days']), days }),
  z.strictObject({ op: z.enum(['known', 'unknown']) }),
])
export type Comparison = z.infer<typeof comparison>

const times = z.strictObject({
  op: z.enum(numberComparisons),
  value: z.number().int().min(0).max(1_000_000),
})

const trait = z.strictObject({ type: z.literal('trait'), name: word, is: comparison })

const event = z.strictObject({
  type: z.literal('event'),
  name: word,
  /** Without it: ever. */
  withinDays: days.optional(),
  /** Only those at least this old: an interruption needs a moment to be one. */
  minutesAgo: z.number().int().min(1).max(525_600).optional(),
  /** Without it: at least once. */
  times: times.optional(),
  where: z
    .array(z.strictObject({ property: word, is: comparison }))
    .max(10)
    .optional(),
  /** And no event of this name came after the last of them; an order counts as "Order Completed". */
  notFollowedBy: word.optional(),
})

const orders = z
  .strictObject({
    type: z.literal('orders'),
    measure: z.enum(['count', 'revenue', 'average', 'days_since_last', 'days_since_first']),
    op: z.enum(numberComparisons),
    /** Minor units for revenue and average. */
    value: amount,
    withinDays: days.optional(),
    /** Needed for revenue and average: amounts of two currencies do not add up. */
    currency: currency.optional(),
    channel: word.optional(),
    storeId: word.optional(),
    productId: word.optional(),
  })
  .refine(
    (condition) => !['revenue', 'average'].includes(condition.measure) || condition.currency !== undefined,
    { path: ['currency'], message: 'revenue and average need a currency' },
  )
  .refine(
    ({ productId, channel, storeId }) => productId === undefined || (channel ?? storeId) === undefined,
    { path: ['productId'], message: 'a product goes with neither channel nor store' },
  )

const segment = z.strictObject({ type: z.literal('segment'), segmentId: word })
const rfm = z.strictObject({ type: z.literal('rfm'), groups: z.array(z.enum(rfmGroups)).min(1).max(10) })
const cluster = z.strictObject({ type: z.literal('cluster'), cluster: word })
const prediction = z.strictObject({
  type: z.literal('prediction'),
  name: z.enum(predictionNames),
  op: z.enum(numberComparisons),
  value: amount,
})
const consent = z.strictObject({
  type: z.literal('consent'),
  channel: z.enum(consentChannels),
  purpose: z.enum(consentPurposes),
  state: z.enum(consentStates),
})
const tier = z.strictObject({ type: z.literal('tier'), tiers: z.array(word).min(1).max(50) })
const points = z.strictObject({ type: z.literal('points'), op: z.enum(numberComparisons), value: amount })
const subscription = z.strictObject({
  type: z.literal('subscription'),
  status: z.array(word).min(1).max(20).optional(),
  renewsWithinDays: days.optional(),
})
const identifier = z.strictObject({ type: z.literal('identifier'), kind: word, present: z.boolean() })
const firstSeen = z.strictObject({
  type: z.literal('first_seen'),
  op: z.enum(['in_last_days', 'before_last_days']),
  days,
})

const condition = z.discriminatedUnion('type', [
  trait,
  event,
  orders,
  segment,
  rfm,
  cluster,
  prediction,
  consent,
  tier,
  points,
  subscription,
  identifier,
  firstSeen,
])
export type Condition = z.infer<typeof condition>
export type ConditionOf<T extends Condition['type']> = Extract<Condition, { type: T }>

export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | Condition

/** One schema for each depth, so that nothing is read deeper than that. */
const rulesByDepth: z.ZodType<Rule>[] = [condition]
for (let depth = 1; depth <= MAX_DEPTH; depth++) {
  const inner = rulesByDepth[depth - 1] ?? condition
  const several = z.array(inner).min(1).max(MAX_CONDITIONS)
  rulesByDepth.push(
    z.union([
      z.strictObject({ all: several }),
      z.strictObject({ any: several }),
      z.strictObject({ not: inner }),
      condition,
    ]),
  )
}

/** Every condition of a rule, in the order in which it is written. */
export function conditionsOf(rule: Rule): Condition[] {
  if ('all' in rule) return rule.all.flatMap(conditionsOf)
  if ('any' in rule) return rule.any.flatMap(conditionsOf)
  if ('not' in rule) return conditionsOf(rule.not)
  return [rule]
}

/** What OpenAPI says of a rule: its depths spelt out would be 250 MB, and 40 s of every start. */
const described: z.ZodType<unknown> = z
  .looseObject({})
  .describe('A condition, or all, any or not of rules, at most 8 deep (docs/segments.md)')

export const ruleInput: z.ZodType<Rule> = described
  .pipe(rulesByDepth[MAX_DEPTH] ?? condition)
  .refine((rule) => conditionsOf(rule).length <= MAX_CONDITIONS, `at most ${MAX_CONDITIONS} conditions`)

/** A segment as the form sends it. */
export const segmentInput = z.strictObject({
  name: word,
  description: z.string().trim().max(500).default(''),
  purpose: z.enum(segmentPurposes).default('marketing'),
  rule: ruleInput,
})
export type SegmentInput = z.infer<typeof segmentInput>

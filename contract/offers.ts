import { z } from 'zod'
import type { Money } from './money.ts'
import { type Rule, ruleInput } from './segments.ts'

/**
 * What the shop may give away: an offer is data, and every answer about one names the rules that were asked.
 * Amounts are minor units of the offer's currency.
 */
export const offerKinds = ['percent', 'amount', 'free_shipping', 'points_multiplier', 'gift'] as const
export type OfferKind = (typeof offerKinds)[number]

export const offerStatuses = ['draft', 'live', 'paused', 'ended'] as const
export type OfferStatus = (typeof offerStatuses)[number]

/** What is asked before an offer is given; each answer names every one of them, passed or not. */
export const offerRules = [
  'status',
  'period',
  'eligibility',
  'tier',
  'held',
  'cooldown',
  'total_budget',
  'day_budget',
  'customer_budget',
  'points',
  'currency',
  'applies_to',
  'subtotal',
  'stacking',
  'margin_floor',
  'incentive',
] as const
export type OfferRule = (typeof offerRules)[number]

/** Why an offer is not given. */
export const offerReasons = [
  'unknown_offer',
  'not_live',
  'not_started',
  'ended',
  'not_eligible',
  'tier_too_low',
  'already_has_it',
  'cooldown',
  'budget_spent',
  'day_budget_spent',
  'customer_budget_spent',
  'not_enough_points',
  'currency_mismatch',
  'nothing_it_applies_to',
  'min_subtotal',
  'not_combinable',
  'below_margin_floor',
  'cost_unknown',
  'no_incentive_needed',
] as const
export type OfferReason = (typeof offerReasons)[number]

/** The same for the staff. */
export const offerReasonWords: Record<OfferReason, string> = {
  unknown_offer: 'there is no such offer',
  not_live: 'the offer is not live',
  not_started: 'the offer has not begun',
  ended: 'the offer has ended',
  not_eligible: 'the offer is not for this customer',
  tier_too_low: 'the offer is for other loyalty tiers',
  already_has_it: 'has this offer already',
  cooldown: 'had this offer a short while ago',
  budget_spent: 'the offer’s budget is spent',
  day_budget_spent: 'the offer’s budget of today is spent',
  customer_budget_spent: 'the customer had as much of this offer as one may have',
  not_enough_points: 'has too few loyalty points',
  currency_mismatch: 'the offer is in another currency',
  nothing_it_applies_to: 'the offer applies to nothing in the basket',
  min_subtotal: 'the basket is too small',
  not_combinable: 'does not go with another offer',
  below_margin_floor: 'would fall under the margin floor',
  cost_unknown: 'what the goods cost is not known',
  no_incentive_needed: 'needs no incentive',
}

/** Why a code gives nothing. */
export const codeReasons = ['unknown_code', 'code_used', 'code_expired', 'code_withdrawn'] as const
export type CodeReason = (typeof codeReasons)[number]

const MOST = 1e11
const minor = z
  .number()
  .int('a whole number of minor units')
  .positive('more than nothing')
  .max(MOST, 'too much')
const budget = z
  .number()
  .int('a whole number')
  .positive('a budget of nothing gives nothing: leave it empty for no limit')
  .max(MOST, 'too much')
  .nullable()
  .default(null)
// PostgreSQL keeps no NUL, and half a surrogate pair is no character
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(most)
    .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'holds a character that is no text')
const ids = z.array(words(200)).max(500).default([])
const twoDecimals = (value: number) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-9

/** Each list empty: everything, or nothing left out. A category holds what is below it. */
const appliesTo = z.strictObject({
  categories: ids,
  brands: ids,
  productIds: ids,
  excludedCategories: ids,
  excludedBrands: ids,
  excludedProductIds: ids,
})
export type AppliesTo = z.output<typeof appliesTo>

const limits = z.strictObject({ total: budget, perDay: budget, perCustomer: budget })

const offerFields = z.strictObject({
  name: z
    .string()
    .trim()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words with hyphens, such as win-back'),
  /** For shoppers. */
  title: words(80).refine((text) => !/\{\{|\}\}/.test(text), 'is said as it stands: no places to fill'),
  kind: z.enum(offerKinds),
  /**
   * Of 100 for percent; minor units for amount, free_shipping and gift (the last two: what it costs the shop);
   * how many times the points for points_multiplier.
   */
  value: z.number().positive('more than nothing').max(MOST, 'too much'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as USD'),
  appliesTo: appliesTo.default(appliesTo.parse({})),
  /** Of the lines it applies to, before anything is taken off. */
  minSubtotal: minor.nullable().default(null),
  /** The most that one of them takes off or costs; needed for a percentage with a budget of money. */
  maxDiscount: minor.nullable().default(null),
  gift: z
    .strictObject({ productId: words(200), variantId: words(200).nullable().default(null) })
    .nullable()
    .default(null),
  /** For points_multiplier: points earned for each whole unit of currency, and what 100 points cost the shop. */
  points: z
    .strictObject({ perUnit: z.number().positive().max(1000), costOf100: minor })
    .nullable()
    .default(null),
  /** Who may have it, as a rule over profile and segments; null: everybody. */
  eligibility: ruleInput.nullable().default(null),
  /** Loyalty tiers it is for; empty: any, and none. */
  tiers: z.array(words(100)).max(50).default([]),
  /** What a tier gets on top of the value, in the value's own unit. */
  tierBoosts: z.record(words(100), z.number().positive('more than nothing').max(MOST)).default({}),
  /** A reward: what it costs the customer in loyalty points. */
  loyaltyCost: z.number().int().positive('more than nothing').max(1e9).nullable().default(null),
  /** Money. */
  budgets: limits.default(limits.parse({})),
  /** How many. */
  counts: limits.default(limits.parse({})),
  /** Between two of them for one customer. */
  cooldownDays: z.number().int().min(0).max(3650).default(0),
  /** Least margin of every line, in per cent of what is left of its price; null: no floor is held. */
  marginFloor: z.number().min(0).max(95, 'at most 95').refine(twoDecimals, 'at most two decimals').nullable(),
  stacking: z
    .strictObject({
      /** Of one group only one applies to an order; null: it is in none. */
      group: words(60).nullable().default(null),
      combinable: z.boolean().default(false),
      /** The higher is applied first. */
      priority: z.number().int().min(0).max(1000).default(0),
    })
    .default({ group: null, combinable: false, priority: 0 }),
  codes: z.enum(['single_use', 'none']).default('single_use'),
  /** Whether the agent may give it to who asks; else only journeys and associates do. */
  onRequest: z.boolean().default(false),
  validDays: z.number().int().min(1, 'at least a day').max(366),
  startsAt: z.iso.datetime({ offset: true }).nullable().default(null),
  endsAt: z.iso.datetime({ offset: true }).nullable().default(null),
  /** Nothing for whom it would bring in less than it costs. */
  onlyWhereNeeded: z.boolean().default(false),
})

type Fields = z.output<typeof offerFields>
type Wrong = [path: (string | number)[], message: string]

/** An offer as the form sends it. */
export const offerInput = offerFields.superRefine((offer, context) => {
  for (const [path, message] of [...wrongOfKind(offer), ...wrongOfBudgets(offer), ...wrongOfTime(offer)])
    context.addIssue({ code: 'custom', path, message })
})
/** What a caller writes: what has a default may be left out. */
export type OfferInput = z.input<typeof offerInput>
export type CheckedOffer = Omit<Fields, 'eligibility'> & { eligibility: Rule | null }

function wrongOfKind({ kind, value, tierBoosts, gift, points, tiers }: Fields): Wrong[] {
  const wrong: Wrong[] = []
  const boosts = Object.entries(tierBoosts)
  const whole = kind === 'amount' || kind === 'free_shipping' || kind === 'gift'
  if (whole && !Number.isInteger(value)) wrong.push([['value'], 'a whole number of minor units'])
  if (kind === 'percent' && value > 100) wrong.push([['value'], 'more than the whole price'])
  if (kind === 'percent' && !twoDecimals(value)) wrong.push([['value'], 'at most two decimals'])
  if (kind === 'points_multiplier' && (value <= 1 || value > 10))
    wrong.push([['value'], 'more than 1 and at most 10'])
  if ((kind === 'gift') !== (gift !== null))
    wrong.push([['gift'], kind === 'gift' ? 'which product is given' : 'goes with the kind gift only'])
  if ((kind === 'points_multiplier') !== (points !== null))
    wrong.push([['points'], points === null ? 'what points are worth' : 'goes with points_multiplier only'])
  for (const [tier, extra] of boosts) {
    if (whole && !Number.isInteger(extra)) wrong.push([['tierBoosts', tier], 'a whole number of minor units'])
    if (kind === 'percent' && (value + extra > 100 || !twoDecimals(extra)))
      wrong.push([['tierBoosts', tier], 'with it, more than the whole price, or finer than two decimals'])
    if (kind === 'points_multiplier' && value + extra > 10)
      wrong.push([['tierBoosts', tier], 'with it, more than 10 times the points'])
    if (kind === 'gift') wrong.push([['tierBoosts', tier], 'a gift cannot be boosted'])
    if (tiers.length > 0 && !tiers.some((one) => one.toLowerCase() === tier.toLowerCase()))
      wrong.push([['tierBoosts', tier], 'the offer is not for this tier'])
  }
  return wrong
}

function wrongOfBudgets(offer: Fields): Wrong[] {
  const { budgets, counts, maxDiscount, kind, currency } = offer
  const wrong: Wrong[] = []
  const money = Object.entries(budgets).filter((entry): entry is [string, number] => entry[1] !== null)
  const most = mostItCosts(offer)
  if (money.length > 0 && most === null)
    wrong.push([['maxDiscount'], 'a budget of money needs the most that one of them may cost'])
  for (const [name, limit] of money)
    if (most !== null && limit > 0 && most > limit)
      wrong.push([
        ['budgets', name],
        `one of them may cost ${most} (minor units of ${currency}): nobody could have it`,
      ])
  if (kind === 'amount' && maxDiscount !== null)
    wrong.push([['maxDiscount'], 'the value is the most already'])
  for (const each of [budgets, counts])
    for (const name of ['perDay', 'perCustomer'] as const)
      if (each.total !== null && (each[name] ?? 0) > each.total)
        wrong.push([[each === budgets ? 'budgets' : 'counts', name], 'more than the total'])
  return wrong
}

function wrongOfTime({ startsAt, endsAt }: Fields): Wrong[] {
  if (startsAt === null || endsAt === null || Date.parse(startsAt) < Date.parse(endsAt)) return []
  return [[['endsAt'], 'is not after the beginning']]
}

/** The most that one of them may cost, with the greatest boost; null: as much as the basket makes it. */
export function mostItCosts({
  kind,
  value,
  maxDiscount,
  tierBoosts = {},
}: Pick<Fields, 'kind' | 'value' | 'maxDiscount'> & { tierBoosts?: Record<string, number> }): number | null {
  if (kind === 'percent' || kind === 'points_multiplier') return maxDiscount
  return value + Math.max(0, ...Object.values(tierBoosts))
}

/** One rule's answer. */
export interface Explained {
  rule: OfferRule
  passed: boolean
  /** null where it passed. */
  reason: OfferReason | null
  /** For the staff: a clause without a full stop. */
  words: string
  detail: Record<string, string | number | boolean | null>
}

/** What the rules say of one offer for one customer; `reason` is that of the first rule that did not pass. */
export interface OfferAnswer {
  offerId: string
  name: string
  title: string
  allowed: boolean
  reason: OfferReason | null
  /** Of this customer, tier boost included; in the unit of the kind. */
  value: number
  /** What it takes off this basket; null where none was given, or it takes nothing off. */
  gives: Money | null
  /** The most it may cost the shop; null: as much as the basket makes it. */
  mostCost: Money | null
  explanation: Explained[]
}

/** An offer as the console reads it. */
export interface OfferView extends CheckedOffer {
  offerId: string
  status: OfferStatus
  rev: number
  createdAt: string
  updatedAt: string
  updatedBy: string | null
}

/** One budget: `limit` null is no limit, and then nothing is left to say. */
export interface BudgetLine {
  limit: number | null
  /** Redeemed, and what it really cost. */
  spent: number
  /** Issued and still open. */
  reserved: number
  left: number | null
}

export interface OfferBudgets {
  offerId: string
  currency: string
  money: BudgetLine
  count: BudgetLine
  today: { day: string; money: BudgetLine; count: BudgetLine }
  days: { day: string; issued: number; redeemed: number; reserved: number; spent: number }[]
}

import { z } from 'zod'

/**
 * What makes somebody enter a journey, as the form builds it and the definition keeps it. One kind per thing
 * that can happen; unknown fields are refused.
 */
const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'holds a character that is no text')
const days = (least: number, most: number) => z.number().int().min(least).max(most)

/** How somebody has shown that they want a product. */
export const interestKinds = ['requested', 'wishlist', 'cart', 'viewed'] as const
export type InterestKind = (typeof interestKinds)[number]

const interest = z.strictObject({
  shownBy: z.array(z.enum(interestKinds)).min(1).max(interestKinds.length),
  /** An older wish counts no more. */
  withinDays: days(1, 730),
})

/** Used up soon, by the person's own rhythm; object: the product. Nobody enters without a rhythm. */
const replenishment = z.strictObject({
  type: z.literal('replenishment_due'),
  /** Before the day it is expected to be wanted. */
  daysBefore: days(0, 60),
})

/** An order has arrived; object: the order. */
const delivered = z.strictObject({
  type: z.literal('order_delivered'),
  /** Only a first order, or any. */
  which: z.enum(['first', 'any']),
})

/** Bought in a department for the first time; object: the department. */
const firstInCategory = z.strictObject({
  type: z.literal('first_in_category'),
  /** How many steps of a path such as Clothing > Jackets make a department. */
  depth: days(1, 3),
})

/** Can be bought again after it was sold out; object: the product. */
const backInStock = z.strictObject({ type: z.literal('back_in_stock'), interest })

/** Costs less than at any time in the thirty days before; object: the product. */
const priceDrop = z.strictObject({
  type: z.literal('price_drop'),
  interest,
  /** Of the lowest price of those thirty days. */
  atLeastPercent: z.number().min(1).max(90),
})

/** An early window has opened to this person's tier or segments; object: the moment of the window. */
const earlyAccess = z.strictObject({
  type: z.literal('early_access'),
  /** Say it so many hours before the window closes at the latest. */
  leastHoursLeft: z.number().int().min(1).max(336),
})

export const visitSigns = ['visit', 'purchase', 'appointment', 'note'] as const
export type VisitSign = (typeof visitSigns)[number]

/** Was in a store, or an associate noted something; object: the store and the day. */
const storeVisit = z.strictObject({
  type: z.literal('store_visit'),
  signs: z.array(z.enum(visitSigns)).min(1).max(visitSigns.length),
})

/** From the shallowest to the deepest. */
export const abandonments = ['browse', 'cart', 'checkout'] as const
export type Abandonment = (typeof abandonments)[number]

/** Stopped on the way to an order; object: what was interrupted. */
const abandoned = z.strictObject({
  type: z.literal('abandoned'),
  what: z.enum(abandonments),
  /** Without going on. */
  afterMinutes: z
    .number()
    .int()
    .min(15)
    .max(14 * 1440),
  /** Of one product, before looking counts as wanting. Only browse reads it. */
  leastViews: days(1, 20),
  /** Silent where somebody has come further since: the deeper interruption speaks, by a trigger of its own. */
  unlessDeeper: z.boolean(),
})

export const subscriptionSigns = ['renewal_due', 'paused', 'payment_failed'] as const
export type SubscriptionSign = (typeof subscriptionSigns)[number]

/** A renewal comes, or the subscription is about to end; object: the subscription. */
const subscription = z.strictObject({
  type: z.literal('subscription'),
  signs: z.array(z.enum(subscriptionSigns)).min(1).max(subscriptionSigns.length),
  daysBefore: days(1, 60),
})

/** An entry of the calendar begins where this person lives; object: the entry. */
const calendar = z.strictObject({
  type: z.literal('calendar'),
  /** Names of entries; without it every one that is switched on. */
  entries: z.array(name).min(1).max(50).optional(),
  daysBefore: days(0, 60),
})

/** Silent for longer than their own rhythm explains; object: the last order. */
const lapsed = z.strictObject({
  type: z.literal('lapsed'),
  /** So many of their own gaps between orders without one. */
  rhythms: z.number().min(1).max(10),
  /** Never before; and from then on where somebody bought only once. */
  leastDays: days(14, 730),
  onceDays: days(30, 1095),
  /** Silent for longer is gone: that takes more than a message. */
  mostDays: days(60, 1825),
})

/** Something of the dictionary of events, or of the shop's own names, happened; object: what `object` names of it. */
const event = z.strictObject({
  type: z.literal('event'),
  name,
  /** A property such as product_id that tells two of them apart; without it the day. */
  object: name.optional(),
})

/** Came into a segment; object: the segment. */
const segmentEntered = z.strictObject({ type: z.literal('segment_entered'), segmentId: name })

export const journeyTrigger = z.discriminatedUnion('type', [
  replenishment,
  delivered,
  firstInCategory,
  backInStock,
  priceDrop,
  earlyAccess,
  storeVisit,
  abandoned,
  subscription,
  calendar,
  lapsed,
  event,
  segmentEntered,
])
export type JourneyTrigger = z.output<typeof journeyTrigger>
export type TriggerType = JourneyTrigger['type']
export type TriggerOf<T extends TriggerType> = Extract<JourneyTrigger, { type: T }>

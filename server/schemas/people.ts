import { z } from 'zod'
import {
  agreements,
  type ConsentView,
  type CustomerPage,
  type CustomerRow,
  consentChannels,
  consentPurposes,
  type DuplicatePage,
  type FactView,
  type IdentifierDetail,
  type IdentifierView,
  type IdentityStory,
  identifierNames,
  type MergePreview,
  type MergeSide,
  type RecommendedForCustomer,
  readingPurposes,
  type TimelinePage,
  timelineKinds,
  withheldReasons,
} from '#contract/staff-customers.ts'
import { money, orderCard, productCard, timestamp } from './message.ts'

/** The answers of `/api/customers…` and `/api/duplicates…`, for `/openapi.json`. */
const identifierFields = { kind: z.enum(identifierNames), value: z.string() }
const identifier: z.ZodType<IdentifierView> = z.object(identifierFields)
const identifierDetail: z.ZodType<IdentifierDetail> = z.object({
  ...identifierFields,
  source: z.string(),
  firstSeenAt: timestamp,
  lastSeenAt: timestamp,
  quarantine: z.object({ reason: z.string(), at: timestamp }).nullable(),
})

export const customerRow: z.ZodType<CustomerRow> = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  identifiers: z.array(identifier),
  createdAt: timestamp,
  lastSeenAt: timestamp,
})

export const consentView: z.ZodType<ConsentView> = z.object({
  overall: z.enum(['full', 'partial', 'soft', 'none']),
  pausedUntil: timestamp.nullable(),
  lines: z.array(
    z.object({
      channel: z.enum(consentChannels),
      purpose: z.enum(consentPurposes),
      state: z.enum(['granted', 'denied', 'pending', 'unknown']),
      since: timestamp.nullable(),
      source: z.string().nullable(),
      evidence: z.string().nullable(),
      allowed: z.boolean(),
      reason: z.string(),
    }),
  ),
})

const fact: z.ZodType<FactView> = z.object({
  name: z.string(),
  value: z.discriminatedUnion('type', [
    z.object({ type: z.literal('money'), amounts: z.array(money) }),
    z.object({ type: z.literal('count'), count: z.number() }),
    z.object({ type: z.literal('share'), share: z.number() }),
    z.object({ type: z.literal('days'), days: z.number() }),
    z.object({ type: z.literal('date'), at: timestamp }),
    z.object({ type: z.literal('words'), words: z.array(z.string()) }),
  ]),
  why: z.string(),
})

const purpose = z.enum(readingPurposes)

export const customerPage: z.ZodType<CustomerPage> = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  locale: z.string().nullable(),
  address: z.array(z.string()),
  since: timestamp,
  lastSeenAt: timestamp,
  standing: z.enum(['account', 'contact', 'anonymous']),
  identifiers: z.array(identifierDetail),
  households: z.array(
    z.object({
      householdId: z.string(),
      surname: z.string(),
      address: z.string(),
      members: z.array(z.object({ customerId: z.string(), name: z.string().nullable() })),
    }),
  ),
  purpose,
  purposes: z.array(purpose),
  traits: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      party: z.enum(['zero', 'first', 'second']),
      source: z.string(),
      at: timestamp,
      why: z.string(),
    }),
  ),
  withheld: z.array(z.object({ name: z.string(), reason: z.enum(withheldReasons) })),
  facts: z.array(fact),
  replenishment: z.array(
    z.object({
      productId: z.string(),
      title: z.string(),
      everyDays: z.int(),
      dueAt: timestamp,
      why: z.string(),
    }),
  ),
  loyalty: z
    .object({
      tier: z.string().nullable(),
      points: z.number(),
      next: z.object({ tier: z.string(), pointsLeft: z.number(), share: z.number() }).nullable(),
      rewards: z.array(z.string()),
      milestones: z.array(z.string()),
      expiring: z.object({ points: z.number(), at: timestamp }).nullable(),
    })
    .nullable(),
  subscriptions: z.array(
    z.object({
      subscriptionId: z.string(),
      title: z.string(),
      status: z.string(),
      renewsAt: timestamp.nullable(),
    }),
  ),
  segments: z.array(z.object({ segmentId: z.string(), name: z.string(), since: timestamp })),
  orders: z.array(orderCard),
  consent: consentView,
  members: z.int(),
  duplicates: z.int(),
})

export const timelinePage: z.ZodType<TimelinePage> = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(timelineKinds),
      title: z.string(),
      detail: z.string().nullable(),
      channel: z.string().nullable(),
      source: z.string(),
      at: timestamp,
      conversationId: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})

export const identityStory: z.ZodType<IdentityStory> = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  members: z.array(
    z.object({
      customerId: z.string(),
      name: z.string().nullable(),
      source: z.string(),
      createdAt: timestamp,
      identifiers: z.array(identifierDetail),
      orders: z.int(),
      joined: z.object({ reason: z.string(), at: timestamp }).nullable(),
    }),
  ),
  verdicts: z.array(
    z.object({
      verdictId: z.string(),
      verdict: z.enum(['same', 'different']),
      sides: z.tuple([z.array(z.string()), z.array(z.string())]),
      source: z.enum(['staff', 'session', 'duplicates']),
      staffName: z.string().nullable(),
      reason: z.string(),
      at: timestamp,
      withdrawnAt: timestamp.nullable(),
    }),
  ),
  refused: z.array(z.object({ left: identifier, right: identifier, reason: z.string() })),
})

const mergeSide: z.ZodType<MergeSide> = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  address: z.array(z.string()),
  since: timestamp,
  lastSeenAt: timestamp,
  identifiers: z.array(identifier),
  orders: z.int(),
  lifetimeValue: z.array(money),
  consent: consentView,
})

export const mergePreview: z.ZodType<MergePreview> = z.object({
  sides: z.tuple([mergeSide, mergeSide]),
  refusal: z.literal('same_person').nullable(),
  against: z.string().nullable(),
  stricter: z.array(
    z.object({
      channel: z.enum(consentChannels),
      purpose: z.enum(consentPurposes),
      side: z.union([z.literal(0), z.literal(1)]),
    }),
  ),
})

export const duplicatePage: z.ZodType<DuplicatePage> = z.object({
  pairs: z.array(
    z.object({
      pairId: z.string(),
      sides: z.tuple([mergeSide, mergeSide]),
      probability: z.number(),
      evidence: z.array(
        z.object({
          field: z.string(),
          left: z.string().nullable(),
          right: z.string().nullable(),
          agreement: z.enum(agreements),
          weight: z.number(),
        }),
      ),
      foundAt: timestamp,
    }),
  ),
  next: z.string().nullable(),
})

export const recommendedForCustomer: z.ZodType<RecommendedForCustomer> = z.object({
  withheld: z.string().nullable().describe('why what is known of them was not used'),
  items: z.array(z.object({ product: productCard, because: z.string(), detail: z.string() })),
})

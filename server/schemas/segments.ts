import { z } from 'zod'
import { predictionNames, type Rule, rfmGroups, segmentPurposes } from '#contract/segments.ts'
import { identifierNames } from '#contract/staff-customers.ts'
import {
  checkVerdicts,
  type ScoresPage,
  type SegmentChecksView,
  type SegmentCount,
  type SegmentFields,
  type SegmentMembersPage,
  type SegmentPage,
  type SegmentRow,
} from '#contract/staff-segments.ts'
import { timestamp } from './message.ts'

/** The answers of `/api/segments…`, for `/openapi.json`. */
const day = z.iso.date()
const check = { verdict: z.enum(checkVerdicts), words: z.string() }
const segmentName = z.object({ segmentId: z.string(), name: z.string() })

export const segmentRow: z.ZodType<SegmentRow> = z.object({
  segmentId: z.string(),
  name: z.string(),
  description: z.string(),
  purpose: z.enum(segmentPurposes),
  words: z.string(),
  members: z.int(),
  joined: z.int(),
  left: z.int(),
  before: z.object({ members: z.int(), day }).nullable(),
  evaluatedAt: timestamp.nullable(),
})

export const segmentChecksView: z.ZodType<SegmentChecksView> = z.object({
  size: z.object({ ...check, members: z.int(), customers: z.int(), share: z.number() }),
  distinctiveness: z.object({
    ...check,
    effects: z.array(
      z.object({ behaviour: z.string(), effect: z.number(), members: z.number(), others: z.number() }),
    ),
  }),
  stability: z.object({
    ...check,
    overlap: z.object({ before: z.int(), now: z.int(), both: z.int(), either: z.int() }).nullable(),
  }),
  reachability: z.object({
    ...check,
    asked: z.int(),
    reach: z.array(
      z.object({ channel: z.enum(['email', 'sms', 'whatsapp']), members: z.int(), share: z.number() }),
    ),
  }),
  freshness: z.object({
    ...check,
    evaluatedAt: timestamp.nullable(),
    dataAt: timestamp.nullable(),
    scoredAt: timestamp.nullable(),
    asksForScores: z.boolean(),
  }),
})

const member = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  identifiers: z.array(z.object({ kind: z.enum(identifierNames), value: z.string() })),
  since: timestamp,
})

export const segmentPage: z.ZodType<SegmentPage> = z.object({
  segmentId: z.string(),
  name: z.string(),
  description: z.string(),
  purpose: z.enum(segmentPurposes),
  // groups of all, any and not around conditions: as `ruleInput` takes it
  rule: z.custom<Rule>((value) => typeof value === 'object' && value !== null),
  words: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.int(),
  readyMade: z.boolean(),
  checks: segmentChecksView,
  members: z.array(member),
  days: z.array(z.object({ day, members: z.int(), joined: z.int(), left: z.int() })),
  namedBy: z.array(segmentName),
})

export const segmentMembersPage: z.ZodType<SegmentMembersPage> = z.object({
  members: z.array(member),
  next: z.string().nullable(),
})

export const segmentCount: z.ZodType<SegmentCount> = z.object({
  words: z.string(),
  count: z
    .object({
      members: z.int(),
      of: z.int(),
      exact: z.boolean(),
      asked: z.int(),
      low: z.int(),
      high: z.int(),
    })
    .nullable(),
})

export const segmentFields: z.ZodType<SegmentFields> = z.object({
  events: z.array(z.object({ name: z.string(), means: z.string(), properties: z.array(z.string()) })),
  traits: z.array(
    z.object({ name: z.string(), values: z.array(z.union([z.string(), z.number(), z.boolean()])) }),
  ),
  currencies: z.array(z.string()),
  channels: z.array(z.string()),
  storeIds: z.array(z.string()),
  tiers: z.array(z.string()),
  subscriptionStatuses: z.array(z.string()),
  identifierKinds: z.array(z.string()),
  segments: z.array(segmentName),
  rfmGroups: z.array(z.object({ group: z.enum(rfmGroups), name: z.string(), who: z.string() })),
  clusters: z.array(z.object({ cluster: z.string(), name: z.string(), customers: z.int() })),
  predictions: z.array(z.object({ name: z.enum(predictionNames), means: z.string() })),
})

const rough = z.object({ auc: z.number(), brier: z.number() })

export const scoresPage: z.ZodType<ScoresPage> = z.object({
  scoredAt: timestamp.nullable(),
  customers: z.int(),
  currency: z.string().nullable(),
  cells: z.array(
    z.object({ recency: z.int(), worth: z.int(), group: z.enum(rfmGroups), customers: z.int() }),
  ),
  groups: z.array(
    z.object({ group: z.enum(rfmGroups), name: z.string(), who: z.string(), customers: z.int() }),
  ),
  clusters: z.array(
    z.object({
      cluster: z.string(),
      name: z.string(),
      customers: z.int(),
      standsOut: z.array(
        z.object({
          behaviour: z.string(),
          unit: z.enum(['days', 'count', 'money']),
          here: z.number(),
          all: z.number(),
        }),
      ),
    }),
  ),
  clustersVerdict: z.string().nullable(),
  models: z.array(
    z.object({
      name: z.string(),
      trainedAt: timestamp,
      trainedFrom: timestamp.nullable(),
      trainedUntil: timestamp.nullable(),
      inUse: z.boolean(),
      verdict: z.string(),
      backtest: z
        .object({
          model: z.string(),
          testedFrom: timestamp,
          testedUntil: timestamp,
          quality: z.object({
            cases: z.number(),
            auc: z.number(),
            brier: z.number(),
            happened: z.number(),
            reliability: z.array(z.object({ cases: z.number(), said: z.number(), happened: z.number() })),
          }),
          everybody: rough,
          simple: rough,
        })
        .nullable(),
      scores: z.array(
        z.object({
          name: z.enum(predictionNames),
          means: z.string(),
          open: z.boolean(),
          bins: z.array(z.object({ from: z.number(), to: z.number(), customers: z.int() })),
        }),
      ),
    }),
  ),
  run: z
    .object({
      startedAt: timestamp,
      step: z.string(),
      done: z.int(),
      total: z.int(),
      endedAt: timestamp.nullable(),
      error: z.string().nullable(),
    })
    .nullable(),
})

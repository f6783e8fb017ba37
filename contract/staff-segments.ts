import { z } from 'zod'
import {
  type PredictionName,
  type RfmGroup,
  type Rule,
  ruleInput,
  type SegmentPurpose,
  segmentPurposes,
} from './segments.ts'
import type { IdentifierView } from './staff-customers.ts'

/** JSON of `/api/segments…`, `/api/segment-fields` and `/api/scores`, between the console and the server. */
export const checkVerdicts = ['good', 'fair', 'poor', 'unknown'] as const
export type CheckVerdict = (typeof checkVerdicts)[number]

/** One look at a segment: whether it will do, in words. */
export interface CheckView {
  verdict: CheckVerdict
  words: string
}

export interface SegmentChecksView {
  size: CheckView & { members: number; customers: number; share: number }
  /** Differences in standard deviations of the logarithm (Cohen's d). */
  distinctiveness: CheckView & {
    effects: { behaviour: string; effect: number; members: number; others: number }[]
  }
  stability: CheckView & { overlap: { before: number; now: number; both: number; either: number } | null }
  reachability: CheckView & {
    /** Members that were asked: all, or a sample. */
    asked: number
    reach: { channel: 'email' | 'sms' | 'whatsapp'; members: number; share: number }[]
  }
  freshness: CheckView & {
    evaluatedAt: string | null
    dataAt: string | null
    scoredAt: string | null
    asksForScores: boolean
  }
}

/** One line of the list. */
export interface SegmentRow {
  segmentId: string
  name: string
  description: string
  purpose: SegmentPurpose
  /** The rule in words. */
  words: string
  members: number
  /** In the last 24 hours. */
  joined: number
  left: number
  /** How many were in it 30 days ago, or on its first day where it is younger; null: made today. */
  before: { members: number; day: string } | null
  /** null: being worked out for the first time. */
  evaluatedAt: string | null
}

export interface SegmentMember {
  customerId: string
  name: string | null
  identifiers: IdentifierView[]
  since: string
}

/** `GET /api/segments/:id` */
export interface SegmentPage {
  segmentId: string
  name: string
  description: string
  purpose: SegmentPurpose
  rule: Rule
  words: string
  createdAt: string
  updatedAt: string
  /** How often the rule was written, counting from 1. */
  version: number
  readyMade: boolean
  checks: SegmentChecksView
  /** The latest to come in. */
  members: SegmentMember[]
  /** How many were in it at the end of each of the last 90 days, oldest first. */
  days: { day: string; members: number; joined: number; left: number }[]
  /** Segments whose rule names this one: it cannot be archived before them. */
  namedBy: { segmentId: string; name: string }[]
}

/** `GET /api/segments/:id/members?cursor=` */
export interface SegmentMembersPage {
  members: SegmentMember[]
  next: string | null
}

export const countInput = z.strictObject({
  rule: ruleInput,
  purpose: z.enum(segmentPurposes).default('marketing'),
})

/** `POST /api/segments/count`: what a rule says, and whom it means. */
export interface SegmentCount {
  words: string
  /** Within `low` and `high` 19 times in 20 where not everybody was asked; null: it takes too long to count. */
  count: { members: number; of: number; exact: boolean; asked: number; low: number; high: number } | null
}

/** `GET /api/segment-fields`: what a form may offer. */
export interface SegmentFields {
  events: { name: string; means: string; properties: string[] }[]
  traits: { name: string; values: (string | number | boolean)[] }[]
  currencies: string[]
  channels: string[]
  storeIds: string[]
  tiers: string[]
  subscriptionStatuses: string[]
  identifierKinds: string[]
  segments: { segmentId: string; name: string }[]
  rfmGroups: { group: RfmGroup; name: string; who: string }[]
  clusters: { cluster: string; name: string; customers: number }[]
  /** Only of models that are in use. */
  predictions: { name: PredictionName; means: string }[]
}

export interface RfmCell {
  /** 5 is the latest. */
  recency: number
  /** The mean of frequency and value, rounded up where it lies between; 5 is the best. */
  worth: number
  group: RfmGroup
  customers: number
}

export interface ClusterView {
  cluster: string
  name: string
  customers: number
  standsOut: { behaviour: string; unit: 'days' | 'count' | 'money'; here: number; all: number }[]
}

/** How good a model's probabilities were on a later period. */
export interface QualityView {
  cases: number
  auc: number
  brier: number
  happened: number
  reliability: { cases: number; said: number; happened: number }[]
}

export interface ModelView {
  name: string
  trainedAt: string
  trainedFrom: string | null
  trainedUntil: string | null
  inUse: boolean
  /** Why it is, or is not, in use. */
  verdict: string
  /** Of a yes-or-no: tested on the days from `testedFrom` to `testedUntil`. */
  backtest: {
    model: string
    testedFrom: string
    testedUntil: string
    quality: QualityView
    everybody: { auc: number; brier: number }
    simple: { auc: number; brier: number }
  } | null
  /** What it says of everybody, in ten steps (of amounts the last is open); empty where it is not in use. */
  scores: {
    name: PredictionName
    means: string
    open: boolean
    bins: { from: number; to: number; customers: number }[]
  }[]
}

/** `GET /api/scores` */
export interface ScoresPage {
  /** When the models last scored; null: never. */
  scoredAt: string | null
  customers: number
  /** The currency that amounts are in. */
  currency: string | null
  cells: RfmCell[]
  groups: { group: RfmGroup; name: string; who: string; customers: number }[]
  clusters: ClusterView[]
  /** Why there are none. */
  clustersVerdict: string | null
  models: ModelView[]
  /** The last training: where it is, or how it ended. */
  run: {
    startedAt: string
    step: string
    done: number
    total: number
    endedAt: string | null
    error: string | null
  } | null
}

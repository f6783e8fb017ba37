import { z } from 'zod'
import type { OrderCard, ProductCard } from './message.ts'
import type { Money } from './money.ts'

/** JSON of `/api/customers…` and `/api/duplicates…`, between the console and the server. */
export const identifierNames = [
  'user_id',
  'email',
  'phone',
  'loyalty_number',
  'whatsapp_id',
  'anonymous_id',
] as const
export type IdentifierName = (typeof identifierNames)[number]

export interface IdentifierView {
  kind: IdentifierName
  value: string
}

/** One line of the list: who this is, as far as anybody has said. */
export interface CustomerRow {
  customerId: string
  name: string | null
  identifiers: IdentifierView[]
  createdAt: string
  lastSeenAt: string
}

/** What staff may read a customer for. Every read states one; what may not serve it is withheld. */
export const readingPurposes = ['service', 'clienteling', 'marketing', 'analytics'] as const
export type ReadingPurpose = (typeof readingPurposes)[number]

/** How the shop knows this person: by an account of theirs, by an address they gave, or not yet. */
export type Standing = 'account' | 'contact' | 'anonymous'

/** Who said it: the customer, what we saw ourselves, a partner. */
export type Party = 'zero' | 'first' | 'second'

export interface TraitView {
  name: string
  value: string
  party: Party
  source: string
  at: string
  /** A sentence: where this is from. */
  why: string
}

/** Why something that is kept is not shown for the stated purpose. */
export const withheldReasons = ['other_purpose', 'contract_over', 'no_consent', 'withdrawn'] as const
export type WithheldView = (typeof withheldReasons)[number]

export interface FactView {
  name: string
  value:
    | { type: 'money'; amounts: Money[] }
    | { type: 'count'; count: number }
    | { type: 'share'; share: number }
    | { type: 'days'; days: number }
    | { type: 'date'; at: string }
    | { type: 'words'; words: string[] }
  why: string
}

/** When a thing bought again and again is likely to be needed next. */
export interface ReplenishmentView {
  productId: string
  title: string
  everyDays: number
  dueAt: string
  why: string
}

export interface LoyaltyView {
  tier: string | null
  points: number
  next: { tier: string; pointsLeft: number; share: number } | null
  rewards: string[]
  milestones: string[]
  expiring: { points: number; at: string } | null
}

export interface SubscriptionView {
  subscriptionId: string
  title: string
  status: string
  renewsAt: string | null
}

export interface HouseholdView {
  householdId: string
  surname: string
  address: string
  members: { customerId: string; name: string | null }[]
}

/** `GET /api/customers/:id?purpose=` */
export interface CustomerPage {
  /** The root: the address of the page, whichever member was asked for. */
  customerId: string
  name: string | null
  locale: string | null
  /** Lines of the postal address; empty where none is known. */
  address: string[]
  since: string
  lastSeenAt: string
  standing: Standing
  identifiers: IdentifierDetail[]
  households: HouseholdView[]
  purpose: ReadingPurpose
  /** The purposes this person of the staff may read for. */
  purposes: ReadingPurpose[]
  traits: TraitView[]
  withheld: { name: string; reason: WithheldView }[]
  facts: FactView[]
  replenishment: ReplenishmentView[]
  loyalty: LoyaltyView | null
  subscriptions: SubscriptionView[]
  /** The segments this customer is in that serve the stated purpose. */
  segments: { segmentId: string; name: string; since: string }[]
  /** The newest, 50 at most. */
  orders: OrderCard[]
  consent: ConsentView
  /** How many customer rows are joined here; one: never merged. */
  members: number
  /** Pairs with this customer that wait for a verdict. */
  duplicates: number
}

export interface IdentifierDetail extends IdentifierView {
  source: string
  firstSeenAt: string
  lastSeenAt: string
  /** Set while too many people use it: it then joins nobody. */
  quarantine: { reason: string; at: string } | null
}

export const consentChannels = ['web', 'email', 'sms', 'whatsapp', 'push'] as const
export type ConsentChannel = (typeof consentChannels)[number]
export const consentPurposes = [
  'transactional',
  'service',
  'clienteling',
  'marketing',
  'personalisation',
] as const
export type ConsentPurpose = (typeof consentPurposes)[number]
export type ConsentStanding = 'granted' | 'denied' | 'pending' | 'unknown'

export interface ConsentLine {
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentStanding
  since: string | null
  source: string | null
  evidence: string | null
  /** Whether it may be used now; `reason` says on what ground, or why not. */
  allowed: boolean
  reason: string
}

export interface ConsentView {
  overall: 'full' | 'partial' | 'soft' | 'none'
  /** Nothing promotional until then, by the customer's wish. */
  pausedUntil: string | null
  lines: ConsentLine[]
}

/** A withdrawal counts at once. A yes counts as recorded by staff, so it needs the words or the paper it stands on. */
export const consentInput = z.strictObject({
  channel: z.enum(consentChannels),
  purpose: z.enum([...consentPurposes, 'all']),
  state: z.enum(['granted', 'denied']),
  evidence: z.string().trim().max(500),
})

export const timelineKinds = [
  'orders',
  'conversations',
  'events',
  'consent',
  'loyalty',
  'subscriptions',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

export interface TimelineEntry {
  id: string
  kind: TimelineKind
  title: string
  detail: string | null
  channel: string | null
  source: string
  at: string
  /** Set for a conversation that this person may open. */
  conversationId: string | null
}

export interface TimelinePage {
  entries: TimelineEntry[]
  /** The `before` of the next page; null on the last. */
  next: string | null
}

/** One customer row that was joined to the others by links. */
export interface MemberView {
  customerId: string
  name: string | null
  source: string
  createdAt: string
  identifiers: IdentifierDetail[]
  orders: number
  /** Why it belongs here; null for the root itself. */
  joined: { reason: string; at: string } | null
}

/** What staff have said about who is whom. */
export interface VerdictView {
  verdictId: string
  verdict: 'same' | 'different'
  sides: [string[], string[]]
  /** Who said it: a person, a browser that signed in, or the matching of records. */
  source: 'staff' | 'session' | 'duplicates'
  staffName: string | null
  reason: string
  at: string
  withdrawnAt: string | null
}

/** `GET /api/customers/:id/identity` */
export interface IdentityStory {
  customerId: string
  name: string | null
  members: MemberView[]
  verdicts: VerdictView[]
  /** Pairs of identifiers that were seen together and yet do not join. */
  refused: { left: IdentifierView; right: IdentifierView; reason: string }[]
}

/** One side of a merge, as it stands. */
export interface MergeSide {
  customerId: string
  name: string | null
  address: string[]
  since: string
  lastSeenAt: string
  identifiers: IdentifierView[]
  orders: number
  lifetimeValue: Money[]
  consent: ConsentView
}

/** `GET /api/customers/:id/merge-preview?otherId=` */
export interface MergePreview {
  sides: [MergeSide, MergeSide]
  /** Why they cannot be merged; null where they can. */
  refusal: 'same_person' | null
  /** Which rule would keep them apart: `kept_apart` by a verdict, or `too_many_user_id` and the like. A merge overrules it. */
  against: string | null
  /** What is allowed for one side today and will not be afterwards. */
  stricter: { channel: ConsentChannel; purpose: ConsentPurpose; side: 0 | 1 }[]
}

const reason = z.string().trim().min(3, 'a few words').max(300)
export const mergeInput = z.strictObject({ otherId: z.string().max(100), reason })
export const unmergeInput = z.strictObject({
  /** The members that are somebody else. */
  apart: z.array(z.string().max(100)).min(1, 'at least one member').max(200),
  reason,
})

export const agreements = [
  'exact',
  'near',
  'alike',
  'different',
  'swapped',
  'half_swapped',
  'missing',
] as const
export type Agreement = (typeof agreements)[number]

/** What one field says about a pair: both values, how well they agree, and how much that tells. */
export interface EvidenceView {
  field: string
  left: string | null
  right: string | null
  agreement: Agreement
  /** Bits of evidence: above 0 speaks for one person, below 0 for two. */
  weight: number
}

export interface DuplicateView {
  pairId: string
  sides: [MergeSide, MergeSide]
  /** The model's own estimate that both are one person. */
  probability: number
  evidence: EvidenceView[]
  foundAt: string
}

/** `GET /api/duplicates?cursor=` */
export interface DuplicatePage {
  pairs: DuplicateView[]
  next: string | null
}

export const verdictInput = z.strictObject({ verdict: z.enum(['same', 'different']) })

/** `GET /api/customers/:id/recommendations`: what may suit this customer, as a shopper would be told. */
export interface RecommendedForCustomer {
  /** Why nothing that is known of them was used; null: it was used. */
  withheld: string | null
  items: {
    product: ProductCard
    /** Empty: it is in stock, and nothing more is known. */
    because: string
    /** Code and figures, for staff alone. */
    detail: string
  }[]
}

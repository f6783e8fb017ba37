import type { Identifier } from '#domain/identity/index.ts'

/** Segment's six calls. */
export const callTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const
export type CallType = (typeof callTypes)[number]

/** public: from a browser, with the key that stands in the page. secret: from the shop's own systems. */
export type EventTrust = 'public' | 'secret'

/** Something that happened, checked: what rooms are given, and what is stored. */
export interface TrackedEvent {
  /** Sent again with the same one (and the same trust), it counts once. */
  messageId: string
  type: CallType
  /** Of a track call as Segment writes it, e.g. `Product Viewed`; of the other calls the name in `callNames`. */
  name: string
  /** Corrected for the sender's clock; never after `receivedAt`. */
  occurredAt: Date
  receivedAt: Date
  /** Whom the call itself names, as it spells them, the deciding one first. */
  identifiers: Identifier[]
  properties: Fields
  /** What the call says of the person; never a group's. */
  traits: Fields
  /** A few fields of Segment's context; `ip` is for the rooms that are given the event and is not stored. */
  context: Fields
  /** The key's label and the library, or the import. */
  source: string
  trust: EventTrust
}

export type Fields = Record<string, unknown>

/** The names under which calls other than track are stored. */
export const callNames: Record<Exclude<CallType, 'track'>, string> = {
  identify: 'Customer Identified',
  page: 'Page Viewed',
  screen: 'Screen Viewed',
  group: 'Group Joined',
  alias: 'Customer Aliased',
}

/** Why an event was not taken as it is. */
export const refusalCodes = [
  'malformed',
  'too_large',
  'too_deep',
  'unknown_type',
  'missing_name',
  'unknown_event',
  'missing_identifier',
  'too_long',
  'bad_identifier',
  'bad_timestamp',
  'clock_ahead',
  'missing_field',
  'wrong_type',
  'not_proved',
  'secret_only',
  'blocked_identifier',
  'not_storable',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

export interface Refusal {
  code: RefusalCode
  /** As it was sent: `userId`, `properties.order_id`; empty where it is the call as a whole. */
  field: string
  /** For whoever sent it. */
  message: string
}

export type CallAnswer = { ok: true; event: TrackedEvent } | { ok: false; refusal: Refusal }

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whom an identity token names: the only person that a browser may speak for. */
export interface Proof {
  userId: string
  email?: string | undefined
}

/** What is known of a call beside what it says. */
export interface CallSituation {
  trust: EventTrust
  receivedAt: Date
  /** Of the batch; a call's own counts first. */
  sentAt?: unknown
  /** Of the address it came to; a batch names it in each call. */
  type?: CallType
  source: string
  proof?: Proof | null
  /** The shop's own event names. */
  declared: ReadonlySet<string>
}

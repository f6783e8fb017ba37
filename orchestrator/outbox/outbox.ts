import type { ChannelAdapter, Composed, SendResult, StatusUpdate } from '#channels/index.ts'
import type { ContactRules } from '#contract/contact-rules.ts'
import type {
  ChannelAddress,
  MessageContent,
  MessageKind,
  OutboundChannel,
  OutboundSender,
  OutboxState,
} from '#contract/outbound.ts'
import type { Template } from '#contract/templates.ts'
import type { ConversationRef } from '#domain/conversations/index.ts'
import type { Db } from '#store/index.ts'
import type { GateName, GateReason } from '../reasons.ts'
import { type CancelReason, cancelReasons } from './cancel-reasons.ts'
import type { DrawDesigns } from './drafting.ts'

/** Somebody wants to send something to somebody. */
export interface SendRequest {
  /** The same key again, from anywhere at any time, is the same request. */
  key: string
  kind: MessageKind
  /** Any member of the person. */
  customerId: string
  /** By preference: the first that is allowed, else the first that is held, else refused for the first one's reason. */
  channels: readonly OutboundChannel[]
  /** One own address in particular. */
  address?: string
  sender: OutboundSender
  /** What it is about: a law counts by it. */
  subject?: string
  content: MessageContent
  /** Higher first; 0 without it. */
  priority?: number
  /** In minor units of the shop's currency; 0 without it. */
  expectedValue?: number
  /** Key of the journey's own holdout. */
  experiment?: string
  notBefore?: Date
  expiresAt?: Date
  /** The message stands in this conversation already. */
  conversation?: { ref: ConversationRef; messageId: string }
}

/** What became of a request at once; what becomes of it later is in its row. */
export interface SendOutcome {
  outboxId: string
  customerId: string
  state: OutboxState
  channel: OutboundChannel
  gate: GateName | null
  reason: RowReason | null
  dueAt: Date | null
  /** The key was there already: this is what became of the first. */
  duplicate: boolean
}

/** Why a row stands where it stands: a gate's reason, a provider's, or one of the house itself. */
export type RowReason = GateReason | HouseReason | ProviderReason

/** Reasons that no gate gives. */
export const houseReasons = {
  expired: 'It was too late to send it',
  gave_up: 'Tried again and again without success',
  lease_lost: 'The process stopped while it was with the provider',
  answer_lost: 'The provider’s answer was lost',
  defect: 'The house failed to prepare it',
  not_sent: 'Staff say it was not sent',
  taken_back: 'Taken back by staff',
  ...cancelReasons,
} as const
export type HouseReason = keyof typeof houseReasons

/** Reasons that a provider gives. */
export const providerReasons = {
  opted_out: 'They told the provider to stop',
  window_closed: 'The 24 hours are over: send a template',
  marketing_limit: 'The provider lets them rest from promotion',
  unreachable: 'This address cannot be reached',
  invalid_address: 'The provider does not know this address',
  blocked: 'Filtered by the carrier, or blocked by the recipient',
  content: 'The provider does not take what it says',
  configuration: 'The account with the provider must be set right',
  failed: 'The provider could not deliver it',
} as const
export type ProviderReason = keyof typeof providerReasons

/** One row of the outbox. */
export interface OutboxRow {
  /** The member who owns the address. */
  customerId: string
  outboxId: string
  key: string
  kind: MessageKind
  channel: OutboundChannel
  to: ChannelAddress | null
  sender: OutboundSender
  subject: string | null
  content: MessageContent
  conversation: { ref: ConversationRef; messageId: string } | null
  experiment: string | null
  priority: number
  expectedValue: number
  channelsLeft: OutboundChannel[]
  reroutedFrom: string | null
  state: OutboxState
  gate: GateName | null
  reason: RowReason | null
  winnerId: string | null
  dueAt: Date | null
  expiresAt: Date | null
  attempts: number
  worker: string | null
  createdAt: Date
  firstTriedAt: Date | null
  /** When it was given to the provider; null where it was not, or surely did not get there. */
  startedAt: Date | null
  acceptedAt: Date | null
  sentAt: Date | null
  deliveredAt: Date | null
  readAt: Date | null
  failedAt: Date | null
  changedAt: Date
  provider: string | null
  error: { code: string; text: string } | null
  segments: number
  parts: number
  partsSent: number
  settledBy: string | null
  /** What it costs, in thousandths of a minor unit of the shop's currency; 0 before it goes to the provider. */
  cost: number
  /** The key under which an offer was issued for it, and stands. */
  issuedKey: string | null
}

/** What is told of a row whose state has changed, after the commit. */
export interface RowChange {
  customerId: string
  outboxId: string
  channel: OutboundChannel
  state: OutboxState
  conversation: { ref: ConversationRef; messageId: string } | null
}

/** Draws a message for a channel. Pure: what it knows of the shop was read before. */
export type Draw = (input: {
  kind: MessageKind
  channel: OutboundChannel
  content: MessageContent
  customerId: string
  sender: OutboundSender
  template: Template | null
}) => Composed

/** What the outbox must know of the shop. */
export interface Shop {
  rules: ContactRules
  timeZone: string
  draw: Draw
}

export interface OutboxLog {
  info: (fields: object, text: string) => void
  warn: (fields: object, text: string) => void
  error: (fields: object, text: string) => void
}

/**
 * What the outbox is given. Whatever reads takes the handle it is given: inside a transaction that is the
 * transaction, because the embedded database is one connection.
 */
export interface OutboxDeps {
  db: Db
  clock: () => Date
  log: OutboxLog
  suppressionKey: string
  shop: (db: Db) => Promise<Shop>
  templates: (db: Db, templateIds: readonly string[]) => Promise<ReadonlyMap<string, Template>>
  adapterFor: (channel: OutboundChannel) => ChannelAdapter | null
  /** Draws messages that have a design; without it none of them leaves. */
  resolve?: DrawDesigns
  /**
   * What may not go any more, or not yet, of these rows of journeys; asked under the locks of their people, before
   * any gate. A reason takes the row back, `until` holds it.
   */
  stillWanted?: (
    tx: Db,
    rows: readonly OutboxRow[],
    now: Date,
  ) => Promise<ReadonlyMap<string, { reason: CancelReason } | { until: Date }>>
  /** Appends a proactive message to the open chat of the site. Must not throw. */
  deliverWeb: (row: OutboxRow) => Promise<SendResult>
  /** What went out without standing in a conversation yet. Must not throw. */
  noteSaid?: (row: OutboxRow, now: Date) => Promise<void>
  /** After the commit of every change of a row's state. Must not throw. */
  changed?: (change: RowChange) => void
  /** Tells other processes that something is due; called after the commit. Must not throw. */
  wakeOthers?: () => void
  /** Groups of requests written at the same time: two on a server, one where the database is one connection. */
  writers?: number
  /** From 0 up to 1. */
  random?: () => number
  /** Milliseconds that only ever grow, for the pace of providers. */
  ticks?: () => number
  /** How long a message may be with a provider before it counts as unknown. */
  leaseMs?: number
}

/** The one door out. */
export interface Outbox {
  /** Every request ends as one row. Waits for its group's transaction; one that fails fails alone. */
  request: (requests: readonly SendRequest[], now?: Date) => Promise<SendOutcome[]>
  /** The same inside the caller's transaction, which calls `wake` after its commit. Takes the customers' locks. */
  requestIn: (tx: Db, requests: readonly SendRequest[], now: Date) => Promise<SendOutcome[]>
  /**
   * Takes back what waits under these keys, in the caller's transaction, which holds the customers' locks. What
   * has begun is gone. Answers how many were taken back.
   */
  cancelWaiting: (tx: Db, keys: readonly string[], reason: CancelReason, now: Date) => Promise<number>
  /** Something is due: whoever works is told. */
  wake: () => void
  /** The same, told by another process: it is not passed on. */
  woken: () => void
  /** Dispatches everything that is due at this moment and waits for it; answers how many were dispatched. */
  runDue: (now: Date) => Promise<number>
  /** When the next row is due, or runs out of its lease. */
  nextDue: () => Promise<Date | null>
  /** What a provider says became of a message, in any order and number. Answers the rows that it changed. */
  applyStatus: (update: StatusUpdate, now: Date) => Promise<RowChange[]>
  /** Begins to work by itself. */
  start: () => void
  /** Takes nothing new, waits for what is with a provider, and stops. */
  close: () => Promise<void>
}

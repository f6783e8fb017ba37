import { z } from 'zod'
import {
  type MessageKind,
  type OutboundChannel,
  type OutboundSender,
  type OutboxState,
  outboundChannels,
  outboxStates,
} from './outbound.ts'

/** JSON of `/api/outbox…`: everything the shop sent, holds or was refused, as staff see it. */

export const outboxSenders = [
  'agent',
  'associate',
  'journey',
  'house',
] as const satisfies readonly OutboundSender['type'][]
export type OutboxSenderType = (typeof outboxSenders)[number]

/** Which messages are asked for; a field that is left out means all. */
export const outboxAsked = z.object({
  state: z.enum(outboxStates).optional(),
  channel: z.enum(outboundChannels).optional(),
  sender: z.enum(outboxSenders).optional(),
  reason: z.string().max(60).optional(),
  /** Any member of the person. */
  customer: z.string().max(100).optional(),
})
export type OutboxAsked = z.output<typeof outboxAsked>

/** One message in the list. */
export interface OutboxMessage {
  outboxId: string
  /** The person, as of now; the name is null where none is known. */
  customerId: string
  customerName: string | null
  /** Where it goes; null on the web and for push, whose addresses tell nobody anything, and where there was none. */
  address: string | null
  channel: OutboundChannel
  kind: MessageKind
  sender: OutboxSenderType
  /** Of an associate or a journey. */
  senderName: string | null
  /** The first words of it. */
  excerpt: string
  state: OutboxState
  gate: string | null
  reason: string | null
  /** The reason in words; empty where there is none. */
  words: string
  /** Since when it stands so. */
  at: string
  /** When it may leave: of one that is held or queued. */
  dueAt: string | null
  /** The same on the customer's own clock: of one that is held. */
  dueThere: string | null
}

/** `GET /api/outbox`, by the latest change; go on with `next` as `before`. */
export interface OutboxPage {
  messages: OutboxMessage[]
  next: string | null
}

/** `GET /api/outbox/counts`: everything that waits, and of what is over that of the last `days`. */
export interface OutboxCounts {
  days: number
  states: { state: OutboxState; count: number }[]
  reasons: { reason: string; words: string; count: number }[]
}

/** `GET /api/outbox/:id`: the whole story of one message. */
export interface OutboxStory extends OutboxMessage {
  subject: string | null
  /** What was sent, or would have been. */
  text: string
  /** Name of the template that says it. */
  template: string | null
  products: string[]
  /** In the order in which they happened. */
  times: { step: OutboxStep; at: string }[]
  attempts: number
  /** Messages the provider is given for it, and how many it has taken. */
  parts: number
  partsSent: number
  /** Parts that an SMS is billed as. */
  segments: number
  provider: string | null
  error: { code: string; text: string } | null
  /** The message whose place it took, and the one that took its place. */
  reroutedFrom: string | null
  reroutedTo: string | null
  /** The message that came first. */
  winnerId: string | null
  conversationId: string | null
  /** Who settled, replayed or took it back. */
  settledBy: string | null
  maySettle: boolean
  mayReplay: boolean
  mayCancel: boolean
}

export const outboxSteps = [
  'asked',
  'tried',
  'given',
  'taken',
  'sent',
  'delivered',
  'read',
  'failed',
  'expires',
] as const
export type OutboxStep = (typeof outboxSteps)[number]

/** `POST /api/outbox/:id/settle`: what became of a message whose answer was lost. */
export const settleInput = z.strictObject({ as: z.enum(['sent', 'not_sent']) })
export type SettledAs = z.output<typeof settleInput>['as']

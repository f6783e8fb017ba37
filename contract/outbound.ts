import type { ContentBlock } from './content-blocks.ts'
import type { MessagePart } from './message.ts'
import type { Money } from './money.ts'

/** What a message of ours is, which decides the gates it passes. */
export const messageKinds = [
  'reply',
  'confirmation',
  'transactional',
  'service',
  'clienteling',
  'marketing',
] as const
export type MessageKind = (typeof messageKinds)[number]

/** Channels that reach somebody outside our own pages: what is sent there goes through the outbox. */
export const deliveryChannels = ['sms', 'whatsapp', 'email', 'push'] as const
export type DeliveryChannel = (typeof deliveryChannels)[number]

/** Everywhere we may speak first: outside, and in an open chat of the site. */
export const outboundChannels = ['web', ...deliveryChannels] as const
export type OutboundChannel = (typeof outboundChannels)[number]

/**
 * Where something for a channel goes: a number in E.164, a WhatsApp user id, an e-mail address, a push token; on
 * the web the customer id that the open chat belongs to.
 */
export interface ChannelAddress {
  channel: OutboundChannel
  kind: 'phone' | 'whatsapp_id' | 'email' | 'push_token' | 'session'
  value: string
  /** What a push service needs beside the token. */
  push?: PushTarget
}

export type PushTarget =
  | { service: 'web'; endpoint: string; p256dh: string; auth: string }
  | { service: 'fcm' }
  | { service: 'apns'; topic: string }

/** A message before any channel has drawn it: written once, composed by each channel in its own way. */
export interface MessageContent {
  /** Plain text or the agent's small Markdown; empty where a template says it all. */
  text: string
  parts: MessagePart[]
  /** Subject of a mail, title of a push; the shop's name where it is missing. */
  subject?: string
  /** An approved template and what fills it: the only thing that may go where the WhatsApp window is closed. */
  template?: { templateId: string; parameters: Record<string, string> }
  /** The content template that this is drawn from. While the message waits the rest is as it was last drawn, or empty. */
  design?: ContentRef
  /** The pieces that a mail shows, in their order; where there are none it shows `text` and `parts`. */
  blocks?: ContentBlock[]
  /** What a mailbox shows beside the subject. */
  preheader?: string
  /** The reader's, for numbers, dates and the house's own words; the shop's where it is missing. */
  locale?: string
  /** Where a tap on a push leads; without it, where its first product or link leads. */
  link?: string
}

/** A content template and what it is about this time: everything else is found when the message is sent. */
export interface ContentRef {
  contentTemplateId: string
  version: number
  /** Chosen when the message is first drawn, where nobody chose before; `null`: the template as it stands. */
  variant?: string | null
  /** The reader's, where it is known; else the shop's. */
  language?: string
  /** Of the fields that are `given`. */
  values?: Record<string, string>
  /** What the message is about: what was chosen, or what began it; the first is the one that began it. */
  productIds?: string[]
  offer?: { offerId: string; required: boolean } | null
  orderId?: string
  /** What was true when it was planned, and must be when it is sent. */
  claims?: ContentClaim[]
}

/** Of one product: the price it is not above, and whether it can be bought. */
export interface ContentClaim {
  productId: string
  priceAtMost?: Money
  inStock?: boolean
}

/**
 * Where a message of the outbox stands. `held` waits for its hour; `queued` for a worker; `sending` is with the
 * provider; `unknown`: the provider's answer was lost, never sent again by itself; `dead`: given up, may be
 * replayed by a person; `refused`: a gate said no; `cancelled`: taken back before it left.
 */
export const outboxStates = [
  'held',
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'read',
  'failed',
  'dead',
  'refused',
  'cancelled',
] as const
export type OutboxState = (typeof outboxStates)[number]

/** Who wants to send: counted together under one cap. */
export type OutboundSender =
  | { type: 'agent' }
  | { type: 'associate'; staffId: string; name: string }
  /** `holdout`: the journey's own share in per cent, in place of the contact rules'. */
  | { type: 'journey'; name: string; holdout?: number }
  | { type: 'house' }

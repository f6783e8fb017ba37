import type { MessagePart } from './message.ts'

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
  | { type: 'journey'; name: string }
  | { type: 'house' }

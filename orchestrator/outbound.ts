import type { ConversationStatus, MessagePart, Sender } from '#contract/message.ts'

/** What a message of ours is, which decides the gates it passes. Kinds that nothing sends yet are not named. */
export type MessageKind = 'reply' | 'service' | 'confirmation'

export type OutboundChannel = 'web' | 'api' | 'terminal' | 'sms' | 'whatsapp'

/** One text that wants to leave the house. */
export interface OutboundMessage {
  kind: MessageKind
  channel: OutboundChannel
  speaker: Exclude<Sender, 'customer'>
  /** The person who speaks; null for the agent and for the house itself. */
  staffId: string | null
  text: string
  parts: MessagePart[]
}

/** What is true of the conversation at this moment, read under its lock. */
export interface OutboundFacts {
  status: ConversationStatus
  staffId: string | null
  /** Whether the same was confirmed in this conversation within the last five minutes. */
  confirmedJustNow?: boolean
}

export type GateName = 'speaker' | 'channel_rules' | 'once'
export type GateReason =
  | 'not_the_agents'
  | 'not_this_persons'
  | 'conversation_closed'
  | 'empty'
  | 'too_long'
  | 'unknown_part'
  | 'confirmed_already'

export type GateAnswer = { allowed: true } | { allowed: false; reason: GateReason }
export type Decision = { allowed: true } | { allowed: false; gate: GateName; reason: GateReason }

/** One check. Pure: everything it may know is in its arguments. */
export type Gate = (message: OutboundMessage, facts: OutboundFacts) => GateAnswer

import type { ConversationStatus, MessagePart, Sender } from '#contract/message.ts'

/** Words that want to be said in a conversation, before they stand in it. */
export interface ConversationWords {
  kind: 'reply' | 'service' | 'confirmation'
  channel: 'web' | 'api' | 'terminal' | 'sms' | 'whatsapp'
  speaker: Exclude<Sender, 'customer'>
  /** The person who speaks; null for the agent and for the house itself. */
  staffId: string | null
  text: string
  parts: MessagePart[]
}

/** What is true of the conversation at this moment, read under its lock. */
export interface ConversationFacts {
  status: ConversationStatus
  staffId: string | null
  /** Whether the same was confirmed in this conversation within the last five minutes. */
  confirmedJustNow?: boolean
}

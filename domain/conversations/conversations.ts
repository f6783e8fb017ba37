import type { PageContext } from '#contract/chat.ts'
import type { ConversationStatus, MessageChannel, MessagePart, Sender } from '#contract/message.ts'

export type ConversationChannel = MessageChannel

/** Where a phone conversation is held, and where what we say there goes. */
export interface PhoneAddress {
  channel: 'sms' | 'whatsapp'
  kind: 'phone' | 'whatsapp_id'
  value: string
}

/** The key of a conversation: the customer id it was opened with, and its own. */
export interface ConversationRef {
  customerId: string
  conversationId: string
}

export interface Conversation extends ConversationRef {
  /** Where the customer wrote last; what we answer goes there. */
  channel: ConversationChannel
  /** The phone it is held with; null for one that began on the web, by the API or in the terminal. */
  phone: PhoneAddress | null
  /** Whose web session has gone on with a phone's conversation on the site. */
  visitorId: string | null
  status: ConversationStatus
  staffId: string | null
  /** Grows with every change of the conversation or of a message in it. */
  rev: number
  lastSeq: number
  lastCustomerSeq: number
  /** The customer's messages up to this seq have had their answer. */
  answeredSeq: number
  customerReadSeq: number
  staffReadSeq: number
  page: PageContext | null
  createdAt: Date
  updatedAt: Date
}

export interface NewMessage {
  sender: Sender
  text: string
  /** Where it was written, or goes; the conversation's own channel without it. */
  channel?: ConversationChannel
  /** Made beforehand, where something else names the message already. */
  messageId?: string
  /** Of a customer: whose web session wrote it, in a phone's conversation. */
  visitorId?: string
  /** Of a customer: wait this long for more before the agent's turn begins. */
  gatherMs?: number
  parts?: MessagePart[]
  status?: 'partial' | 'complete'
  clientMessageId?: string
  staffId?: string
  staffName?: string
  turnId?: string
  page?: PageContext
  /** This is all that is to be said to what the customer wrote; a person's word is, unless it says it is not. */
  answers?: boolean
}

/** What the agent says next in its turn: appended to the turn's message, or put in place of it. */
export interface AgentText {
  text: string
  parts?: MessagePart[]
  complete: boolean
  replace?: boolean
  /** Where it goes; the conversation's own channel without it. */
  channel?: ConversationChannel
}

/** The conversation with one message more; a person's word answers all that was said before it, and the house's where it says so. */
export function withMessage(before: Conversation, input: NewMessage, now: Date): Conversation {
  const seq = before.lastSeq + 1
  const byPerson = input.sender === 'associate' || input.sender === 'support'
  const byCustomer = input.sender === 'customer'
  return {
    ...before,
    channel: (byCustomer && input.channel) || before.channel,
    visitorId: (byCustomer && input.visitorId) || before.visitorId,
    rev: before.rev + 1,
    lastSeq: seq,
    lastCustomerSeq: byCustomer ? seq : before.lastCustomerSeq,
    answeredSeq: (input.answers ?? byPerson) ? before.lastCustomerSeq : before.answeredSeq,
    page: input.page ?? before.page,
    updatedAt: now,
  }
}

/** Two released pieces as one text: a space between them unless one of them brings its own. */
export function joinReleased(before: string, next: string): string {
  if (before === '' || next === '' || /\s$/.test(before) || /^\s/.test(next)) return before + next
  return `${before} ${next}`
}

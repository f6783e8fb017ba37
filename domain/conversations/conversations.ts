import type { PageContext } from '#contract/chat.ts'
import type { ConversationStatus, MessagePart, Sender } from '#contract/message.ts'

export type ConversationChannel = 'web' | 'api' | 'terminal' | 'sms' | 'whatsapp'

/** The key of a conversation: the customer id it was opened with, and its own. */
export interface ConversationRef {
  customerId: string
  conversationId: string
}

export interface Conversation extends ConversationRef {
  channel: ConversationChannel
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
  parts?: MessagePart[]
  status?: 'partial' | 'complete'
  clientMessageId?: string
  staffId?: string
  staffName?: string
  turnId?: string
  page?: PageContext
  /** Of the house itself: this is all that is to be said to what the customer wrote. */
  answers?: boolean
}

/** What the agent says next in its turn: appended to the turn's message, or put in place of it. */
export interface AgentText {
  text: string
  parts?: MessagePart[]
  complete: boolean
  replace?: boolean
}

/** The conversation with one message more; a person's word answers all that was said before it, and the house's where it says so. */
export function withMessage(before: Conversation, input: NewMessage, now: Date): Conversation {
  const seq = before.lastSeq + 1
  const byPerson = input.sender === 'associate' || input.sender === 'support'
  return {
    ...before,
    rev: before.rev + 1,
    lastSeq: seq,
    lastCustomerSeq: input.sender === 'customer' ? seq : before.lastCustomerSeq,
    answeredSeq: byPerson || input.answers ? before.lastCustomerSeq : before.answeredSeq,
    page: input.page ?? before.page,
    updatedAt: now,
  }
}

/** Two released pieces as one text: a space between them unless one of them brings its own. */
export function joinReleased(before: string, next: string): string {
  if (before === '' || next === '' || /\s$/.test(before) || /^\s/.test(next)) return before + next
  return `${before} ${next}`
}

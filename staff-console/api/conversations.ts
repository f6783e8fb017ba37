import type { Message } from '#contract/message.ts'
import type { ConversationDetail, ConversationRow, ConversationViewName } from '#contract/staff-api.ts'
import { request } from './http.ts'

export interface ConversationPage {
  conversations: ConversationRow[]
  /** The `before` of the next page; null on the last. */
  next: string | null
}

/** What a person can do with a conversation beside replying. */
export type ConversationAction = 'take' | 'release' | 'resolve'

export function listConversations(
  view: ConversationViewName,
  before: string | null,
): Promise<ConversationPage> {
  const query = new URLSearchParams({ view, ...(before && { before }) })
  return request('GET', `/api/conversations?${query}`)
}

export function readConversation(conversationId: string): Promise<ConversationDetail> {
  return request('GET', pathOf(conversationId))
}

export function act(conversationId: string, action: ConversationAction): Promise<ConversationRow> {
  return request('POST', `${pathOf(conversationId)}/${action}`, {})
}

/** Sending the same `clientMessageId` again answers the first message: safe to repeat. */
export function sendReply(
  conversationId: string,
  reply: { clientMessageId: string; text: string },
): Promise<{ message: Message }> {
  return request('POST', `${pathOf(conversationId)}/reply`, reply)
}

export function markRead(conversationId: string, seq: number): Promise<null> {
  return request('POST', `${pathOf(conversationId)}/read`, { seq })
}

const pathOf = (conversationId: string) => `/api/conversations/${encodeURIComponent(conversationId)}`

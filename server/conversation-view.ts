import type { ConversationView } from '#contract/chat.ts'
import type { Conversation } from '#domain/conversations/index.ts'
import { sessionTrust, visitorSessionOf } from '#domain/identity/index.ts'
import { staffNameOf } from './desk/conversation-row.ts'
import type { House } from './house.ts'

/** A conversation as its shopper sees it. */
export async function conversationView(house: House, conversation: Conversation): Promise<ConversationView> {
  const { phone, customerId } = conversation
  const session = phone ? null : await visitorSessionOf(house.db, customerId)
  return {
    conversationId: conversation.conversationId,
    status: conversation.status,
    rev: conversation.rev,
    staffName: await staffNameOf(house, conversation.staffId),
    // what the agent has answered it has read, though no person has
    staffReadSeq: Math.max(conversation.staffReadSeq, conversation.answeredSeq),
    customerReadSeq: conversation.customerReadSeq,
    // on the site a phone's conversation is shown to nobody else
    signedIn: phone !== null || (session !== null && sessionTrust(session, house.clock()) === 'account'),
  }
}

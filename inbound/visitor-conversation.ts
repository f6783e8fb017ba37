import {
  type Conversation,
  currentConversation,
  heardAt,
  phoneConversations,
} from '#domain/conversations/index.ts'
import { accountMembers, sessionTrust } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import type { Visitor } from './standing.ts'

/**
 * The open conversation that a visitor sees and goes on with: their own, or that of their phone where they wrote
 * last. A phone's is shown to an account only, while its token holds, and only where the provider signed for
 * what was written from it and the number is that account's: joined by staff or a sign-in, or vouched for by the
 * token. What was typed, or only seen together, opens nothing.
 */
export async function conversationOf(db: Db, visitor: Visitor, now: Date): Promise<Conversation | null> {
  const own = await currentConversation(db, visitor.customerId)
  const [phone] = await phonesOf(db, visitor, now)
  if (!own || !phone) return phone ?? own
  const [ownAt, phoneAt] = [await heardAt(db, own), await heardAt(db, phone)]
  return (phoneAt?.getTime() ?? 0) > (ownAt?.getTime() ?? 0) ? phone : own
}

async function phonesOf(db: Db, visitor: Visitor, now: Date): Promise<Conversation[]> {
  if (!('sessionHash' in visitor) || sessionTrust(visitor, now) !== 'account') return []
  const { accountCustomerId, accountPhone } = visitor
  const customerIds = accountCustomerId === null ? [] : await accountMembers(db, accountCustomerId)
  return phoneConversations(db, { customerIds, phone: accountPhone })
}

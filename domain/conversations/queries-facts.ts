import { type RawBuilder, sql } from 'kysely'

export interface ConversationFact {
  part: string
  customer_id: string
  fact: unknown
}

/** Of a conversation in the queue or with staff. */
export type WithStaffFact = [conversationId: string, staffId: string | null]
/** Of a chat of the site: whose session it is open in. */
export type OpenChatFact = [visitorId: string, updatedAt: string]

/**
 * What these customers' conversations say of writing to them, as a fragment (part, customer_id, fact) of a
 * set-based read: those that people hold or are waited for in, and chats of the site in use since `since`.
 * `ids` is an expression of the type text[].
 */
export function conversationFacts(ids: RawBuilder<unknown>, since: Date): RawBuilder<ConversationFact> {
  return sql`
    select 'with_staff' as part, customer_id, json_build_array(conversation_id, staff_id) as fact
    from conversations where customer_id = any(${ids}) and status in ('queued', 'with_staff')
    union all
    select 'open_chat', customer_id, json_build_array(coalesce(visitor_id, customer_id), updated_at)
    from conversations where customer_id = any(${ids}) and channel = 'web' and status <> 'closed'
      and updated_at >= ${since}`
}

/** When each of these customers last wrote anything, by any channel: rows (customer_id, at). */
export function lastSaidRelation(ids: RawBuilder<unknown>): RawBuilder<{ customer_id: string; at: Date }> {
  return sql`
    select c.customer_id, m.created_at as at from conversations c
    join messages m on m.customer_id = c.customer_id and m.conversation_id = c.conversation_id
      and m.seq = c.last_customer_seq
    where c.customer_id = any(${ids})`
}

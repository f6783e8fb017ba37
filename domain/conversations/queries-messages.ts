import { type Insertable, type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import type { Message } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, storableJson, storableText } from '#store/index.ts'
import { type Conversation, type ConversationRef, type NewMessage, withMessage } from './conversations.ts'
import { lockConversation, updateConversation } from './queries.ts'
import type { ConversationTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConversationTables>()

export function toMessage(row: Selectable<ConversationTables['messages']>): Message {
  return {
    messageId: row.message_id,
    conversationId: row.conversation_id,
    seq: row.seq,
    rev: row.rev,
    sender: row.sender,
    staffName: row.staff_name,
    text: row.text,
    parts: row.parts,
    status: row.status,
    clientMessageId: row.client_message_id,
    createdAt: row.created_at.toISOString(),
    ...(row.channel !== null && { channel: row.channel }),
  }
}

/**
 * Appends a message under the conversation's row lock: next seq, next rev. A second message with the same
 * `clientMessageId` answers the first one with `duplicate: true` and writes nothing.
 */
export function appendMessage(
  db: Db,
  ref: ConversationRef,
  input: NewMessage,
  now: Date,
): Promise<{ message: Message; duplicate: boolean; conversation: Conversation }> {
  return inTransaction(db, async (tx) => {
    const before = await lockConversation(tx, ref)
    const earlier = await messageByClientId(tx, ref, input.clientMessageId)
    if (earlier) return { message: earlier, duplicate: true, conversation: before }
    if (before.status === 'closed' && input.sender === 'customer')
      throw new Problem('conflict', 'This conversation is closed')
    return { ...(await storeMessage(tx, before, input, now)), duplicate: false }
  })
}

async function messageByClientId(
  tx: Db,
  ref: ConversationRef,
  clientMessageId: string | undefined,
): Promise<Message | null> {
  if (clientMessageId === undefined) return null
  const row = await tables(tx)
    .selectFrom('messages')
    .selectAll()
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('client_message_id', '=', storableText(clientMessageId))
    .executeTakeFirst()
  return row ? toMessage(row) : null
}

/** Counts and stores one more message in one statement. Under the conversation's lock only. */
export async function storeMessage(
  tx: Db,
  before: Conversation,
  input: NewMessage,
  now: Date,
): Promise<{ message: Message; conversation: Conversation }> {
  const conversation = withMessage(before, input, now)
  const row = await tables(tx)
    .with('counted', (qb) =>
      qb
        .updateTable('conversations')
        .set({
          rev: conversation.rev,
          last_seq: conversation.lastSeq,
          last_customer_seq: conversation.lastCustomerSeq,
          answered_seq: conversation.answeredSeq,
          updated_at: now,
          ...(input.page && { page: storableJson(input.page) }),
          ...(input.sender === 'customer' && heardFrom(before, conversation, input, now)),
        })
        .where('customer_id', '=', before.customerId)
        .where('conversation_id', '=', before.conversationId)
        .returning('rev'),
    )
    .insertInto('messages')
    .values(rowOf(conversation, input, now))
    .returningAll()
    .executeTakeFirstOrThrow()
  return { message: toMessage(row), conversation }
}

/** More than this many times the wait nobody waits for more, however fast they type. */
const MOST_WAITS = 5

/** Where the customer is now, and from when on they are answered. */
function heardFrom(before: Conversation, after: Conversation, { gatherMs }: NewMessage, now: Date) {
  const { customerId, conversationId, answeredSeq } = before
  const quiet = new Date(now.getTime() + (gatherMs ?? 0))
  const latest = sql<Date>`(select min(m.created_at) from messages m
    where m.customer_id = ${customerId} and m.conversation_id = ${conversationId}
      and m.sender = 'customer' and m.seq > ${answeredSeq}) + ${`${(gatherMs ?? 0) * MOST_WAITS} milliseconds`}::interval`
  return {
    channel: after.channel,
    visitor_id: after.visitorId,
    turn_after: gatherMs === undefined ? null : sql<Date>`least(${quiet}::timestamptz, ${latest})`,
  }
}

function rowOf(
  conversation: Conversation,
  input: NewMessage,
  now: Date,
): Insertable<ConversationTables['messages']> {
  return {
    customer_id: conversation.customerId,
    conversation_id: conversation.conversationId,
    seq: conversation.lastSeq,
    message_id: input.messageId ?? newId('message', now),
    client_message_id: input.clientMessageId === undefined ? null : storableText(input.clientMessageId),
    sender: input.sender,
    staff_id: input.staffId ?? null,
    staff_name: input.staffName === undefined ? null : storableText(input.staffName),
    text: storableText(input.text),
    parts: storableJson(input.parts ?? []),
    channel: input.channel ?? conversation.channel,
    status: input.status ?? 'complete',
    turn_id: input.turnId ?? null,
    rev: conversation.rev,
    created_at: now,
    updated_at: now,
  }
}

/**
 * Every message changed after `afterRev`, by seq. With a limit it is the ones that changed first, so that
 * asking again after the highest rev received misses nothing.
 */
export async function messagesAfter(
  db: Db,
  ref: ConversationRef,
  afterRev: number,
  limit = 10_000,
): Promise<Message[]> {
  const rows = await tables(db)
    .selectFrom('messages')
    .selectAll()
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('rev', '>', afterRev)
    .orderBy('rev')
    .limit(limit)
    .execute()
  return rows.map(toMessage).sort((a, b) => a.seq - b.seq)
}

/** The last messages of the conversation, oldest first. */
export async function recentMessages(db: Db, ref: ConversationRef, limit: number): Promise<Message[]> {
  const rows = await tables(db)
    .selectFrom('messages')
    .selectAll()
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toMessage).reverse()
}

export async function findMessage(db: Db, ref: ConversationRef, messageId: string): Promise<Message | null> {
  const row = await tables(db)
    .selectFrom('messages')
    .selectAll()
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  return row ? toMessage(row) : null
}

/** Moves a side's read mark forward, never back and never past the last message. */
export function markRead(
  db: Db,
  ref: ConversationRef,
  side: 'customer' | 'staff',
  seq: number,
  _now: Date,
): Promise<Conversation> {
  return inTransaction(db, async (tx) => {
    const before = await lockConversation(tx, ref)
    const upTo = Math.min(seq, before.lastSeq)
    const already = side === 'customer' ? before.customerReadSeq : before.staffReadSeq
    if (upTo <= already) return before
    const mark = side === 'customer' ? { customer_read_seq: upTo } : { staff_read_seq: upTo }
    return updateConversation(tx, ref, { ...mark, rev: before.rev + 1 })
  })
}

/** No half message stays: what the agent had released so far stands as it is. Under the lock only. */
export async function completePartial(tx: Db, before: Conversation, now: Date): Promise<Conversation> {
  const changed = await tables(tx)
    .updateTable('messages')
    .set({ status: 'complete', rev: before.rev + 1, updated_at: now })
    .where('customer_id', '=', before.customerId)
    .where('conversation_id', '=', before.conversationId)
    .where('status', '=', 'partial')
    .returning(sql<number>`1`.as('one'))
    .execute()
  if (changed.length === 0) return before
  return updateConversation(tx, before, { rev: before.rev + 1, updated_at: now })
}

import type { Selectable, Updateable } from 'kysely'
import { newId } from '#contract/ids.ts'
import type { ConversationStatus } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import type { Conversation, ConversationChannel, ConversationRef, PhoneAddress } from './conversations.ts'
import type { ConversationTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConversationTables>()

export function toConversation(row: Selectable<ConversationTables['conversations']>): Conversation {
  return {
    customerId: row.customer_id,
    conversationId: row.conversation_id,
    channel: row.channel,
    phone: phoneOf(row),
    visitorId: row.visitor_id,
    status: row.status,
    staffId: row.staff_id,
    rev: row.rev,
    lastSeq: row.last_seq,
    lastCustomerSeq: row.last_customer_seq,
    answeredSeq: row.answered_seq,
    customerReadSeq: row.customer_read_seq,
    staffReadSeq: row.staff_read_seq,
    page: row.page,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function phoneOf(row: Selectable<ConversationTables['conversations']>): PhoneAddress | null {
  const { phone_channel: channel, phone_kind: kind, phone_address: value } = row
  return channel === null || kind === null || value === null ? null : { channel, kind, value }
}

/** The customer's newest conversation that is not closed, else a new one; two calls at once make one. Never a phone's. */
export async function openConversation(
  db: Db,
  customerId: string,
  channel: ConversationChannel,
  now: Date,
): Promise<Conversation> {
  const current = await currentConversation(db, customerId)
  if (current) return current
  return inTransaction(db, async (tx) => {
    await lock(tx, 'customer', customerId)
    return (await currentConversation(tx, customerId)) ?? insertConversation(tx, customerId, channel, now)
  })
}

export async function insertConversation(
  tx: Db,
  customerId: string,
  channel: ConversationChannel,
  now: Date,
  phone: PhoneAddress | null = null,
): Promise<Conversation> {
  const row = await tables(tx)
    .insertInto('conversations')
    .values({
      customer_id: customerId,
      conversation_id: newId('conversation', now),
      channel,
      phone_channel: phone?.channel ?? null,
      phone_kind: phone?.kind ?? null,
      phone_address: phone?.value ?? null,
      visitor_id: null,
      turn_after: null,
      status: 'agent',
      staff_id: null,
      rev: 0,
      last_seq: 0,
      last_customer_seq: 0,
      answered_seq: 0,
      turn_id: null,
      turn_lease_until: null,
      turn_attempts: 0,
      customer_read_seq: 0,
      staff_read_seq: 0,
      page: null,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toConversation(row)
}

export async function findConversation(db: Db, conversationId: string): Promise<Conversation | null> {
  const row = await tables(db)
    .selectFrom('conversations')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  return row ? toConversation(row) : null
}

/** The newest conversation of that very customer id that is not closed and is no phone's. */
export async function currentConversation(db: Db, customerId: string): Promise<Conversation | null> {
  const row = await tables(db)
    .selectFrom('conversations')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('phone_channel', 'is', null)
    .where('status', '<>', 'closed')
    .orderBy('created_at', 'desc')
    .orderBy('conversation_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toConversation(row) : null
}

/** The conversation with its row locked until the transaction ends. Throws the problem `not-found`. */
export async function lockConversation(tx: Db, ref: ConversationRef): Promise<Conversation> {
  return toConversation(await lockRow(tx, ref))
}

/** The locked row itself, with the turn that this room alone knows of. */
export async function lockRow(
  tx: Db,
  ref: ConversationRef,
): Promise<Selectable<ConversationTables['conversations']>> {
  const row = await tables(tx)
    .selectFrom('conversations')
    .selectAll()
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found', 'There is no such conversation')
  return row
}

/** Newest change first; `before` pages on from the last row's `updatedAt`. */
export async function listConversations(
  db: Db,
  filter: { statuses: ConversationStatus[]; staffId?: string; limit: number; before?: Date },
): Promise<Conversation[]> {
  if (filter.statuses.length === 0) return []
  let query = tables(db)
    .selectFrom('conversations')
    .selectAll()
    .where('status', 'in', filter.statuses)
    .orderBy('updated_at', 'desc')
    .limit(filter.limit)
  if (filter.staffId !== undefined) query = query.where('staff_id', '=', filter.staffId)
  if (filter.before !== undefined) query = query.where('updated_at', '<', filter.before)
  return (await query.execute()).map(toConversation)
}

/** The conversations of these customers, the newest first, each with the first thing the customer wrote. */
export async function conversationsOf(
  db: Db,
  customerIds: readonly string[],
  limit: number,
): Promise<(Conversation & { firstText: string | null })[]> {
  if (customerIds.length === 0) return []
  const rows = await tables(db)
    .selectFrom('conversations')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('messages')
        .select('messages.text')
        .whereRef('messages.customer_id', '=', 'conversations.customer_id')
        .whereRef('messages.conversation_id', '=', 'conversations.conversation_id')
        .where('messages.sender', '=', 'customer')
        .orderBy('messages.seq')
        .limit(1)
        .as('first_text'),
    )
    .where('customer_id', 'in', customerIds)
    .orderBy('created_at', 'desc')
    .orderBy('conversation_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...toConversation(row), firstText: row.first_text }))
}

/** Writes counters and states of one conversation. Under its row lock only. */
export async function updateConversation(
  tx: Db,
  ref: ConversationRef,
  change: Updateable<ConversationTables['conversations']>,
): Promise<Conversation> {
  const row = await tables(tx)
    .updateTable('conversations')
    .set(change)
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toConversation(row)
}

import { newId } from '#contract/ids.ts'
import type { ConversationStatus } from '#contract/message.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { Conversation, ConversationRef } from './conversations.ts'
import { lockConversation, lockRow, toConversation, updateConversation } from './queries.ts'
import { completePartial } from './queries-messages.ts'
import type { ConversationTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConversationTables>()

/**
 * Takes the one turn of a conversation, for as long as the lease. null: nothing waits for an answer, more may
 * follow in a moment, somebody else holds it, or the conversation is not the agent's.
 */
export async function takeTurn(
  db: Db,
  ref: ConversationRef,
  leaseMs: number,
  now: Date,
): Promise<{ turnId: string; upToSeq: number; attempt: number; conversation: Conversation } | null> {
  const turnId = newId('turn', now)
  const row = await tables(db)
    .updateTable('conversations')
    .set((eb) => ({
      turn_id: turnId,
      turn_lease_until: leaseEnd(leaseMs, now),
      turn_attempts: eb('turn_attempts', '+', 1),
    }))
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('status', '=', 'agent')
    .whereRef('answered_seq', '<', 'last_customer_seq')
    .where((eb) => eb.or([eb('turn_id', 'is', null), eb('turn_lease_until', '<=', now)]))
    .where((eb) => eb.or([eb('turn_after', 'is', null), eb('turn_after', '<=', now)]))
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  const conversation = toConversation(row)
  return { turnId, upToSeq: conversation.lastCustomerSeq, attempt: row.turn_attempts, conversation }
}

/** false: the turn is not this worker's any more, and its work is to stop. */
export async function renewTurn(
  db: Db,
  ref: ConversationRef,
  turnId: string,
  leaseMs: number,
  now: Date,
): Promise<boolean> {
  const result = await tables(db)
    .updateTable('conversations')
    .set({ turn_lease_until: leaseEnd(leaseMs, now) })
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('turn_id', '=', turnId)
    .where('status', '=', 'agent')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

const noTurn = { turn_id: null, turn_lease_until: null, turn_attempts: 0 }

function leaseEnd(leaseMs: number, now: Date): Date {
  return new Date(now.getTime() + leaseMs)
}

/**
 * Ends a turn: what was said up to `upToSeq` is answered, the lease is free, and no message stays partial.
 * From a worker that has lost the turn it changes nothing.
 */
export function finishTurn(
  db: Db,
  ref: ConversationRef,
  turnId: string,
  upToSeq: number,
  now: Date,
): Promise<Conversation> {
  return inTransaction(db, async (tx) => {
    const row = await lockRow(tx, ref)
    if (row.turn_id !== turnId) return toConversation(row)
    const before = await completePartial(tx, toConversation(row), now)
    return updateConversation(tx, ref, {
      answered_seq: Math.max(before.answeredSeq, Math.min(upToSeq, before.lastCustomerSeq)),
      ...noTurn,
    })
  })
}

/** Conversations of the agent with something unanswered that nobody works on, longest waiting first. */
export async function conversationsWaiting(db: Db, now: Date, limit: number): Promise<ConversationRef[]> {
  const rows = await tables(db)
    .selectFrom('conversations')
    .select(['customer_id', 'conversation_id'])
    .where('status', '=', 'agent')
    .whereRef('answered_seq', '<', 'last_customer_seq')
    .where((eb) => eb.or([eb('turn_id', 'is', null), eb('turn_lease_until', '<=', now)]))
    .where((eb) => eb.or([eb('turn_after', 'is', null), eb('turn_after', '<=', now)]))
    .orderBy('updated_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ customerId: row.customer_id, conversationId: row.conversation_id }))
}

/** When the next turn begins that waits for more to be written; null: none does. */
export async function nextTurnAt(db: Db): Promise<Date | null> {
  const row = await tables(db)
    .selectFrom('conversations')
    .select((eb) => eb.fn.min('turn_after').as('at'))
    .where('status', '=', 'agent')
    .whereRef('answered_seq', '<', 'last_customer_seq')
    .where('turn_after', 'is not', null)
    .executeTakeFirst()
  return row?.at ?? null
}

/**
 * Sets status and person, and takes the turn away from whoever holds it. With `answered` all that the
 * customer has said counts as answered. Only `domain/handoff` calls it, under the conversation's lock.
 */
export async function setConversationStatus(
  tx: Db,
  ref: ConversationRef,
  change: { status: ConversationStatus; staffId: string | null; answered?: boolean },
  now: Date,
): Promise<Conversation> {
  const locked = await lockConversation(tx, ref)
  const before = await completePartial(tx, locked, now)
  return updateConversation(tx, ref, {
    status: change.status,
    staff_id: change.staffId,
    rev: before.rev + 1,
    updated_at: now,
    ...noTurn,
    ...(change.answered && { answered_seq: before.lastCustomerSeq }),
  })
}

import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import type { HandoffReason } from '#contract/staff-api.ts'
import type { ConversationRef } from '#domain/conversations/index.ts'
import { type Db, storableText } from '#store/index.ts'
import type { Handoff, HandoffOutcome } from './handoff.ts'
import type { HandoffTables } from './tables.ts'

const tables = (db: Db) => db.withTables<HandoffTables>()

function toHandoff(row: Selectable<HandoffTables['handoffs']>): Handoff {
  return {
    customerId: row.customer_id,
    conversationId: row.conversation_id,
    handoffId: row.handoff_id,
    reason: row.reason,
    summary: row.summary,
    queuedAt: row.queued_at,
    noticeAt: row.notice_at,
    takenAt: row.taken_at,
    staffId: row.staff_id,
    endedAt: row.ended_at,
    outcome: row.outcome,
  }
}

/** The handoff that waits for a person or is with one. */
export async function openHandoff(db: Db, ref: ConversationRef): Promise<Handoff | null> {
  const row = await tables(db)
    .selectFrom('handoffs')
    .selectAll()
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('ended_at', 'is', null)
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toHandoff(row) : null
}

/** Every handoff of these conversations, ended or not, newest first. */
export async function handoffsOf(db: Db, refs: ConversationRef[]): Promise<Handoff[]> {
  if (refs.length === 0) return []
  const rows = await tables(db)
    .selectFrom('handoffs')
    .selectAll()
    .where('customer_id', '=', sql<string>`any(${refs.map((ref) => ref.customerId)})`)
    .where('conversation_id', '=', sql<string>`any(${refs.map((ref) => ref.conversationId)})`)
    .orderBy('queued_at', 'desc')
    .orderBy('handoff_id', 'desc')
    .execute()
  return rows.map(toHandoff)
}

export async function insertHandoff(
  tx: Db,
  ref: ConversationRef,
  input: { reason: HandoffReason; summary: string; takenBy: string | null },
  now: Date,
): Promise<Handoff> {
  const row = await tables(tx)
    .insertInto('handoffs')
    .values({
      customer_id: ref.customerId,
      handoff_id: newId('handoff', now),
      conversation_id: ref.conversationId,
      reason: input.reason,
      summary: storableText(input.summary),
      queued_at: now,
      notice_at: null,
      taken_at: input.takenBy === null ? null : now,
      staff_id: input.takenBy,
      ended_at: null,
      outcome: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toHandoff(row)
}

export async function updateHandoff(
  tx: Db,
  handoff: Handoff,
  change: {
    notice_at?: Date
    taken_at?: Date
    staff_id?: string
    ended_at?: Date
    outcome?: HandoffOutcome
  },
): Promise<Handoff> {
  const row = await tables(tx)
    .updateTable('handoffs')
    .set(change)
    .where('customer_id', '=', handoff.customerId)
    .where('handoff_id', '=', handoff.handoffId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toHandoff(row)
}

/** Waiting since before `queuedBefore`, with nobody told so yet; longest waiting first. */
export async function unnoticedHandoffs(db: Db, queuedBefore: Date, limit: number): Promise<Handoff[]> {
  const rows = await tables(db)
    .selectFrom('handoffs')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('taken_at', 'is', null)
    .where('notice_at', 'is', null)
    .where('queued_at', '<=', queuedBefore)
    .orderBy('queued_at')
    .limit(limit)
    .execute()
  return rows.map(toHandoff)
}

/** Since when somebody waits who has not been told that nobody is free; null: nobody. */
export async function longestUnnoticed(db: Db): Promise<Date | null> {
  const row = await tables(db)
    .selectFrom('handoffs')
    .select((eb) => eb.fn.min('queued_at').as('since'))
    .where('ended_at', 'is', null)
    .where('taken_at', 'is', null)
    .where('notice_at', 'is', null)
    .executeTakeFirst()
  return row?.since ?? null
}

/** With a person who is not among `online`, and was taken before `takenBefore`. */
export async function strandedHandoffs(
  db: Db,
  online: string[],
  takenBefore: Date,
  limit: number,
): Promise<Handoff[]> {
  const rows = await tables(db)
    .selectFrom('handoffs')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('taken_at', '<=', takenBefore)
    .where(sql<boolean>`not (staff_id = any(${online}))`)
    .orderBy('taken_at')
    .limit(limit)
    .execute()
  return rows.map(toHandoff)
}

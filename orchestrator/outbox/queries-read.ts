import { type Selectable, sql } from 'kysely'
import type { MessageKind, OutboundChannel, OutboundSender, OutboxState } from '#contract/outbound.ts'
import { membersRelationFor } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import type { OrchestratorTables, OutboxTable } from '../tables.ts'
import type { OutboxRow, RowReason } from './outbox.ts'
import { rowFrom } from './row.ts'

const tables = (db: Db) => db.withTables<OrchestratorTables>()

export interface OutboxFilter {
  states?: readonly OutboxState[]
  channel?: OutboundChannel
  kinds?: readonly MessageKind[]
  /** Of this person, all members. */
  customerId?: string
  staffId?: string
  senderType?: OutboundSender['type']
  reason?: string
  /** Older than the last row of the page before. */
  before?: { at: Date; outboxId: string }
  limit: number
}

/** Rows by their latest change, the newest first. */
export async function listOutbox(db: Db, filter: OutboxFilter): Promise<OutboxRow[]> {
  let query = tables(db).selectFrom('outbox').selectAll()
  if (filter.states) query = query.where('state', 'in', [...filter.states])
  if (filter.channel) query = query.where('channel', '=', filter.channel)
  if (filter.kinds) query = query.where('kind', 'in', [...filter.kinds])
  if (filter.staffId !== undefined) query = query.where('staff_id', '=', filter.staffId)
  if (filter.senderType) query = query.where('sender_type', '=', filter.senderType)
  if (filter.reason !== undefined) query = query.where('reason', '=', filter.reason)
  if (filter.customerId !== undefined) {
    const members = membersRelationFor([filter.customerId])
    query = query.where(sql<boolean>`customer_id in (select m.customer_id from (${members}) m)`)
  }
  if (filter.before) {
    const { at, outboxId } = filter.before
    query = query.where(sql<boolean>`(changed_at, outbox_id) < (${at}, ${outboxId})`)
  }
  const rows = await query
    .orderBy('changed_at', 'desc')
    .orderBy('outbox_id', 'desc')
    .limit(filter.limit)
    .execute()
  return rows.map(rowFrom)
}

/** How many rows are in each state; of what is over, those of the last `days`. */
export async function outboxCounts(
  db: Db,
  now: Date,
  days = 30,
): Promise<{ state: OutboxState; channel: OutboundChannel; count: number }[]> {
  const since = new Date(now.getTime() - days * 86_400_000)
  const { rows } = await sql<{ state: OutboxState; channel: OutboundChannel; count: number }>`
    select state, channel, count(*) as count from outbox
    where state in ('held', 'queued', 'sending', 'unknown', 'dead') or changed_at >= ${since}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** Where each of these messages of a conversation stands; the latest row where it went out by several. */
export async function deliveryOf(
  db: Db,
  messageIds: readonly string[],
): Promise<Map<string, { outboxId: string; state: OutboxState; reason: RowReason | null; at: Date }>> {
  if (messageIds.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('outbox')
    .select(['message_id', 'outbox_id', 'state', 'reason', 'changed_at'])
    .where('message_id', 'in', messageIds)
    .orderBy('created_at')
    .orderBy('outbox_id')
    .execute()
  return new Map(
    rows.flatMap(({ message_id, outbox_id, state, reason, changed_at }) =>
      message_id === null
        ? []
        : [[message_id, { outboxId: outbox_id, state, reason: reason as RowReason | null, at: changed_at }]],
    ),
  )
}

/** The row of a request, by its key. */
export async function rowOfKey(db: Db, key: string): Promise<OutboxRow | null> {
  const { rows } = await sql<Selectable<OutboxTable>>`select o.* from outbox_keys k
    join outbox o on o.customer_id = k.customer_id and o.outbox_id = k.outbox_id where k.key = ${key}`.execute(
    db,
  )
  return rows[0] ? rowFrom(rows[0]) : null
}

/** Where a row without a conversation was appended to: it stands there from now on. */
export async function linkSaid(
  tx: Db,
  row: { customerId: string; outboxId: string },
  said: { ref: { customerId: string; conversationId: string }; messageId: string },
): Promise<void> {
  await tables(tx)
    .updateTable('outbox')
    .set({
      conversation_customer_id: said.ref.customerId,
      conversation_id: said.ref.conversationId,
      message_id: said.messageId,
    })
    .where('customer_id', '=', row.customerId)
    .where('outbox_id', '=', row.outboxId)
    .where('message_id', 'is', null)
    .execute()
}

import { type Selectable, sql } from 'kysely'
import { type Db, storableText } from '#store/index.ts'
import type { OrchestratorTables, ProviderMessageTable } from '../tables.ts'
import type { PartStatus } from './progress.ts'
import { furtherAndFurther } from './progress.ts'
import type { RowRef } from './queries.ts'
import { jsonOfRows } from './row.ts'

const tables = (db: Db) => db.withTables<OrchestratorTables>()

/** One part of a message as its provider knows it. */
export interface PartRef extends RowRef {
  part: number
}

/** What the provider has said of a part so far. */
export interface PartSaid extends PartRef {
  status: PartStatus | null
  deliveredAt: Date | null
  readAt: Date | null
  failedAt: Date | null
  reason: string | null
  error: { code: string; text: string } | null
}

/**
 * Notes what a provider calls these parts. A status that was faster than this note is taken up: it stands in
 * the row already. Only for rows that the transaction holds.
 */
export async function noteParts(
  tx: Db,
  parts: readonly (PartRef & { provider: string; providerMessageId: string })[],
  now: Date,
): Promise<void> {
  if (parts.length === 0) return
  const json = jsonOfRows(
    parts.map((each) => ({
      provider: each.provider,
      provider_message_id: each.providerMessageId,
      customer_id: each.customerId,
      outbox_id: each.outboxId,
      part: each.part,
      noted_at: now,
    })),
  )
  await sql`insert into provider_messages (provider, provider_message_id, customer_id, outbox_id, part, noted_at)
    select provider, provider_message_id, customer_id, outbox_id, part, noted_at
    from jsonb_populate_recordset(null::provider_messages, ${json}::jsonb) order by 1, 2
    on conflict (provider, provider_message_id) do update
      set customer_id = excluded.customer_id, outbox_id = excluded.outbox_id, part = excluded.part
      where provider_messages.outbox_id is null`.execute(tx)
}

/** What was said of every part of these rows, first part first. */
export async function partsOf(db: Db, refs: readonly RowRef[]): Promise<Map<string, PartSaid[]>> {
  if (refs.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('provider_messages')
    .selectAll()
    .where('customer_id', 'in', [...new Set(refs.map((ref) => ref.customerId))])
    .where(
      'outbox_id',
      'in',
      refs.map((ref) => ref.outboxId),
    )
    .orderBy('part')
    .orderBy('provider_message_id')
    .execute()
  const found = new Map<string, PartSaid[]>()
  for (const part of rows.flatMap(partFrom))
    found.set(part.outboxId, [...(found.get(part.outboxId) ?? []), part])
  return found
}

function partFrom(row: Selectable<ProviderMessageTable>): PartSaid[] {
  if (row.customer_id === null || row.outbox_id === null) return []
  return [
    {
      customerId: row.customer_id,
      outboxId: row.outbox_id,
      part: row.part,
      status: row.status,
      deliveredAt: row.delivered_at,
      readAt: row.read_at,
      failedAt: row.failed_at,
      reason: row.reason,
      error: row.error_code === null ? null : { code: row.error_code, text: row.error_text ?? '' },
    },
  ]
}

/** Whose message this is; null while nobody has noted it. */
export async function partWithId(
  db: Db,
  provider: string,
  providerMessageId: string,
): Promise<PartRef | null> {
  const row = await tables(db)
    .selectFrom('provider_messages')
    .select(['customer_id', 'outbox_id', 'part'])
    .where('provider', '=', storableText(provider))
    .where('provider_message_id', '=', storableText(providerMessageId))
    .executeTakeFirst()
  if (!row || row.customer_id === null || row.outbox_id === null) return null
  return { customerId: row.customer_id, outboxId: row.outbox_id, part: row.part }
}

export interface Said {
  provider: string
  providerMessageId: string
  status: PartStatus
  at: Date
  reason: string | null
  code: string | null
  /** null where it is not known whose message this is: such words may name a person. */
  text: string | null
}

/**
 * Adds a status to what was said of a part: the furthest stays, times are the earliest that were said, so any
 * order and number of the same statuses ends the same. Answers whose part it is; null: of nobody yet.
 */
export async function addStatus(tx: Db, said: Said, of: PartRef | null, now: Date): Promise<PartRef | null> {
  const time = (status: PartStatus) => (said.status === status ? said.at : null)
  const lattice = sql.lit(`{${furtherAndFurther.join(',')}}`)
  const { rows } = await sql<Pick<ProviderMessageTable, 'customer_id' | 'outbox_id' | 'part'>>`
    insert into provider_messages as p (provider, provider_message_id, customer_id, outbox_id, part, status, reason,
      error_code, error_text, sent_at, delivered_at, read_at, failed_at, noted_at)
    values (${storableText(said.provider)}, ${storableText(said.providerMessageId)}, ${of?.customerId ?? null},
      ${of?.outboxId ?? null}, ${of?.part ?? 0}, ${said.status}, ${said.reason}, ${said.code && storableText(said.code)},
      ${said.text && storableText(said.text).slice(0, 500)}, ${time('sent')}::timestamptz,
      ${time('delivered')}::timestamptz, ${time('read')}::timestamptz, ${time('failed')}::timestamptz, ${now})
    on conflict (provider, provider_message_id) do update set
      customer_id = coalesce(p.customer_id, excluded.customer_id),
      outbox_id = coalesce(p.outbox_id, excluded.outbox_id),
      part = case when p.outbox_id is null then excluded.part else p.part end,
      status = case when coalesce(array_position(${lattice}::text[], excluded.status), 0)
        > coalesce(array_position(${lattice}::text[], p.status), 0) then excluded.status else p.status end,
      reason = coalesce(least(p.reason, excluded.reason), p.reason, excluded.reason),
      error_code = coalesce(least(p.error_code, excluded.error_code), p.error_code, excluded.error_code),
      error_text = coalesce(least(p.error_text, excluded.error_text), p.error_text, excluded.error_text),
      sent_at = least(p.sent_at, excluded.sent_at), delivered_at = least(p.delivered_at, excluded.delivered_at),
      read_at = least(p.read_at, excluded.read_at), failed_at = least(p.failed_at, excluded.failed_at)
    returning p.customer_id, p.outbox_id, p.part`.execute(tx)
  const [row] = rows
  if (!row || row.customer_id === null || row.outbox_id === null) return null
  return { customerId: row.customer_id, outboxId: row.outbox_id, part: row.part }
}

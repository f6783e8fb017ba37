import { type Selectable, sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { OrchestratorTables, OutboxTable } from '../tables.ts'
import type { OutboxRow } from './outbox.ts'
import { columnsOf, jsonOfRows, type NewRow, rowFrom } from './row.ts'

const tables = (db: Db) => db.withTables<OrchestratorTables>()

/** What stands under these keys already, by key; keys as they can be stored. */
export async function rowsByKey(db: Db, keys: readonly string[]): Promise<Map<string, OutboxRow>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<Selectable<OutboxTable>>`select o.* from outbox_keys k
    join outbox o on o.customer_id = k.customer_id and o.outbox_id = k.outbox_id
    where k.key = any(${keys}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.key, rowFrom(row)]))
}

/**
 * Writes new rows, each under its key. Answers the ids that were written: one is missing where another process
 * was faster with the same key.
 */
export async function insertRows(tx: Db, rows: readonly NewRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const json = jsonOfRows(rows.map(columnsOf))
  const { rows: written } = await sql<{ outbox_id: string }>`
    with given as materialized (select * from jsonb_populate_recordset(null::outbox, ${json}::jsonb)),
    taken as (
      insert into outbox_keys (key, customer_id, outbox_id)
      select key, customer_id, outbox_id from given order by key
      on conflict (key) do nothing returning outbox_id
    )
    insert into outbox select given.* from given join taken on taken.outbox_id = given.outbox_id
    returning outbox_id`.execute(tx)
  return new Set(written.map((row) => row.outbox_id))
}

/** One row, wherever it belongs. */
export async function findRow(db: Db, outboxId: string): Promise<OutboxRow | null> {
  const row = await tables(db)
    .selectFrom('outbox')
    .selectAll()
    .where('outbox_id', '=', outboxId)
    .executeTakeFirst()
  return row ? rowFrom(row) : null
}

/** Which row, whole key. */
export interface RowRef {
  customerId: string
  outboxId: string
}

/** These rows, held until the transaction ends: in one order, so that two who want the same never cross. */
export async function holdRows(tx: Db, refs: readonly RowRef[]): Promise<OutboxRow[]> {
  if (refs.length === 0) return []
  const { rows } = await sql<Selectable<OutboxTable>>`select o.* from outbox o
    where (o.customer_id, o.outbox_id) in (
      select * from unnest(${refs.map((ref) => ref.customerId)}::text[], ${refs.map((ref) => ref.outboxId)}::text[]))
    order by o.outbox_id for update`.execute(tx)
  return rows.map(rowFrom)
}

/** Columns of a row that change in its life. */
export type Patch = Partial<
  Pick<
    OutboxTable,
    | 'state'
    | 'gate'
    | 'reason'
    | 'winner_id'
    | 'due_at'
    | 'attempts'
    | 'worker'
    | 'lease_until'
    | 'first_tried_at'
    | 'started_at'
    | 'accepted_at'
    | 'sent_at'
    | 'delivered_at'
    | 'read_at'
    | 'failed_at'
    | 'changed_at'
    | 'provider'
    | 'error_code'
    | 'error_text'
    | 'segments'
    | 'parts'
    | 'parts_sent'
    | 'settled_by'
    | 'cost'
    | 'issued_key'
    | 'content'
  >
>

export interface RowPatch extends RowRef {
  patch: Patch
}

/** What a patch may name. */
const patched = [
  ...[
    'state',
    'gate',
    'reason',
    'winner_id',
    'due_at',
    'attempts',
    'worker',
    'lease_until',
    'first_tried_at',
  ],
  ...[
    'started_at',
    'accepted_at',
    'sent_at',
    'delivered_at',
    'read_at',
    'failed_at',
    'changed_at',
    'provider',
  ],
  ...[
    'error_code',
    'error_text',
    'segments',
    'parts',
    'parts_sent',
    'settled_by',
    'cost',
    'issued_key',
    'content',
  ],
] as const

/**
 * Changes rows that this transaction holds. What a patch does not name stays, untouched: a mail's content is long,
 * and would else be read and written anew with every report. Answers them as they are now.
 */
export async function patchRows(tx: Db, patches: readonly RowPatch[]): Promise<OutboxRow[]> {
  if (patches.length === 0) return []
  const json = jsonOfRows(
    patches.map(({ customerId, outboxId, patch }) => ({
      customer_id: customerId,
      outbox_id: outboxId,
      patch,
    })),
  )
  const named = sql.join(
    patched.map(
      (column) =>
        sql`${sql.id(column)} = case when g.patch ? ${sql.lit(column)} then p.${sql.id(column)} else o.${sql.id(column)} end`,
    ),
  )
  const { rows } = await sql<Selectable<OutboxTable>>`
    with given as materialized (
      select * from jsonb_to_recordset(${json}::jsonb) as g(customer_id text, outbox_id text, patch jsonb)
    )
    update outbox o set ${named}
    from given g cross join lateral jsonb_populate_record(null::outbox, g.patch) p
    where o.customer_id = g.customer_id and o.outbox_id = g.outbox_id
    returning o.*`.execute(tx)
  return rows.map(rowFrom)
}

import { sql } from 'kysely'
import type { SlotRules } from '#contract/slots.ts'
import { readNote, writeNote } from '#domain/settings/index.ts'
import { type Db, inTransaction, lock, storableJson, storableText } from '#store/index.ts'
import { checkedRules, rulesWithDefaults } from './slots.ts'
import type { SlotChangeKind, SlotTables } from './tables.ts'

const tables = (db: Db) => db.withTables<SlotTables>()
const NOTE = 'slots'

interface Change {
  /** Empty: the rules of all slots. */
  slot: string
  variantId?: string
  change: SlotChangeKind
  before?: unknown
  after?: unknown
  by: string | null
}

/** Notes who changed what, in the transaction of the change: by it other processes see that they must read anew. */
export async function noteChange(
  tx: Db,
  { variantId, before, after, by, ...what }: Change,
  now: Date,
): Promise<void> {
  await tables(tx)
    .insertInto('slot_changes')
    .values({
      ...what,
      variant_id: variantId ?? null,
      before: before === undefined || before === null ? null : storableJson(before),
      after: after === undefined || after === null ? null : storableJson(after),
      changed_by: by,
      changed_at: now,
    })
    .execute()
}

export interface SlotChange {
  rev: number
  slot: string
  variantId: string | null
  change: SlotChangeKind
  before: unknown
  after: unknown
  changedBy: string | null
  changedAt: string
}

/** Who changed what of a slot (empty: the rules of all), newest first. */
export async function slotChanges(db: Db, slot: string, limit: number): Promise<SlotChange[]> {
  const rows = await tables(db)
    .selectFrom('slot_changes')
    .selectAll()
    .where('slot', '=', storableText(slot))
    .orderBy('rev', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    rev: Number(row.rev),
    slot: row.slot,
    variantId: row.variant_id,
    change: row.change,
    before: row.before,
    after: row.after,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
  }))
}

/** Differs after every change. Their count too: one that committed late has a number of before. */
export async function changeMark(db: Db): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select count(*) || ' ' || coalesce(max(rev), 0) as mark from slot_changes`.execute(db)
  return rows[0]?.mark ?? ''
}

export async function readSlotRules(db: Db): Promise<SlotRules> {
  return rulesWithDefaults(await readNote(db, NOTE))
}

/** Changes some rules and answers all. Throws `bad-request` with one entry per wrong field. */
export async function writeSlotRules(
  db: Db,
  patch: unknown,
  by: string | null,
  now: Date,
): Promise<SlotRules> {
  const changes = checkedRules(patch)
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'slots')
    const before = await readSlotRules(tx)
    const after = { ...before, ...changes }
    await writeNote(tx, NOTE, after, now)
    await noteChange(tx, { slot: '', change: 'changed', before, after, by }, now)
    return after
  })
}

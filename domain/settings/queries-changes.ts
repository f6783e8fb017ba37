import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { SettingArea, SettingChangeView } from '#contract/contact-rules.ts'
import { newId } from '#contract/ids.ts'
import { type Db, inTransaction, storableJson } from '#store/index.ts'
import type { SettingsTables } from './tables.ts'

const tables = (db: Db) => db.withTables<SettingsTables>()

/** What a change is of: the row, and how what is stored in it becomes whole. */
export interface Audited<Whole extends object> {
  area: SettingArea
  key: string
  whole: (stored: unknown) => Whole
}

/**
 * Merges a checked change into a row and notes each field that is another now, with who and when, in one
 * transaction: two who change at once stand one after the other in the notes. Answers the whole.
 */
export function changeAudited<Whole extends object>(
  db: Db,
  { area, key, whole }: Audited<Whole>,
  patch: Partial<Whole>,
  by: string | null,
  now: Date,
): Promise<Whole> {
  return inTransaction(db, async (tx) => {
    await tables(tx)
      .insertInto('settings')
      .values({ key, value: '{}', updated_at: now, updated_by: by })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
    const held = tables(tx).selectFrom('settings').select('value').where('key', '=', key).forUpdate()
    const before = whole((await held.executeTakeFirstOrThrow()).value)
    const row = await tables(tx)
      .updateTable('settings')
      .set({ value: sql`value || ${storableJson(patch)}::jsonb`, updated_at: now, updated_by: by })
      .where('key', '=', key)
      .returning('value')
      .executeTakeFirstOrThrow()
    const after = whole(row.value)
    await noteChanges(tx, area, changesBetween(before, after), by, now)
    return after
  })
}

interface Change {
  field: string
  before: unknown
  after: unknown
}

function changesBetween(before: object, after: object): Change[] {
  const old = new Map(Object.entries(before))
  return Object.entries(after)
    .map(([field, value]) => ({ field, before: old.get(field) ?? null, after: value }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after))
}

async function noteChanges(tx: Db, area: SettingArea, changes: Change[], by: string | null, now: Date) {
  if (changes.length === 0) return
  const rows = changes.map(({ field, before, after }) => ({
    change_id: newId('settingChange', now),
    area,
    field,
    before: storableJson(before),
    after: storableJson(after),
    changed_by: by,
    changed_at: now,
  }))
  await tables(tx).insertInto('setting_changes').values(rows).execute()
}

export interface ChangesAsked {
  area?: SettingArea | undefined
  /** At most so many, newest first. */
  limit: number
  /** Older than this one: the last of the page before. */
  before?: string | undefined
}

/** Who changed what, newest first. */
export async function listSettingChanges(db: Db, asked: ChangesAsked): Promise<SettingChangeView[]> {
  const { rows } = await sql<SettingsTables['setting_changes']>`
    select * from setting_changes c
    where (${asked.area ?? null}::text is null or c.area = ${asked.area ?? null})
      and (${asked.before ?? null}::text is null or (c.changed_at, c.change_id) <
        (select b.changed_at, b.change_id from setting_changes b where b.change_id = ${asked.before ?? null}))
    order by c.changed_at desc, c.change_id desc limit ${asked.limit}`.execute(db)
  return rows.map((row) => ({
    changeId: row.change_id,
    area: row.area,
    field: row.field,
    before: row.before,
    after: row.after,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
  }))
}

import { Problem } from '#contract/problem.ts'
import { type Db, storableText } from '#store/index.ts'
import { findEvent } from './dictionary/dictionary.ts'
import type { EventTables } from './tables.ts'

const tables = (db: Db) => db.withTables<EventTables>()

export interface DeclaredName {
  name: string
  note: string
  declaredBy: string | null
  declaredAt: Date
}

const MAX_NAMES = 1000

/** The shop's own event names. */
export async function declaredNames(db: Db): Promise<DeclaredName[]> {
  const rows = await tables(db).selectFrom('event_names').selectAll().orderBy('name').execute()
  return rows.map((row) => ({
    name: row.name,
    note: row.note,
    declaredBy: row.declared_by,
    declaredAt: row.declared_at,
  }))
}

/** Makes a name one of the shop's own. Throws `conflict` for one of the dictionary, or one too many. */
export async function declareName(
  db: Db,
  input: { name: string; note: string; by: string | null },
  now: Date,
): Promise<void> {
  const name = storableText(input.name).trim()
  if (name === '' || name.length > 200) throw new Problem('bad-request', 'A name has 1 to 200 characters.')
  if (findEvent(name)) throw new Problem('conflict', `“${name}” is in the dictionary already.`)
  if ((await declaredNames(db)).length >= MAX_NAMES)
    throw new Problem('conflict', `A shop may declare ${MAX_NAMES} names.`)
  await tables(db)
    .insertInto('event_names')
    .values({ name, note: storableText(input.note).slice(0, 500), declared_by: input.by, declared_at: now })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ note: storableText(input.note).slice(0, 500) }),
    )
    .execute()
}

/** Takes a name back; events under it stay. false: it was not declared. */
export async function withdrawName(db: Db, name: string): Promise<boolean> {
  const result = await tables(db).deleteFrom('event_names').where('name', '=', name).executeTakeFirst()
  return result.numDeletedRows > 0n
}

import { membersOf } from '#domain/identity/index.ts'
import { type Db, inTransaction, storableJson } from '#store/index.ts'
import { type ContactPreferences, preferencesOf } from './preferences.ts'
import type { ConsentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConsentTables>()

/** How this person wants to be written to. */
export async function contactPreferences(db: Db, customerId: string): Promise<ContactPreferences> {
  return preferencesOfMembers(db, await membersOf(db, customerId))
}

export async function preferencesOfMembers(db: Db, members: readonly string[]): Promise<ContactPreferences> {
  if (members.length === 0) return preferencesOf([])
  const rows = await tables(db)
    .selectFrom('contact_preferences')
    .selectAll()
    .where('customer_id', 'in', members)
    .orderBy('customer_id')
    .execute()
  return preferencesOf(
    rows.map((row) => ({
      frequency: row.frequency,
      categories: row.categories,
      language: row.language,
      pausedUntil: row.paused_until,
      updatedAt: row.updated_at,
    })),
  )
}

/** Says it anew for the whole person. */
export function setContactPreferences(
  db: Db,
  customerId: string,
  given: ContactPreferences,
  now: Date,
): Promise<void> {
  const values = {
    frequency: storableJson(given.frequency),
    categories: storableJson(given.categories),
    language: given.language,
    paused_until: given.pausedUntil,
    updated_at: now,
  }
  return inTransaction(db, async (tx) => {
    for (const member of await membersOf(tx, customerId))
      await tables(tx)
        .insertInto('contact_preferences')
        .values({ customer_id: member, ...values })
        .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(values))
        .execute()
  })
}

import { sql } from 'kysely'
import { type Db, inTransaction, lock } from '#store/index.ts'
import { lockBudgets } from './queries-budgets.ts'

/**
 * Removes offers as if they had never been, with all that was given of them: for what a demo shop brought. An
 * offer that a shop has used is ended, not removed.
 */
export async function removeOffers(db: Db, names: readonly string[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'offers')
    const { rows } = await sql<{ offer_id: string }>`
      select offer_id from offers where name = any(${names}::text[])`.execute(tx)
    const offerIds = rows.map((row) => row.offer_id)
    await lockBudgets(tx, offerIds)
    for (const table of ['offer_issue_keys', 'offer_codes'])
      await sql`delete from ${sql.table(table)} k using issued_offers i
        where i.customer_id = k.customer_id and i.issued_id = k.issued_id
          and i.offer_id = any(${offerIds}::text[])`.execute(tx)
    for (const table of [
      'issued_offers',
      'offer_budgets',
      'offer_budget_days',
      'offer_refusals',
      'offer_changes',
      'offers',
    ])
      await sql`delete from ${sql.table(table)} where offer_id = any(${offerIds}::text[])`.execute(tx)
  })
}

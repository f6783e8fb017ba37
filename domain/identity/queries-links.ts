import { sql } from 'kysely'
import { type Db, inTransaction, lock } from '#store/index.ts'
import type { IdentityTables } from './tables.ts'

const tables = (db: Db) => db.withTables<IdentityTables>()

/** Links point upwards, one per customer; the depth only guards against a loop that should not exist. */
const MAX_DEPTH = 100

/** The customer that this one has been merged into, however many links away; itself when not linked. */
export async function rootOf(db: Db, customerId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive up (id, depth) as (
      select ${customerId}::text, 0
      union all
      select link.root_id, up.depth + 1 from up join customer_links link on link.customer_id = up.id
      where up.depth < ${MAX_DEPTH}
    )
    select id from up order by depth desc limit 1`.execute(db)
  return rows[0]?.id ?? customerId
}

/** Everybody who is one person with this customer: the root first, then all that are linked to it. */
export async function membersOf(db: Db, customerId: string): Promise<string[]> {
  const root = await rootOf(db, customerId)
  const { rows } = await sql<{ id: string }>`
    with recursive down (id, depth) as (
      select ${root}::text, 0
      union all
      select link.customer_id, down.depth + 1 from down join customer_links link on link.root_id = down.id
      where down.depth < ${MAX_DEPTH}
    )
    select id from down order by depth, id`.execute(db)
  return rows.map((row) => row.id)
}

/**
 * Says that two customers are one person: the root of the first is linked under the root of the second.
 * A link, not a move: nothing else is written, and removing the link parts them again.
 */
export function linkCustomer(
  db: Db,
  customerId: string,
  rootId: string,
  reason: string,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    if ((await rootOf(tx, customerId)) === (await rootOf(tx, rootId))) return
    // links are made one at a time, so that the roots read below stay roots and no two links make a loop
    await lock(tx, 'customer', 'links')
    const from = await rootOf(tx, customerId)
    const to = await rootOf(tx, rootId)
    if (from === to) return
    for (const root of [from, to].sort()) await lock(tx, 'customer', root)
    await tables(tx)
      .insertInto('customer_links')
      .values({ customer_id: from, root_id: to, reason, linked_at: now })
      .execute()
  })
}

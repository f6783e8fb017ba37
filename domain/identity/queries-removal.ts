import { sql } from 'kysely'
import { type Db, inTransaction } from '#store/index.ts'
import { eraseDuplicates } from './queries-duplicates.ts'
import { changedQuarantines, writeQuarantines } from './queries-edges.ts'
import { lockRoots, lockStructure } from './queries-links.ts'
import { regroup } from './queries-regroup.ts'
import { readRules } from './queries-rules.ts'

const byCustomer = [
  'customers',
  'identifiers',
  'customer_links',
  'visitor_sessions',
  'customer_words',
] as const
const byPair = ['identity_edges', 'identity_verdicts'] as const

/**
 * Takes these customers out of every table of the room, and puts together anew whoever was seen with them:
 * a tablet that three people have used is free again when one of them is gone.
 */
export function removeCustomers(db: Db, customerIds: readonly string[], now: Date): Promise<void> {
  return inTransaction(db, async (tx) => {
    if (customerIds.length === 0) return
    await lockStructure(tx)
    await lockRoots(tx, customerIds)
    const around = await neighbours(tx, customerIds)
    for (const table of byCustomer)
      await sql`delete from ${sql.table(table)} where customer_id = any(${customerIds})`.execute(tx)
    await eraseDuplicates(tx, customerIds)
    for (const table of byPair)
      await sql`delete from ${sql.table(table)}
        where customer_id = any(${customerIds}) or other_id = any(${customerIds})`.execute(tx)
    await sql`update visitor_sessions set account_customer_id = null, account_until = null
      where account_customer_id = any(${customerIds})`.execute(tx)
    await closeUp(tx, around, customerIds, now)
  })
}

/** Whoever remains of those that had an edge, a verdict or a link with one of them. */
async function neighbours(tx: Db, customerIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select other_id as id from identity_edges where customer_id = any(${customerIds})
    union select customer_id from identity_edges where other_id = any(${customerIds})
    union select other_id from identity_verdicts where customer_id = any(${customerIds})
    union select customer_id from identity_verdicts where other_id = any(${customerIds})
    union select root_id from customer_links where customer_id = any(${customerIds})
    union select customer_id from customer_links where root_id = any(${customerIds})`.execute(tx)
  const gone = new Set(customerIds)
  return rows.map(({ id }) => id).filter((id) => !gone.has(id))
}

async function closeUp(tx: Db, around: string[], gone: readonly string[], now: Date): Promise<void> {
  // members that were linked under one of them stand alone until they are put together anew
  await sql`delete from customer_links where root_id = any(${gone})`.execute(tx)
  if (around.length === 0) return
  const rules = await readRules(tx)
  const freed = await writeQuarantines(tx, await changedQuarantines(tx, around, rules), now)
  await regroup(tx, [...around, ...freed], { rules, now, made: new Map() })
}

/** Everything of this source, for a demo shop that leaves. */
export async function removeSource(db: Db, source: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from customers where source = ${source}
    union select customer_id from identifiers where source = ${source}`.execute(db)
  await removeCustomers(
    db,
    rows.map(({ id }) => id),
    now,
  )
}

import { sql } from 'kysely'
import { type Db, inTransaction } from '#store/index.ts'

/**
 * Takes journeys away with all their versions and with everybody's way through them, such as those of the demo
 * shop. What they have sent stays in the outbox.
 */
export async function removeJourneys(db: Db, names: readonly string[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql`delete from journey_entries where journey = any(${[...names]}::text[])`.execute(tx)
    await sql`delete from journeys where name = any(${[...names]}::text[])`.execute(tx)
  })
}

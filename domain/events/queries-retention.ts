import { sql } from 'kysely'
import { type Db, inTransaction, termOf } from '#store/index.ts'

/** Events that happened before, with the conversions they count for. */
export const eventTerm = termOf(
  { table: 'event_conversions', where: (before) => sql<boolean>`occurred_at < ${before}` },
  { table: 'event_messages', where: (before) => sql<boolean>`received_at < ${before}` },
  { table: 'events', where: (before) => sql<boolean>`occurred_at < ${before}` },
)

/** What was set aside before, replayed or not. */
export const setAsideTerm = termOf({
  table: 'events_set_aside',
  where: (before) => sql<boolean>`received_at < ${before}`,
})

/** Everything of these sources, for a demo shop that leaves: sent again, its messages are new. */
export function removeSources(db: Db, sources: readonly string[]): Promise<void> {
  const named = sql`source = any(${[...sources]})`
  return inTransaction(db, async (tx) => {
    await sql`delete from event_conversions where (customer_id, event_id) in (
      select customer_id, event_id from events where ${named})`.execute(tx)
    await sql`delete from event_messages where message_key in (
      select md5(trust || ' ' || message_id)::uuid from events where ${named})`.execute(tx)
    for (const table of ['events', 'events_set_aside', 'event_counts'])
      await sql`delete from ${sql.table(table)} where ${named}`.execute(tx)
  })
}

import { sql } from 'kysely'
import { type Db, inTransaction, termOf } from '#store/index.ts'
import { eventFamilies } from './dictionary/dictionary.ts'

const CHUNK = 5000

/** Which events a term of retention is about: a family of the dictionary by its title, names, or all. */
export type EventKind = { family: string } | { names: readonly string[] } | 'all'

/**
 * Deletes events of that kind that happened before, in short transactions; answers how many. `all` also
 * forgets message ids of that age and what was set aside.
 */
export async function deleteEventsBefore(db: Db, kind: EventKind, before: Date): Promise<number> {
  let deleted = 0
  const names = kind === 'all' ? null : 'names' in kind ? [...kind.names] : namesOf(kind.family)
  const named = names === null ? sql`` : sql`and name = any(${names})`
  for (;;) {
    const { numAffectedRows } = await sql`
      delete from events where ctid = any(array(
        select ctid from events where occurred_at < ${before} ${named} limit ${CHUNK}))`.execute(db)
    const count = Number(numAffectedRows ?? 0n)
    deleted += count
    if (count < CHUNK) break
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  if (kind === 'all') {
    await sql`delete from event_messages where received_at < ${before}`.execute(db)
    await sql`delete from event_conversions where occurred_at < ${before}`.execute(db)
    await sql`delete from events_set_aside where received_at < ${before}`.execute(db)
  }
  return deleted
}

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

function namesOf(family: string): string[] {
  const found = eventFamilies.find(({ title }) => title === family)
  if (!found) throw new RangeError(`there is no family of events called ${family}`)
  return found.events.map(({ name }) => name)
}

import { type Kysely, sql } from 'kysely'

/** A database handle or an open transaction: the first argument of every query of every room. */
export type Db = Kysely<Record<never, never>>

/**
 * Runs `work` in a transaction: in the open one where `db` is one already (PGlite is one connection, so a
 * second would wait for ever), else in a new one. Never keep it open across a call to a model or provider.
 */
export function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}

/**
 * Holds the named lock until the transaction ends. Locks are taken in one order everywhere: a customer's
 * root first, then a conversation, then a budget. Throws where no transaction is open.
 */
export function lock(tx: Db, kind: LockKind, id: string): Promise<void> {
  return lockAll(tx, kind, [id])
}

/** The locks of many, in one statement and one order, so that two who want some of the same never wait for each other. */
export async function lockAll(tx: Db, kind: LockKind, ids: readonly string[]): Promise<void> {
  if (!tx.isTransaction) throw new Error('a lock needs an open transaction')
  const names = [...new Set(ids)].sort().map((id) => `${kind}:${id}`)
  await sql`select pg_advisory_xact_lock(hashtextextended(name, 0))
    from (select name from unnest(${names}::text[]) with ordinality as given(name, place) order by place) sorted`.execute(
    tx,
  )
}

/** Takes those of these locks that nobody else holds, and answers them; never waits. */
export async function tryLocks(tx: Db, kind: LockKind, ids: readonly string[]): Promise<Set<string>> {
  if (!tx.isTransaction) throw new Error('a lock needs an open transaction')
  const { rows } = await sql<{ id: string }>`select id from unnest(${[...new Set(ids)]}::text[]) given(id)
    where pg_try_advisory_xact_lock(hashtextextended(${`${kind}:`}::text || id, 0))`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

export type LockKind = 'customer' | 'conversation' | 'budget'

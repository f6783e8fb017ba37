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
export async function lock(tx: Db, kind: 'customer' | 'conversation' | 'budget', id: string): Promise<void> {
  if (!tx.isTransaction) throw new Error('a lock needs an open transaction')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${kind}:${id}`}, 0))`.execute(tx)
}

import { sql } from 'kysely'
import { openStore } from '#store/index.ts'

/**
 * Takes the locks out of one database: functions of their name that lock nothing are found before the database's
 * own by every connection that is opened from now on.
 */
export async function withoutLocks(url: string): Promise<void> {
  const { db, close } = await openStore({ databaseUrl: url, poolSize: 1 })
  const name = new URL(url).pathname.slice(1)
  await sql`create schema no_locks`.execute(db)
  await sql`create function no_locks.pg_advisory_xact_lock(bigint) returns void language sql as 'select'`.execute(
    db,
  )
  await sql`create function no_locks.pg_try_advisory_xact_lock(bigint) returns boolean language sql as 'select true'`.execute(
    db,
  )
  await sql.raw(`alter database ${name} set search_path = no_locks, pg_catalog, public`).execute(db)
  await close()
}

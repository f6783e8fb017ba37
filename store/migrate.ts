import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from './database.ts'
import { projectRoot } from './root.ts'

const MIGRATION_LOCK = 7_269_001

export interface Migration {
  name: string
  sql: string
}

/** The numbered plain-SQL migrations, in order. One that has landed is never edited. */
export function readMigrations(folder = join(projectRoot, 'store', 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ name: file, sql: readFileSync(join(folder, file), 'utf8') }))
}

/**
 * Applies what is missing, all in one transaction under an advisory lock, so that two processes that
 * start together do it once. Answers the names applied now.
 */
export async function migrate(db: Db, migrations = readMigrations()): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    await lockMigrations(tx)
    return applyMigrations(tx, migrations)
  })
}

/** Until the transaction ends, nobody else changes the schema. */
export async function lockMigrations(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(tx)
}

/** Applies what is missing of these, in the open transaction. */
export async function applyMigrations(tx: Db, migrations: Migration[]): Promise<string[]> {
  await sql`create extension if not exists vector`.execute(tx)
  await sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`.execute(
    tx,
  )
  const done = new Set(await appliedMigrations(tx))
  const missing = migrations.filter((migration) => !done.has(migration.name))
  for (const migration of missing) {
    await sql.raw(migration.sql).execute(tx)
    await sql`insert into migrations (name) values (${migration.name})`.execute(tx)
  }
  return missing.map((migration) => migration.name)
}

/** The names of those applied, in order. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(db)
  return rows.map((row) => row.name)
}

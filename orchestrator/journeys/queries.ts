import { type Selectable, sql } from 'kysely'
import type { JourneyDefinition, JourneyStatus } from '#contract/journeys.ts'
import { type Db, storableJson } from '#store/index.ts'
import type { Journey } from './journeys.ts'
import type { JourneyTable, JourneyTables } from './tables.ts'

const tables = (db: Db) => db.withTables<JourneyTables>()

type Stored = Selectable<JourneyTable> & { definition: JourneyDefinition }

function journeyFrom(row: Stored): Journey {
  return {
    name: row.name,
    status: row.status,
    version: row.version,
    definition: row.definition,
    switchedOnAt: row.switched_on_at,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }
}

/** All journeys with their present versions, by name. */
export async function listJourneys(db: Db): Promise<Journey[]> {
  const { rows } = await sql<Stored>`select j.*, v.definition from journeys j
    join journey_versions v on v.name = j.name and v.version = j.version order by j.name`.execute(db)
  return rows.map(journeyFrom)
}

export async function findJourney(db: Db, name: string): Promise<Journey | null> {
  const { rows } = await sql<Stored>`select j.*, v.definition from journeys j
    join journey_versions v on v.name = j.name and v.version = j.version where j.name = ${name}`.execute(db)
  return rows[0] ? journeyFrom(rows[0]) : null
}

/** Nobody else changes this journey until the transaction ends; null: there is none. */
export async function holdJourney(tx: Db, name: string): Promise<Journey | null> {
  const held = await sql`select 1 from journeys where name = ${name} for update`.execute(tx)
  return held.rows.length === 0 ? null : findJourney(tx, name)
}

export interface VersionRow {
  version: number
  createdAt: Date
  createdBy: string | null
}

/** Its versions, the latest first. */
export function versionsOf(db: Db, name: string): Promise<VersionRow[]> {
  return tables(db)
    .selectFrom('journey_versions')
    .select(['version', 'created_at as createdAt', 'created_by as createdBy'])
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .execute()
}

export interface Version {
  name: string
  version: number
}

/** The definitions of these versions; those that are not there are missing. */
export async function definitionsOf(
  db: Db,
  wanted: readonly Version[],
): Promise<(Version & { definition: JourneyDefinition })[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<Version & { definition: JourneyDefinition }>`
    select name, version, definition from journey_versions where (name, version) in (
      select * from unnest(${wanted.map(({ name }) => name)}::text[], ${wanted.map(({ version }) => version)}::integer[]))`.execute(
    db,
  )
  return rows
}

/** The first version of a new journey, off; false: the name is taken. */
export async function insertJourney(
  tx: Db,
  definition: JourneyDefinition,
  staffId: string | null,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`insert into journeys (name, status, version, created_at, changed_at, changed_by)
    values (${definition.name}, 'off', 0, ${now}, ${now}, ${staffId})
    on conflict (name) do nothing returning 1`.execute(tx)
  return rows.length === 1
}

/** A version more, which people enter from now on. Under `holdJourney`, or right after `insertJourney`. */
export async function addVersion(
  tx: Db,
  definition: JourneyDefinition,
  staffId: string | null,
  now: Date,
): Promise<void> {
  const { name } = definition
  await sql`with next as (
      update journeys set version = version + 1, changed_at = ${now}, changed_by = ${staffId}
      where name = ${name} returning version)
    insert into journey_versions (name, version, definition, created_at, created_by)
    select ${name}::text, version, ${storableJson(definition)}::jsonb, ${now}::timestamptz, ${staffId}::text
    from next`.execute(tx)
}

export async function setStatus(
  tx: Db,
  name: string,
  status: JourneyStatus,
  staffId: string | null,
  now: Date,
): Promise<void> {
  await tables(tx)
    .updateTable('journeys')
    .set({ status, changed_at: now, changed_by: staffId, ...(status === 'on' && { switched_on_at: now }) })
    .where('name', '=', name)
    .execute()
}

/** Which of these journeys are paused. */
export async function pausedAmong(db: Db, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set()
  const { rows } = await sql<{ name: string }>`select name from journeys
    where name = any(${[...names]}::text[]) and status = 'paused'`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

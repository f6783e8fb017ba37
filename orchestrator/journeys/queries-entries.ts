import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { ExclusionReason, ExitReason } from '#contract/journeys.ts'
import { membersRelationFor } from '#domain/identity/index.ts'
import { type Db, storableJson, storableText } from '#store/index.ts'
import type { JourneyEntry } from './entry.ts'
import type { JourneyEntryTable } from './tables.ts'

type Stored = Selectable<JourneyEntryTable>

/** An entry with the person that it belongs to at this moment. */
export interface OwnedEntry {
  rootId: string
  entry: JourneyEntry
}

export function entryFrom(row: Stored): JourneyEntry {
  return {
    customerId: row.customer_id,
    entryId: row.entry_id,
    journey: row.journey,
    version: row.version,
    trigger: row.trigger,
    object: row.object,
    occurrence: row.occurrence,
    state: row.state,
    step: row.step,
    wakeAt: row.wake_at,
    enteredAt: row.entered_at,
    endedAt: row.ended_at,
    reason: row.reason,
    feed: row.feed,
  }
}

const owned = (rows: readonly (Stored & { root_id: string })[]): OwnedEntry[] =>
  rows.map((row) => ({ rootId: row.root_id, entry: entryFrom(row) }))

/**
 * The entries of all members of these people for which `which` holds, the earliest first: people are few and
 * entries many, so each member's are looked up by index (`offset 0` keeps the planner from turning it round).
 */
async function entriesWhere(
  db: Db,
  customerIds: readonly string[],
  which: RawBuilder<unknown>,
): Promise<OwnedEntry[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<Stored & { root_id: string }>`
    with m as materialized (${membersRelationFor(customerIds)})
    select e.*, m.root_id from m cross join lateral (
      select * from journey_entries o where o.customer_id = m.customer_id and ${which} offset 0) e
    order by e.entered_at, e.entry_id`.execute(db)
  return owned(rows)
}

/** Every entry of these people in these journeys. */
export function entriesAmong(
  db: Db,
  customerIds: readonly string[],
  journeys: readonly string[],
): Promise<OwnedEntry[]> {
  return entriesWhere(db, customerIds, sql`o.journey = any(${[...journeys]}::text[])`)
}

/** The open ways of these people through any journey. */
export function openEntriesOf(db: Db, customerIds: readonly string[]): Promise<OwnedEntry[]> {
  return entriesWhere(db, customerIds, sql`o.state = 'waiting'`)
}

/** Every way of these people, open or over. */
export function waysOf(db: Db, customerIds: readonly string[]): Promise<OwnedEntry[]> {
  return entriesWhere(db, customerIds, sql`o.state <> 'left_out'`)
}

/** Everything that this person ever entered or were left out of, the latest first. */
export async function storyOf(db: Db, customerId: string): Promise<JourneyEntry[]> {
  const { rows } = await sql<Stored & { root_id: string }>`
    select e.*, m.root_id from (${membersRelationFor([customerId])}) m
    join journey_entries e on e.customer_id = m.customer_id
    order by e.entered_at desc, e.entry_id desc limit 500`.execute(db)
  return rows.map(entryFrom)
}

/** Customers whose time has come in a journey that is on; at most so many, the longest overdue first. */
export async function dueCustomers(db: Db, now: Date, most: number): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select e.customer_id from journey_entries e join journeys j on j.name = e.journey and j.status = 'on'
    where e.state = 'waiting' and e.wake_at <= ${now} order by e.wake_at limit ${most}`.execute(db)
  return [...new Set(rows.map((row) => row.customer_id))]
}

/** Which of these journeys are on. */
export async function switchedOn(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`select name from journeys where status = 'on'`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

export type NewEntry = Omit<JourneyEntry, 'endedAt'>

/** Writes who entered, and who was left out. Under the locks of their roots; the same occurrence twice is once. */
export async function insertEntries(tx: Db, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return
  const json = storableJson(
    entries.map((entry) => ({
      customer_id: entry.customerId,
      entry_id: entry.entryId,
      journey: entry.journey,
      version: entry.version,
      trigger: entry.trigger,
      object: entry.object,
      occurrence: entry.occurrence,
      state: entry.state,
      step: entry.step,
      wake_at: entry.wakeAt,
      entered_at: entry.enteredAt,
      reason: entry.reason,
      feed: entry.feed,
    })),
  )
  await sql`insert into journey_entries
    select * from jsonb_populate_recordset(null::journey_entries, ${json}::jsonb)
    on conflict (customer_id, journey, occurrence) do nothing`.execute(tx)
}

export interface EntryMove {
  customerId: string
  entryId: string
  step: number
  /** null: it is over. */
  wakeAt: Date | null
  reason: ExitReason | ExclusionReason | null
}

/** Moves open entries on, or ends them; those that are over stay as they are. Under the locks of their roots. */
export async function moveEntries(tx: Db, moves: readonly EntryMove[], now: Date): Promise<void> {
  if (moves.length === 0) return
  const json = storableJson(
    moves.map(({ customerId, entryId, step, wakeAt, reason }) => ({
      customer_id: customerId,
      entry_id: entryId,
      step,
      wake_at: wakeAt,
      reason,
    })),
  )
  await sql`update journey_entries e set step = g.step, wake_at = g.wake_at, reason = g.reason,
      state = case when g.wake_at is null then 'ended' else 'waiting' end,
      ended_at = case when g.wake_at is null then ${now}::timestamptz end
    from jsonb_to_recordset(${json}::jsonb)
      as g(customer_id text, entry_id text, step integer, wake_at timestamptz, reason text)
    where e.customer_id = g.customer_id and e.entry_id = g.entry_id and e.state = 'waiting'`.execute(tx)
}

/** Whose time has come is woken only then. */
export async function putOff(db: Db, customerIds: readonly string[], now: Date, until: Date): Promise<void> {
  await sql`update journey_entries set wake_at = ${until} where customer_id = any(${[...customerIds]}::text[])
    and state = 'waiting' and wake_at <= ${now}`.execute(db)
}

/** Customers who are inside a journey, some at a time, in the order of their ids. */
export async function customersInside(db: Db, name: string, after: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from journey_entries
    where journey = ${name} and state = 'waiting' and customer_id > ${storableText(after)}
    order by customer_id limit ${most}`.execute(db)
  return rows.map((row) => row.customer_id)
}

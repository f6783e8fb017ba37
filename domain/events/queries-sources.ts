import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { RefusalCode } from './events.ts'
import type { StoredAs } from './queries.ts'

/** What became of events of a source: taken in one of three ways, or refused for a reason. */
export type Outcome = StoredAs | RefusalCode

export interface OutcomeCount {
  source: string
  outcome: Outcome
  events: number
}

/**
 * Adds to the day's counts. `part` is the writer's own number, so that two writers do not wait for one row:
 * call it last in the transaction.
 */
export async function countOutcomes(
  tx: Db,
  counts: readonly OutcomeCount[],
  part: number,
  now: Date,
): Promise<void> {
  if (counts.length === 0) return
  const sums = new Map<string, OutcomeCount>()
  for (const count of counts) {
    const key = `${count.source}\0${count.outcome}`
    sums.set(key, { ...count, events: count.events + (sums.get(key)?.events ?? 0) })
  }
  await sql`
    insert into event_counts (source, day, outcome, part, events, last_at)
    select source, ${now.toISOString().slice(0, 10)}::date, outcome, ${part}::smallint, events, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify([...sums.values()])}::jsonb)
      as r(source text, outcome text, events bigint)
    order by source, outcome
    on conflict (source, day, outcome, part) do update
      set events = event_counts.events + excluded.events, last_at = greatest(event_counts.last_at, excluded.last_at)
  `.execute(tx)
}

export interface SourceDay {
  source: string
  /** YYYY-MM-DD, UTC. */
  day: string
  outcome: Outcome
  events: number
  lastAt: Date
}

/** The counts of every source since that day, newest day first. */
export async function sourceStats(db: Db, since: Date): Promise<SourceDay[]> {
  const { rows } = await sql<SourceDay>`
    select source, day, outcome, sum(events)::bigint as events, max(last_at) as "lastAt"
    from event_counts where day >= ${since.toISOString().slice(0, 10)}::date
    group by source, day, outcome order by day desc, source, outcome`.execute(db)
  return rows
}

/** About how many rows a sample reads. */
const SAMPLE = 50_000

export interface Sender {
  source: string
  customerId: string
  events: number
}

/**
 * Who sent what since then: at most so many customers of each source, drawn from a sample of blocks (from
 * the whole table while it is small). Shares computed from them are estimates.
 */
export async function recentSenders(db: Db, since: Date, perSource: number): Promise<Sender[]> {
  const { rows: sizes } = await sql<{ rows: number }>`
    select greatest(reltuples, 0)::bigint as rows from pg_class where oid = 'events'::regclass`.execute(db)
  const total = sizes[0]?.rows ?? 0
  const sample = total <= SAMPLE ? sql`` : sql`tablesample system (${sql.lit((100 * SAMPLE) / total)})`
  const { rows } = await sql<Sender>`
    select source, customer_id as "customerId", events from (
      select source, customer_id, count(*)::int as events,
        row_number() over (partition by source order by md5(customer_id)) as place
      from events ${sample}
      where received_at >= ${since} and duplicate_of is null group by source, customer_id) drawn
    where place <= ${perSource}`.execute(db)
  return rows
}

import { type RawBuilder, sql } from 'kysely'
import type { Rule } from '#contract/segments.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import { timedBy } from './moved-by-time.ts'
import { liveSegments } from './queries.ts'
import { verdictOf } from './queries-conditions.ts'
import {
  factTables,
  type Members,
  membersOfRoots,
  noFacts,
  planForFew,
  scopeWithFacts,
} from './queries-facts.ts'
import { rootsInChunks } from './queries-history.ts'
import { movedByTime } from './queries-moved.ts'
import { type MembershipChange, REFRESH_EVERY_MS, type Segment } from './segments.ts'

/** Segments asked in one statement: its parameters stay far below the 65,535 that PostgreSQL takes. */
const SEGMENTS_AT_ONCE = 40
/** Customers asked in one statement: an embedded server stands still for so long. A real one takes ten times as many. */
const AT_ONCE = 250

/**
 * Notes that something happened to these customers; members, merged and erased ones alike. Joins the
 * caller's transaction, adds rows only, and waits for nobody.
 */
export async function noteChanged(tx: Db, customerIds: readonly string[], now: Date): Promise<void> {
  const ids = [...new Set(customerIds)]
  if (ids.length === 0) return
  await sql`insert into segment_queue (customer_id, noted_at)
    select id, ${now} from unnest(${ids}::text[]) id`.execute(tx)
}

/** How many notes wait, counted up to `most`. */
export async function notesWaiting(db: Db, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from segment_queue limit ${most}) waiting`.execute(db)
  return rows[0]?.count ?? 0
}

export interface Refreshed {
  /** Customers (roots) that were asked. */
  customers: number
  changes: MembershipChange[]
  /** To whom something had happened: members, merged and erased ones alike. */
  noted: readonly string[]
  /** There was something to do; perhaps there is more. */
  worked: boolean
}

const nothing: Refreshed = { customers: 0, changes: [], noted: [], worked: false }

/**
 * Asks the rules of every live segment of the customers that were noted, at most `limit` notes, oldest
 * first. One at a time over all processes; a crash leaves the notes as they were.
 */
export async function refreshChanged(db: Db, now: Date, limit = AT_ONCE): Promise<Refreshed> {
  const waiting = await sql`select 1 from segment_queue limit 1`.execute(db)
  if (waiting.rows.length === 0) return nothing
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'segment members')
    const noted = await takeNotes(tx, limit)
    if (noted.length === 0) return nothing
    const roots = await rootsAmong(tx, noted)
    const present = new Set(roots)
    const segments = await liveSegments(tx)
    const changes = await leaveAll(
      tx,
      noted.filter((id) => !present.has(id)),
      now,
    )
    changes.push(...(await evaluate(tx, segments, segments, roots, now)))
    return { customers: roots.length, changes, noted, worked: true }
  })
}

async function takeNotes(tx: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    delete from segment_queue where note_id <= (
      select max(note_id) from (select note_id from segment_queue order by note_id limit ${limit}) oldest)
    returning customer_id`.execute(tx)
  return [...new Set(rows.map((row) => row.customer_id))]
}

async function rootsAmong(tx: Db, customerIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ root_id: string }>`
    select distinct m.root_id from (${memberRelation}) m where m.customer_id = any(${customerIds})`.execute(
    tx,
  )
  return rows.map((row) => row.root_id)
}

/** Those who are nobody's root any more leave all their segments; of the erased nothing is kept. */
async function leaveAll(tx: Db, customerIds: string[], now: Date): Promise<MembershipChange[]> {
  if (customerIds.length === 0) return []
  await sql`delete from customer_scores where customer_id = any(${customerIds})`.execute(tx)
  await sql`delete from segment_members where customer_id = any(${customerIds})
    and not exists (select 1 from (${memberRelation}) m where m.customer_id = segment_members.customer_id)`.execute(
    tx,
  )
  const { rows } = await sql<{ customerId: string; segmentId: string }>`
    update segment_members set left_at = ${now} where customer_id = any(${customerIds}) and left_at is null
    returning customer_id as "customerId", segment_id as "segmentId"`.execute(tx)
  return rows.map((row) => ({ ...row, change: 'left' }))
}

/** Asks these rules of these roots and writes down who came and who left. `live` are those rules may name. */
async function evaluate(
  tx: Db,
  segments: Segment[],
  live: Segment[],
  roots: string[],
  now: Date,
): Promise<MembershipChange[]> {
  const changes: MembershipChange[] = []
  if (segments.length === 0 || roots.length === 0) return changes
  await planForFew(tx)
  const members = await membersOfRoots(tx, roots)
  for (let at = 0; at < segments.length; at += SEGMENTS_AT_ONCE) {
    const some = segments.slice(at, at + SEGMENTS_AT_ONCE)
    const { rows } = await membershipStatement(some, live, members, now).execute(tx)
    changes.push(...rows)
  }
  return changes
}

function membershipStatement(
  segments: Segment[],
  live: Segment[],
  members: Members,
  now: Date,
): RawBuilder<MembershipChange> {
  const rules = new Map(live.map((one) => [one.segmentId, one.rule]))
  const ruleOf = (segmentId: string): Rule | null => rules.get(segmentId) ?? null
  const facts = noFacts(now)
  const verdicts = segments.map(
    ({ segmentId, rule, purpose }) =>
      sql`(${segmentId}::text, ${verdictOf(rule, { facts, purpose, ruleOf })})`,
  )
  return sql<MembershipChange>`
    with ${factTables(facts, members)},
    verdict as materialized (
      select scope.root_id, v.segment_id, v.member
      from ${scopeWithFacts(facts)} cross join lateral (values ${sql.join(verdicts)}) v(segment_id, member)),
    joined as (
      insert into segment_members (customer_id, segment_id, since, left_at)
      select root_id, segment_id, ${now}::timestamptz, null from verdict v
      where member and not exists (select 1 from segment_members s
        where s.customer_id = v.root_id and s.segment_id = v.segment_id and s.left_at is null)
      on conflict (customer_id, segment_id, since) do update set left_at = null
      returning customer_id, segment_id),
    gone as (
      update segment_members s set left_at = ${now}::timestamptz from verdict v
      where not v.member and s.customer_id = v.root_id and s.segment_id = v.segment_id and s.left_at is null
      returning s.customer_id, s.segment_id)
    select customer_id as "customerId", segment_id as "segmentId", 'joined' as change from joined
    union all
    select customer_id, segment_id, 'left' from gone`
}

/**
 * Asks the rules that are due: new and changed ones of every customer; those last asked an hour ago of whoever
 * time alone may have moved since. Chunk by chunk, each one transaction. Answers how many customers were asked.
 */
export async function refreshDue(db: Db, now: Date, atOnce = AT_ONCE): Promise<Refreshed> {
  const live = await liveSegments(db)
  const fresh = live.filter(({ evaluatedAt }) => evaluatedAt === null)
  const asked = await refreshSegments(db, fresh, now, atOnce)
  const old = live.filter(
    ({ evaluatedAt }) => evaluatedAt !== null && now.getTime() - evaluatedAt.getTime() >= REFRESH_EVERY_MS,
  )
  const moved = await refreshMoved(db, old, live, now, atOnce)
  return {
    customers: asked.customers + moved.customers,
    changes: [...asked.changes, ...moved.changes],
    noted: [],
    worked: asked.worked || moved.worked,
  }
}

/** Asks rules again that everybody was asked before: of those alone whom the time since can have moved. */
async function refreshMoved(
  db: Db,
  segments: Segment[],
  live: Segment[],
  now: Date,
  atOnce: number,
): Promise<Refreshed> {
  const [first] = segments.flatMap(({ evaluatedAt }) => evaluatedAt ?? []).sort((a, b) => +a - +b)
  if (!first) return nothing
  const rules = new Map(live.map((one) => [one.segmentId, one.rule]))
  const timed = timedBy(
    segments.map(({ rule }) => rule),
    (segmentId) => rules.get(segmentId) ?? null,
  )
  const roots = await movedByTime(db, timed, first, now)
  if (roots === 'everybody') return refreshSegments(db, segments, now, atOnce)
  return refreshRoots(db, segments, inChunks(roots, atOnce), now)
}

function* inChunks(roots: readonly string[], size: number): Generator<string[]> {
  for (let at = 0; at < roots.length; at += size) yield roots.slice(at, at + size)
}

/** Asks every live rule of every customer. */
export async function refreshAll(db: Db, now: Date, atOnce = AT_ONCE): Promise<Refreshed> {
  return refreshSegments(db, await liveSegments(db), now, atOnce)
}

async function refreshSegments(db: Db, segments: Segment[], now: Date, atOnce: number): Promise<Refreshed> {
  if (segments.length === 0) return nothing
  return refreshRoots(db, segments, rootsInChunks(db, atOnce), now)
}

async function refreshRoots(
  db: Db,
  segments: Segment[],
  chunks: AsyncIterable<string[]> | Iterable<string[]>,
  now: Date,
): Promise<Refreshed> {
  const changes = await inTransaction(db, (tx) => leaveVanished(tx, now))
  let customers = 0
  for await (const roots of chunks) {
    customers += roots.length
    const some = await inTransaction(db, async (tx) => {
      await lock(tx, 'budget', 'segment members')
      const live = await liveSegments(tx)
      return evaluate(tx, segments.filter(isStill(live)), live, roots, now)
    })
    changes.push(...some)
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  await closeDay(db, segments, now)
  return { customers, changes, noted: [], worked: true }
}

/** Neither archived nor changed since. */
function isStill(live: Segment[]): (segment: Segment) => boolean {
  const revs = new Map(live.map((one) => [one.segmentId, one.ruleRev]))
  return (segment) => revs.get(segment.segmentId) === segment.ruleRev
}

async function leaveVanished(tx: Db, now: Date): Promise<MembershipChange[]> {
  await lock(tx, 'budget', 'segment members')
  const { rows } = await sql<{ customer_id: string }>`
    select distinct s.customer_id from segment_members s where s.left_at is null
      and not exists (select 1 from (${memberRelation}) m where m.root_id = s.customer_id)`.execute(tx)
  return leaveAll(
    tx,
    rows.map((row) => row.customer_id),
    now,
  )
}

/** Notes that these were asked, unless the rule has changed meanwhile, and how the day of each stands. */
async function closeDay(db: Db, segments: Segment[], now: Date): Promise<void> {
  const ids = segments.map(({ segmentId }) => segmentId)
  const revs = segments.map(({ ruleRev }) => ruleRev)
  await sql`update segments s set evaluated_at = ${now}
    from unnest(${ids}::text[], ${revs}::integer[]) as asked(segment_id, rule_rev)
    where s.segment_id = asked.segment_id and s.rule_rev = asked.rule_rev and s.status = 'live'`.execute(db)
  const day = now.toISOString().slice(0, 10)
  const from = new Date(`${day}T00:00:00Z`)
  await sql`
    insert into segment_days (segment_id, day, members, joined, gone)
    select asked.segment_id, ${day}::date, count(m.segment_id) filter (where m.left_at is null),
      count(m.segment_id) filter (where m.since >= ${from}), count(m.segment_id) filter (where m.left_at >= ${from})
    from unnest(${ids}::text[]) as asked(segment_id)
    left join segment_members m
      on m.segment_id = asked.segment_id and (m.left_at is null or m.left_at >= ${from})
    group by asked.segment_id
    on conflict (segment_id, day) do update
      set members = excluded.members, joined = excluded.joined, gone = excluded.gone`.execute(db)
}

import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { conditionsOf, type SegmentInput } from '#contract/segments.ts'
import { rootOf } from '#domain/identity/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import { type Segment, segmentsNamedBy } from './segments.ts'
import type { SegmentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<SegmentTables>()

function toSegment(row: Selectable<SegmentTables['segments']>): Segment {
  return {
    segmentId: row.segment_id,
    name: row.name,
    description: row.description,
    purpose: row.purpose,
    rule: row.rule,
    ruleRev: row.rule_rev,
    readyMade: row.ready_made,
    status: row.status,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    evaluatedAt: row.evaluated_at,
  }
}

/** The segments that are in use, by name. */
export async function liveSegments(db: Db): Promise<Segment[]> {
  const rows = await tables(db)
    .selectFrom('segments')
    .selectAll()
    .where('status', '=', 'live')
    .orderBy('name')
    .orderBy('segment_id')
    .execute()
  return rows.map(toSegment)
}

/** The ready-made ones that this shop has, or had. */
export async function madeReadyMade(db: Db): Promise<Set<string>> {
  const rows = await tables(db)
    .selectFrom('segments')
    .select('ready_made')
    .where('ready_made', 'is not', null)
    .execute()
  return new Set(rows.flatMap((row) => row.ready_made ?? []))
}

export async function findSegment(db: Db, segmentId: string): Promise<Segment | null> {
  const row = await tables(db)
    .selectFrom('segments')
    .selectAll()
    .where('segment_id', '=', segmentId)
    .executeTakeFirst()
  return row ? toSegment(row) : null
}

export interface SegmentRow extends Segment {
  members: number
  /** In the last 24 hours. */
  joined: number
  left: number
}

/** Every segment that is in use, with how many are in it now and who came and went in a day. */
export async function listSegments(db: Db, now: Date): Promise<SegmentRow[]> {
  const dayAgo = new Date(now.getTime() - 86_400_000)
  const segments = await liveSegments(db)
  const { rows } = await sql<{ id: string; members: number; joined: number; left: number }>`
    select segment_id as id, count(*) filter (where left_at is null) as members,
      count(*) filter (where left_at is null and since > ${dayAgo}) as joined,
      count(*) filter (where left_at > ${dayAgo}) as "left"
    from segment_members where left_at is null or left_at > ${dayAgo} group by segment_id`.execute(db)
  const counts = new Map(rows.map((row) => [row.id, row]))
  return segments.map((segment) => {
    const { members = 0, joined = 0, left = 0 } = counts.get(segment.segmentId) ?? {}
    return { ...segment, members, joined, left }
  })
}

/**
 * Makes a segment, or changes the one with `segmentId`; its members follow within seconds (`refreshDue`).
 * Throws `conflict` for a name that is taken, `bad-request` for a rule that names segments in a circle or
 * one that is not there.
 */
export function saveSegment(
  db: Db,
  input: SegmentInput & { segmentId?: string | undefined; readyMade?: string | undefined },
  staffId: string | null,
  now: Date,
): Promise<Segment> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'segment rules') // two at a time could close a circle that neither sees
    const before = input.segmentId === undefined ? null : await findSegment(tx, input.segmentId)
    if (input.segmentId !== undefined && before?.status !== 'live')
      throw new Problem('not-found', 'There is no such segment')
    await checkSegment(tx, input, before)
    return before === null
      ? insertSegment(tx, input, staffId, now)
      : updateSegment(tx, before, input, staffId, now)
  })
}

async function checkSegment(tx: Db, input: SegmentInput, before: Segment | null): Promise<void> {
  const others = (await liveSegments(tx)).filter((one) => one.segmentId !== before?.segmentId)
  if (others.some((one) => one.name.toLowerCase() === input.name.toLowerCase()))
    throw new Problem('conflict', `There is a segment called "${input.name}" already`)
  const rules = new Map(others.map((one) => [one.segmentId, one.rule]))
  for (const condition of conditionsOf(input.rule)) {
    if (condition.type !== 'segment' || rules.has(condition.segmentId)) continue
    if (condition.segmentId !== before?.segmentId) throw wrongRule('names a segment that is not there')
  }
  const named = segmentsNamedBy(input.rule, (segmentId) => rules.get(segmentId) ?? null)
  if (before && named.has(before.segmentId)) throw wrongRule('names itself, by way of another segment or not')
}

function wrongRule(message: string): Problem {
  return new Problem('bad-request', `The rule ${message}`, { errors: [{ path: 'rule', message }] })
}

async function insertSegment(
  tx: Db,
  input: SegmentInput & { readyMade?: string | undefined },
  staffId: string | null,
  now: Date,
): Promise<Segment> {
  const row = await tables(tx)
    .insertInto('segments')
    .values({
      segment_id: newId('segment', now),
      name: input.name,
      description: input.description,
      purpose: input.purpose,
      rule: JSON.stringify(input.rule),
      rule_rev: 1,
      ready_made: input.readyMade ?? null,
      status: 'live',
      created_at: now,
      created_by: staffId,
      updated_at: now,
      updated_by: staffId,
      evaluated_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toSegment(row)
}

/** A changed rule is asked of everybody anew, and so are the segments whose rule names this one. */
async function updateSegment(
  tx: Db,
  before: Segment,
  input: SegmentInput,
  staffId: string | null,
  now: Date,
): Promise<Segment> {
  const same = JSON.stringify(before.rule) === JSON.stringify(input.rule) && before.purpose === input.purpose
  const row = await tables(tx)
    .updateTable('segments')
    .set({
      name: input.name,
      description: input.description,
      purpose: input.purpose,
      rule: JSON.stringify(input.rule),
      rule_rev: before.ruleRev + (same ? 0 : 1),
      updated_at: now,
      updated_by: staffId,
      evaluated_at: same ? before.evaluatedAt : null,
    })
    .where('segment_id', '=', before.segmentId)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (!same)
    for (const dependent of await dependentsOf(tx, before.segmentId))
      await tables(tx)
        .updateTable('segments')
        .set({ evaluated_at: null, rule_rev: dependent.ruleRev + 1 })
        .where('segment_id', '=', dependent.segmentId)
        .execute()
  return toSegment(row)
}

/** The live segments whose rule names this one, by way of others or not. */
async function dependentsOf(db: Db, segmentId: string): Promise<Segment[]> {
  const live = await liveSegments(db)
  const rules = new Map(live.map((one) => [one.segmentId, one.rule]))
  return live.filter((one) => segmentsNamedBy(one.rule, (id) => rules.get(id) ?? null).has(segmentId))
}

/** Takes a segment out of use; its members leave it. Throws `conflict` while another's rule names it. */
export function archiveSegment(db: Db, segmentId: string, staffId: string | null, now: Date): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'segment rules')
    // a refresh that is under way still takes it for live: after it nobody may be left in
    await lock(tx, 'budget', 'segment members')
    const [user] = await dependentsOf(tx, segmentId)
    if (user) throw new Problem('conflict', `The rule of "${user.name}" names this segment`)
    const done = await tables(tx)
      .updateTable('segments')
      .set({ status: 'archived', updated_at: now, updated_by: staffId })
      .where('segment_id', '=', segmentId)
      .where('status', '=', 'live')
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) throw new Problem('not-found', 'There is no such segment')
    await tables(tx)
      .updateTable('segment_members')
      .set({ left_at: now })
      .where('segment_id', '=', segmentId)
      .where('left_at', 'is', null)
      .execute()
  })
}

/** The segments that a customer is in now, oldest membership first. */
export async function segmentsOf(
  db: Db,
  customerId: string,
): Promise<{ segmentId: string; name: string; purpose: Segment['purpose']; since: Date }[]> {
  const root = await rootOf(db, customerId)
  const rows = await tables(db)
    .selectFrom('segment_members')
    .innerJoin('segments', 'segments.segment_id', 'segment_members.segment_id')
    .select(['segments.segment_id', 'segments.name', 'segments.purpose', 'segment_members.since'])
    .where('segment_members.customer_id', '=', root)
    .where('segment_members.left_at', 'is', null)
    .orderBy('segment_members.since')
    .orderBy('segments.name')
    .execute()
  return rows.map(({ segment_id, name, purpose, since }) => ({ segmentId: segment_id, name, purpose, since }))
}

/** Who is in a segment, latest first; `cursor` is the last page's. */
export async function membersOfSegment(
  db: Db,
  segmentId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ members: { customerId: string; since: Date }[]; nextCursor: string | null }> {
  const [since, after] = page.cursor?.split(' ') ?? []
  const before =
    since !== undefined && after !== undefined && !Number.isNaN(Date.parse(since))
      ? sql`(since, customer_id) < (${new Date(since)}, ${after})`
      : sql`true`
  const { rows } = await sql<{ customer_id: string; since: Date }>`
    select customer_id, since from segment_members
    where segment_id = ${segmentId} and left_at is null and ${before}
    order by since desc, customer_id desc limit ${page.limit}`.execute(db)
  const last = rows.length === page.limit ? rows.at(-1) : undefined
  return {
    members: rows.map((row) => ({ customerId: row.customer_id, since: row.since })),
    nextCursor: last ? `${last.since.toISOString()} ${last.customer_id}` : null,
  }
}

/** How many were in a segment at the end of each day, oldest first. */
export async function daysOfSegment(
  db: Db,
  segmentId: string,
  days: number,
): Promise<{ day: string; members: number; joined: number; left: number }[]> {
  const rows = await tables(db)
    .selectFrom('segment_days')
    .selectAll()
    .where('segment_id', '=', segmentId)
    .orderBy('day', 'desc')
    .limit(days)
    .execute()
  return rows.map(({ day, members, joined, gone }) => ({ day, members, joined, left: gone })).reverse()
}

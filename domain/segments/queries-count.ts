import { sql } from 'kysely'
import { Problem } from '#contract/problem.ts'
import type { Rule, SegmentPurpose } from '#contract/segments.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { liveSegments } from './queries.ts'
import { verdictOf } from './queries-conditions.ts'
import { factTables, membersOfRoots, noFacts, planForFew, scopeWithFacts } from './queries-facts.ts'
import { type SampleCount, scaleUp } from './sample-count.ts'

/** Up to here everybody is counted; above, about as many are drawn. */
const SAMPLE = 5000
const TIMEOUT_MS = 3000

/**
 * How many customers a rule means, while somebody writes it. Of many customers a fixed sample is asked, and
 * the answer says its 95% interval. Throws `unavailable` where even that takes longer than three seconds.
 */
export async function countSegment(
  db: Db,
  { rule, purpose }: { rule: Rule; purpose: SegmentPurpose },
  now: Date,
): Promise<SampleCount> {
  try {
    return await inTransaction(db, async (tx) => {
      await sql`set local statement_timeout = ${sql.lit(TIMEOUT_MS)}`.execute(tx)
      return count(tx, rule, purpose, now)
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '57014')
      throw new Problem('unavailable', 'Counting this takes too long; save the segment to see who is in it')
    throw error
  }
}

async function count(tx: Db, rule: Rule, purpose: SegmentPurpose, now: Date): Promise<SampleCount> {
  await planForFew(tx)
  const total = await countCustomers(tx)
  const people = await membersOfRoots(tx, await someRoots(tx, Math.ceil(total / SAMPLE)))
  const rules = new Map((await liveSegments(tx)).map((one) => [one.segmentId, one.rule]))
  const facts = noFacts(now)
  const verdict = verdictOf(rule, { facts, purpose, ruleOf: (id) => rules.get(id) ?? null })
  const { rows } = await sql<{ asked: number; members: number }>`
    with ${factTables(facts, people)}
    select count(*) as asked, count(*) filter (where ${verdict}) as members
    from ${scopeWithFacts(facts)}`.execute(tx)
  return scaleUp({ asked: rows[0]?.asked ?? 0, members: rows[0]?.members ?? 0, total })
}

/** Every customer, or one in so many of them: always the same, drawn by a hash of the id. */
async function someRoots(tx: Db, oneIn: number): Promise<string[]> {
  const drawn = oneIn <= 1 ? sql`true` : sql`hashtextextended(m.root_id, 0) % ${sql.lit(oneIn)} = 0`
  const { rows } = await sql<{ root_id: string }>`
    select m.root_id from (${memberRelation}) m where m.customer_id = m.root_id and ${drawn}`.execute(tx)
  return rows.map((row) => row.root_id)
}

/** How many customers there are, merged ones counted once. */
export async function countCustomers(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${memberRelation}) m where m.customer_id = m.root_id`.execute(db)
  return rows[0]?.count ?? 0
}

import { sql } from 'kysely'
import type { Rule, SegmentPurpose } from '#contract/segments.ts'
import { rootsOf } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { liveSegments } from './queries.ts'
import { verdictOf } from './queries-conditions.ts'
import { factTables, membersOfRoots, noFacts, planForFew, scopeWithFacts } from './queries-facts.ts'

/** Asked in one statement; more go in turns. */
const AT_ONCE = 500

/**
 * Of these customers those whose person the rule means at this moment, as they were given: the rule itself is
 * asked, not what is written of a segment. Three statements for each five hundred.
 */
export async function matching(
  db: Db,
  { rule, purpose }: { rule: Rule; purpose: SegmentPurpose },
  customerIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const roots = await rootsOf(db, customerIds)
  const wanted = [...new Set(roots.values())]
  const meant = new Set<string>()
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const some = wanted.slice(at, at + AT_ONCE)
    for (const root of await inTransaction(db, (tx) => rootsMeant(tx, rule, purpose, some, now)))
      meant.add(root)
  }
  return new Set([...roots].flatMap(([id, root]) => (meant.has(root) ? [id] : [])))
}

async function rootsMeant(
  tx: Db,
  rule: Rule,
  purpose: SegmentPurpose,
  roots: readonly string[],
  now: Date,
): Promise<string[]> {
  const people = await membersOfRoots(tx, roots)
  const rules = new Map((await liveSegments(tx)).map((one) => [one.segmentId, one.rule]))
  await planForFew(tx)
  const facts = noFacts(now)
  const verdict = verdictOf(rule, { facts, purpose, ruleOf: (id) => rules.get(id) ?? null })
  const { rows } = await sql<{ root_id: string }>`
    with ${factTables(facts, people)}
    select scope.root_id from ${scopeWithFacts(facts)} where ${verdict}`.execute(tx)
  return rows.map((row) => row.root_id)
}

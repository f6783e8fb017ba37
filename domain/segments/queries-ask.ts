import { sql } from 'kysely'
import type { Rule, SegmentPurpose } from '#contract/segments.ts'
import type { Db } from '#store/index.ts'
import { liveSegments } from './queries.ts'
import { verdictOf } from './queries-conditions.ts'
import { factTables, membersOfRoots, noFacts, planForFew, scopeWithFacts } from './queries-facts.ts'

/** A rule to ask of given people; `key` tells the answers apart. */
export interface AskedRule {
  key: string
  rule: Rule
  purpose: SegmentPurpose
}

/** Rules asked in one statement, as in a refresh. */
const RULES_AT_ONCE = 40

/**
 * Whom of these people (roots) each rule fits at this moment, asked of their data and not of segments that may
 * be minutes old. One statement for forty rules, however many people; nobody asked, nothing read.
 */
export async function whoFits(
  db: Db,
  rules: readonly AskedRule[],
  rootIds: readonly string[],
  now: Date,
): Promise<Map<string, Set<string>>> {
  const fitting = new Map(rules.map(({ key }) => [key, new Set<string>()]))
  if (rules.length === 0 || rootIds.length === 0) return fitting
  if (db.isTransaction) await planForFew(db)
  const people = await membersOfRoots(db, rootIds)
  const live = new Map((await liveSegments(db)).map((one) => [one.segmentId, one.rule]))
  for (let at = 0; at < rules.length; at += RULES_AT_ONCE) {
    const facts = noFacts(now)
    const verdicts = rules
      .slice(at, at + RULES_AT_ONCE)
      .map(
        ({ key, rule, purpose }) =>
          sql`(${key}::text, ${verdictOf(rule, { facts, purpose, ruleOf: (id) => live.get(id) ?? null })})`,
      )
    const { rows } = await sql<{ key: string; root_id: string }>`
      with ${factTables(facts, people)}
      select v.key, scope.root_id from ${scopeWithFacts(facts)}
      cross join lateral (values ${sql.join(verdicts)}) v(key, fits) where v.fits`.execute(db)
    for (const { key, root_id } of rows) fitting.get(key)?.add(root_id)
  }
  return fitting
}

/** What the models in use say of these people (roots), in one read; who was never scored is not in it. */
export async function predictionsOf(
  db: Db,
  rootIds: readonly string[],
): Promise<Map<string, Readonly<Record<string, number>>>> {
  if (rootIds.length === 0) return new Map()
  const { rows } = await sql<{ root_id: string; predictions: Record<string, number> }>`
    select customer_id as root_id, predictions from customer_scores
    where customer_id = any(${rootIds}::text[])`.execute(db)
  return new Map(rows.map(({ root_id, predictions }) => [root_id, predictions]))
}

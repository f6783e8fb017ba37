import type { Rule, SegmentPurpose } from '#contract/segments.ts'
import { rootsOf } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { whoFits } from './queries-ask.ts'

/** Asked in one statement; more go in turns. */
const AT_ONCE = 500

/** Of these customers, roots or not, those whose person the rule fits at this moment: as they were given. */
export async function matching(
  db: Db,
  { rule, purpose }: { rule: Rule; purpose: SegmentPurpose },
  customerIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const roots = await rootsOf(db, customerIds)
  const wanted = [...new Set(roots.values())]
  const fitting = new Set<string>()
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const some = wanted.slice(at, at + AT_ONCE)
    const asked = [{ key: 'rule', rule, purpose }]
    const answers = await inTransaction(db, (tx) => whoFits(tx, asked, some, now))
    for (const root of answers.get('rule') ?? []) fitting.add(root)
  }
  return new Set([...roots].flatMap(([id, root]) => (fitting.has(root) ? [id] : [])))
}

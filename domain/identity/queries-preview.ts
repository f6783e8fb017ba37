import { sql } from 'kysely'
import { Problem } from '#contract/problem.ts'
import type { Db } from '#store/index.ts'
import { type Counts, exceededCap, type RefusedUnion } from './clusters.ts'
import { readRules } from './queries-rules.ts'
import { type PersonView, personView } from './queries-story.ts'

/** Two people side by side, before staff join them. */
export interface MergePreview {
  sides: [PersonView, PersonView]
  /** They are one person already. */
  alreadyOne: boolean
  /** What keeps the rules from joining them; staff may. */
  against: RefusedUnion | null
}

/** Throws `not-found` where there is no such customer. */
export async function mergePreview(db: Db, customerId: string, otherId: string): Promise<MergePreview> {
  const [one, other] = [await personView(db, customerId), await personView(db, otherId)]
  if (!one || !other) throw new Problem('not-found', 'There is no such customer')
  const alreadyOne = one.customerId === other.customerId
  return { sides: [one, other], alreadyOne, against: alreadyOne ? null : await against(db, one, other) }
}

async function against(db: Db, one: PersonView, other: PersonView): Promise<RefusedUnion | null> {
  const { rows } = await sql`
    select 1 from identity_verdicts where withdrawn_at is null and verdict = 'different'
      and ((customer_id = any(${one.memberIds}) and other_id = any(${other.memberIds}))
        or (other_id = any(${one.memberIds}) and customer_id = any(${other.memberIds}))) limit 1`.execute(db)
  if (rows.length > 0) return 'kept_apart'
  return exceededCap(countsOf(one), countsOf(other), await readRules(db))
}

function countsOf({ identifiers }: PersonView): Counts {
  const counts: Counts = {}
  for (const { kind } of identifiers) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

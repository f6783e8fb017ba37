import { sql } from 'kysely'
import { Problem } from '#contract/problem.ts'
import { type Db, deleteRowsOfPerson, inTransaction, storableText } from '#store/index.ts'
import type { IdentityChange } from './change.ts'
import type { Evidence } from './duplicates/index.ts'
import { lockStructure, membersRelationFor, rootsOf } from './queries-links.ts'
import { keepApart, mergeCustomers } from './queries-verdicts.ts'

/** Two people who may be one, as they are today: the roots, and what spoke for it when they were compared. */
export interface DuplicatePair {
  pairId: string
  sides: [string, string]
  weight: number
  probability: number
  evidence: Evidence[]
  foundAt: Date
}

/**
 * Open pairs of two people, that is: neither judged, nor joined since, nor kept apart by a verdict. `who` limits
 * them to those of one person's members.
 */
const openPairs = (customerId: string | null) => sql`
  select p.*, coalesce(la.root_id, p.customer_id) as a_root, coalesce(lb.root_id, p.other_id) as b_root
  from duplicate_pairs p
  join customers ca on ca.customer_id = p.customer_id join customers cb on cb.customer_id = p.other_id
  left join customer_links la on la.customer_id = p.customer_id
  left join customer_links lb on lb.customer_id = p.other_id
  where p.state = 'open' and coalesce(la.root_id, p.customer_id) <> coalesce(lb.root_id, p.other_id)
    ${customerId === null ? sql`` : sql`and (p.customer_id in (select customer_id from who) or p.other_id in (select customer_id from who))`}
    and not exists (
      select 1 from identity_verdicts v
      left join customer_links va on va.customer_id = v.customer_id
      left join customer_links vb on vb.customer_id = v.other_id
      where v.verdict = 'different' and v.withdrawn_at is null
        and least(coalesce(va.root_id, v.customer_id), coalesce(vb.root_id, v.other_id)) =
          least(coalesce(la.root_id, p.customer_id), coalesce(lb.root_id, p.other_id))
        and greatest(coalesce(va.root_id, v.customer_id), coalesce(vb.root_id, v.other_id)) =
          greatest(coalesce(la.root_id, p.customer_id), coalesce(lb.root_id, p.other_id)))`

const MOST_ROWS = 100

/** Pairs for staff to judge, the likeliest first. Throws `bad-request` for a cursor of none of ours. */
export async function listDuplicates(
  db: Db,
  input: { limit: number; customerId?: string | null; cursor?: string | null },
): Promise<{ pairs: DuplicatePair[]; nextCursor: string | null }> {
  const limit = Math.max(1, Math.min(MOST_ROWS, input.limit))
  const [weight, pairId] = input.cursor ? readCursor(input.cursor) : [null, null]
  const customerId = input.customerId ? storableText(input.customerId) : null
  const { rows } = await sql<{
    pair_id: string
    a_root: string
    b_root: string
    weight: number
    probability: number
    evidence: Evidence[]
    found_at: Date
  }>`
    with ${whoIs(customerId)} pair as (${openPairs(customerId)})
    select * from pair
    where ${weight}::double precision is null or weight < ${weight}::double precision
      or (weight = ${weight}::double precision and pair_id > ${pairId}::text)
    order by weight desc, pair_id limit ${limit + 1}`.execute(db)
  const pairs = rows.slice(0, limit).map((row) => ({
    pairId: row.pair_id,
    sides: [row.a_root, row.b_root] as [string, string],
    weight: row.weight,
    probability: row.probability,
    evidence: row.evidence,
    foundAt: row.found_at,
  }))
  const last = pairs.at(-1)
  return {
    pairs,
    nextCursor: rows.length > limit && last ? JSON.stringify([last.weight, last.pairId]) : null,
  }
}

const whoIs = (customerId: string | null) =>
  customerId === null ? sql`` : sql`who as (${membersRelationFor([customerId])}),`

function readCursor(cursor: string): [number, string] {
  try {
    const read: unknown = JSON.parse(storableText(cursor))
    if (Array.isArray(read) && typeof read[0] === 'number' && typeof read[1] === 'string')
      return [read[0], read[1]]
  } catch {} // answered below
  throw new Problem('bad-request', 'That is no place in the list of possible duplicates')
}

/** How many pairs wait for staff; of one person where `customerId` is given. */
export async function countDuplicates(db: Db, customerId: string | null = null): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with ${whoIs(customerId)} pair as (${openPairs(customerId)})
    select count(*)::integer as n from pair`.execute(db)
  return rows[0]?.n ?? 0
}

/**
 * Staff have looked at a pair: `same` merges the two, `different` keeps them apart whatever will be seen. Throws
 * `not-found` for no such pair, `conflict` where it has been judged already or cannot be merged.
 */
export function judgeDuplicate(
  db: Db,
  input: { pairId: string; verdict: 'same' | 'different'; staffId: string },
  now: Date,
): Promise<{ rootIds: string[]; changes: IdentityChange[] }> {
  return inTransaction(db, async (tx) => {
    await lockStructure(tx)
    const { rows } = await sql<{ a: string; b: string; state: string }>`
      select customer_id as a, other_id as b, state from duplicate_pairs
      where pair_id = ${storableText(input.pairId)} for update`.execute(tx)
    const [pair] = rows
    if (!pair) throw new Problem('not-found', 'There is no such pair')
    if (pair.state !== 'open') throw new Problem('conflict', 'That pair has been judged already')
    const judgement = {
      customerId: pair.a,
      otherId: pair.b,
      staffId: input.staffId,
      reason: 'possible duplicate',
    }
    const changes = input.verdict === 'same' ? await mergeBoth(tx, judgement, now) : []
    if (input.verdict === 'different') await keepApart(tx, judgement, now)
    await sql`update duplicate_pairs set state = ${input.verdict}, decided_by = ${input.staffId}, decided_at = ${now}
      where pair_id = ${storableText(input.pairId)}`.execute(tx)
    return { rootIds: [...new Set((await rootsOf(tx, [pair.a, pair.b])).values())], changes }
  })
}

async function mergeBoth(
  tx: Db,
  judgement: Parameters<typeof mergeCustomers>[1],
  now: Date,
): Promise<IdentityChange[]> {
  const { merged, changes } = await mergeCustomers(tx, judgement, now)
  if (!merged) throw new Problem('conflict', 'These customers cannot be joined')
  return changes
}

/** What this part of the room keeps of these customers; of the other side of a pair, nothing. */
export async function exportDuplicates(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  const pairs = await sql`
    select pair_id, state, probability, found_at, decided_at, (
      select coalesce(jsonb_agg(jsonb_build_object('field', e ->> 'field', 'value',
        case when p.customer_id = any(${customerIds}) then e -> 'left' else e -> 'right' end)), '[]')
      from jsonb_array_elements(p.evidence) e) as compared
    from duplicate_pairs p
    where customer_id = any(${customerIds}) or other_id = any(${customerIds})`.execute(db)
  const homes = await sql`select * from residences where customer_id = any(${customerIds})`.execute(db)
  return { duplicate_pairs: pairs.rows, residences: homes.rows }
}

/** Forgets them, in the transaction in which the room forgets the person. */
export async function eraseDuplicates(tx: Db, customerIds: readonly string[]): Promise<void> {
  await deleteRowsOfPerson(tx, ['duplicate_pairs', 'residences'], customerIds)
  await sql`delete from duplicate_pairs where other_id = any(${customerIds})`.execute(tx)
}

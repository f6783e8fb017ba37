import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import type { IdentityChange } from './change.ts'
import type { Verdict } from './partition.ts'
import { joinPairs } from './queries-join.ts'
import { lockStructure, membersOf, rootOf, rootsOf } from './queries-links.ts'
import { regroup } from './queries-regroup.ts'
import { readRules } from './queries-rules.ts'

interface NewVerdict {
  a: string
  b: string
  verdict: Verdict['verdict']
  source: Verdict['source']
  staffId: string | null
  reason: string
}

/** What staff, or the matching of records (`staffId` null), say of two customers. */
export interface Judgement {
  customerId: string
  otherId: string
  staffId: string | null
  reason: string
}

export interface Judged {
  /** Whether the two are one person now: the matching may not do all that staff may. */
  merged: boolean
  rootId: string
  changes: IdentityChange[]
}

/**
 * Says that two customers are one person: a verdict and the links that follow from it, never a move. Staff
 * may join what the rules would not; without a `staffId` the rules and the verdicts of staff stay in force.
 * Throws `not-found` where there is no such customer.
 */
export function mergeCustomers(db: Db, judgement: Judgement, now: Date): Promise<Judged> {
  return inTransaction(db, async (tx) => {
    await lockStructure(tx)
    const [a, b] = await rootsOfBoth(tx, judgement)
    if (a === b) return { merged: true, rootId: a, changes: [] }
    const { staffId } = judgement
    if (staffId !== null)
      await withdrawBetween(tx, 'different', await membersOf(tx, a), await membersOf(tx, b), staffId, now)
    const source = staffId === null ? 'duplicates' : 'staff'
    await addVerdicts(tx, [{ a, b, verdict: 'same', source, staffId, reason: judgement.reason }], now)
    const changes = await regroup(tx, [a, b], { rules: await readRules(tx), now, made: new Map() })
    const rootId = await rootOf(tx, a)
    const merged = rootId === (await rootOf(tx, b))
    // what cannot be joined now must not join by itself one day
    if (!merged) await withdrawBetween(tx, 'same', [a], [b], null, now)
    return { merged, rootId, changes }
  })
}

/**
 * Says that two customers are two people, whatever they will be seen with. Throws `conflict` where they are
 * one already: those are un-merged.
 */
export function keepApart(db: Db, judgement: Judgement, now: Date): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lockStructure(tx)
    const [a, b] = await rootsOfBoth(tx, judgement)
    if (a === b) throw new Problem('conflict', 'They are one customer: un-merge them first')
    const { staffId, reason } = judgement
    await addVerdicts(tx, [{ a, b, verdict: 'different', source: 'staff', staffId, reason }], now)
  })
}

/**
 * Parts these members from the rest of their person. A merge that joined them is taken back; where what they
 * were seen with joins them, the two sides are kept apart from now on, whatever is seen again. Throws
 * `bad-request` unless `apart` names some members and not all.
 */
export function unmergeCustomers(
  db: Db,
  input: { customerId: string; apart: string[]; staffId: string; reason: string },
  now: Date,
): Promise<{ rootIds: string[]; changes: IdentityChange[] }> {
  return inTransaction(db, async (tx) => {
    await lockStructure(tx)
    const members = await membersOf(tx, input.customerId)
    const apart = members.filter((id) => input.apart.includes(id))
    const rest = members.filter((id) => !input.apart.includes(id))
    if (apart.length === 0 || rest.length === 0 || apart.length < new Set(input.apart).size)
      throw new Problem('bad-request', 'Name some of the customer’s members, and not all of them')
    const context = { rules: await readRules(tx), now, made: new Map() }
    const { staffId, reason } = input
    const withdrawn = await withdrawBetween(tx, 'same', apart, rest, staffId, now)
    const different = { verdict: 'different', source: 'staff', staffId, reason } as const
    // a sign-in or the matching would join these again; what staff had said stays open to them
    const lasting = withdrawn
      .filter(({ source }) => source !== 'staff')
      .map(({ a, b }) => ({ a, b, ...different }))
    await addVerdicts(tx, lasting, now)
    const changes = await regroup(tx, members, context)
    const held = await stillTogether(tx, apart, rest)
    await addVerdicts(
      tx,
      held.map(([a, b]) => ({ a, b, ...different })),
      now,
    )
    if (held.length > 0) changes.push(...(await regroup(tx, members, context)))
    return { rootIds: [...new Set((await rootsOf(tx, members)).values())], changes }
  })
}

/** Every pair across the cut that has to be kept apart: none where the two sides have come apart already. */
async function stillTogether(tx: Db, apart: string[], rest: string[]): Promise<[string, string][]> {
  const roots = await rootsOf(tx, [...apart, ...rest])
  const ofRest = new Set(rest.map((id) => roots.get(id)))
  if (!apart.some((id) => ofRest.has(roots.get(id)))) return []
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from identifiers where customer_id = any(${[...apart, ...rest]})`.execute(tx)
  const identified = new Set(rows.map(({ id }) => id)) // sessions follow their account
  return apart
    .filter((id) => identified.has(id))
    .flatMap((a) => rest.filter((id) => identified.has(id)).map((b): [string, string] => [a, b]))
}

/**
 * Notes that a browser's session stands for an account. A link like any other, which an un-merge of staff
 * may keep from coming back.
 */
export function linkCustomer(
  db: Db,
  customerId: string,
  accountId: string,
  reason: string,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    if ((await rootOf(tx, customerId)) === (await rootOf(tx, accountId))) return
    await lockStructure(tx)
    const [a, b] = [await rootOf(tx, customerId), await rootOf(tx, accountId)]
    if (a === b || (await isSaid(tx, customerId, accountId))) return
    const pair = { a: customerId, b: accountId }
    const context = { rules: await readRules(tx), now, made: new Map() }
    await addVerdicts(tx, [{ ...pair, verdict: 'same', source: 'session', staffId: null, reason }], now)
    await joinPairs(tx, [pair], { reason, alone: new Map() }, context)
  })
}

/** Whether a verdict on these very two is in force. */
async function isSaid(tx: Db, customerId: string, otherId: string): Promise<boolean> {
  const [a, b] = customerId < otherId ? [customerId, otherId] : [otherId, customerId]
  const { rows } = await sql`
    select 1 from identity_verdicts where customer_id = ${a} and other_id = ${b} and withdrawn_at is null`.execute(
    tx,
  )
  return rows.length > 0
}

async function rootsOfBoth(tx: Db, { customerId, otherId }: Judgement): Promise<[string, string]> {
  const ids = [storableText(customerId), storableText(otherId)]
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from customers where customer_id = any(${ids})`.execute(tx)
  if (rows[0]?.n !== new Set(ids).size) throw new Problem('not-found', 'There is no such customer')
  return [await rootOf(tx, customerId), await rootOf(tx, otherId)]
}

async function addVerdicts(tx: Db, verdicts: NewVerdict[], now: Date): Promise<void> {
  if (verdicts.length === 0) return
  const rows = verdicts.map(({ a, b, ...said }) => ({
    ...said,
    a: a < b ? a : b,
    b: a < b ? b : a,
    id: newId('verdict', now),
    reason: storableText(said.reason),
  }))
  await sql`
    insert into identity_verdicts
      (customer_id, other_id, verdict_id, verdict, source, staff_id, reason, decided_at)
    select a, b, id, verdict, source, "staffId", reason, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(a text, b text, id text, verdict text, source text, "staffId" text, reason text)`.execute(tx)
}

/** Takes back the verdicts of this kind that stand between two groups of members; answers them. */
async function withdrawBetween(
  tx: Db,
  verdict: Verdict['verdict'],
  some: string[],
  others: string[],
  staffId: string | null,
  now: Date,
): Promise<{ a: string; b: string; source: Verdict['source'] }[]> {
  const { rows } = await sql<{ a: string; b: string; source: Verdict['source'] }>`
    update identity_verdicts set withdrawn_at = ${now}, withdrawn_by = ${staffId}
    where withdrawn_at is null and verdict = ${verdict}
      and ((customer_id = any(${some}) and other_id = any(${others}))
        or (other_id = any(${some}) and customer_id = any(${others})))
    returning customer_id as a, other_id as b, source`.execute(tx)
  return rows
}

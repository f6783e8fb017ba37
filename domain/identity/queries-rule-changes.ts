import { sql } from 'kysely'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, storableJson } from '#store/index.ts'
import type { IdentityChange } from './change.ts'
import { changedQuarantines, type Quarantine, writeQuarantines } from './queries-edges.ts'
import { lockStructure } from './queries-links.ts'
import { regroup } from './queries-regroup.ts'
import { readRules } from './queries-rules.ts'
import { type IdentityRules, identityRules } from './rules.ts'

const CHUNK = 5000

/**
 * Changes some of the rules and puts everybody together anew whom that concerns, as if the rules had always
 * been these. Throws `bad-request` with one entry per wrong field.
 */
export function changeRules(
  db: Db,
  patch: Partial<IdentityRules>,
  staffId: string | null,
  now: Date,
): Promise<{ rules: IdentityRules; changes: IdentityChange[] }> {
  const parsed = identityRules.partial().strict().safeParse(patch)
  if (!parsed.success) throw badRules(parsed.error.issues)
  return inTransaction(db, async (tx) => {
    await lockStructure(tx)
    for (const [name, value] of Object.entries(parsed.data))
      await sql`
        insert into identity_rules (name, value, updated_at, updated_by)
        values (${name}, ${storableJson(value)}::jsonb, ${now}, ${staffId})
        on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at,
          updated_by = excluded.updated_by`.execute(tx)
    const rules = await readRules(tx)
    const freed = await writeQuarantines(tx, await judgeAll(tx, rules), now)
    const seeds = [...freed, ...(await disputed(tx)), ...(await overCaps(tx, rules))]
    return { rules, changes: await regroup(tx, seeds, { rules, now, made: new Map() }) }
  })
}

function badRules(issues: readonly { path: PropertyKey[]; message: string }[]): Problem {
  const errors = issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return new Problem('bad-request', 'Some rules are not valid', { errors })
}

/** Every identifier by the rules of now, some thousands at a time. */
async function judgeAll(tx: Db, rules: IdentityRules): Promise<Quarantine[]> {
  const changed: Quarantine[] = []
  for (let after = ''; ; ) {
    const { rows } = await sql<{ id: string }>`
      select customer_id as id from identifiers where customer_id > ${after} order by customer_id limit ${CHUNK}`.execute(
      tx,
    )
    const last = rows.at(-1)
    if (!last) return changed
    const ids = rows.map(({ id }) => id)
    changed.push(...(await changedQuarantines(tx, ids, rules)))
    after = last.id
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
}

/** Where something was refused, another rule may decide otherwise. */
async function disputed(tx: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from identity_edges where state = 'refused'
    union select other_id from identity_edges where state = 'refused'`.execute(tx)
  return rows.map(({ id }) => id)
}

/** People who are more than the rules of now would join. */
async function overCaps(tx: Db, { caps }: IdentityRules): Promise<string[]> {
  const perKind = Object.entries(caps.perKind).map(([kind, most]) => ({ kind, most }))
  const { rows } = await sql<{ id: string }>`
    with held as (
      select coalesce(l.root_id, i.customer_id) as root, i.kind, count(*) as n
      from identifiers i left join customer_links l on l.customer_id = i.customer_id group by 1, 2
    )
    select held.root as id from held
    join jsonb_to_recordset(${JSON.stringify(perKind)}::jsonb) as c(kind text, most integer) using (kind)
    where held.n > c.most
    union
    select root from held group by root having sum(n) > ${caps.inAll}`.execute(tx)
  return rows.map(({ id }) => id)
}

import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import { blocklist } from './blocked.ts'
import type { Counts } from './clusters.ts'
import type { Identifier, IdentifierKind } from './identity.ts'
import type { NewEdge } from './queries-known.ts'
import { exceededLimit, type IdentityRules } from './rules.ts'

/** Stores edges that are new, or were first seen earlier than what is stored says. */
export async function writeEdges(
  tx: Db,
  edges: NewEdge[],
  dropped: (memberId: string) => boolean,
): Promise<void> {
  if (edges.length === 0) return
  const rows = edges.map(({ a, b, pair }) => {
    const isDropped = dropped(a) || dropped(b)
    const { first, source, evidence } = pair
    return { a, b, first, source, evidence, state: isDropped ? 'dropped' : 'used' }
  })
  await sql`
    insert into identity_edges as e (customer_id, other_id, first_at, source, evidence, state, reason)
    select a, b, first, source, evidence, state, case state when 'dropped' then 'quarantine' end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(a text, b text, first timestamptz, source text, evidence text, state text)
    on conflict (customer_id, other_id) do update
      set first_at = excluded.first_at, source = excluded.source, evidence = excluded.evidence
      where excluded.first_at < e.first_at`.execute(tx)
}

export interface Quarantine {
  memberId: string
  /** The kind of which it was seen with too many; null: free again. */
  exceeded: IdentifierKind | 'blocked' | null
}

interface Stored extends Identifier {
  id: string
  quarantined: string | null
}

/** Which of these members have to be quarantined, or are free again, by all that they were seen with. */
export async function changedQuarantines(
  tx: Db,
  memberIds: Iterable<string>,
  rules: IdentityRules,
): Promise<Quarantine[]> {
  const ids = [...new Set(memberIds)]
  const { rows } = await sql<Stored>`
    select i.customer_id as id, i.kind, i.value, i.quarantine_reason as quarantined
    from unnest(${ids}::text[]) as w(id)
    cross join lateral (select o.* from identifiers o where o.customer_id = w.id limit 1) i`.execute(tx)
  const seenWith = await neighbours(tx, ids)
  const isBlocked = blocklist(rules)
  return rows.flatMap((row) => {
    const exceeded = isBlocked(row) ? 'blocked' : exceededLimit(row.kind, seenWith.get(row.id) ?? {}, rules)
    return exceeded === row.quarantined ? [] : [{ memberId: row.id, exceeded }]
  })
}

/** How many identifiers of each kind each of these members was ever seen with. */
async function neighbours(tx: Db, ids: string[]): Promise<Map<string, Counts>> {
  const { rows } = await sql<{ id: string; kind: IdentifierKind; count: number }>`
    select e.id, i.kind, count(*) as count
    from (
      select w.id, o.neighbour from unnest(${ids}::text[]) as w(id) cross join lateral (
        select a.other_id as neighbour from identity_edges a where a.customer_id = w.id
        union all select b.customer_id from identity_edges b where b.other_id = w.id
      ) o
    ) e
    cross join lateral (select n.kind from identifiers n where n.customer_id = e.neighbour limit 1) i
    group by e.id, i.kind`.execute(tx)
  const counts = new Map<string, Counts>()
  for (const { id, kind, count } of rows) counts.set(id, { ...counts.get(id), [kind]: count })
  return counts
}

/**
 * Writes who is quarantined and who is free again, and which edges count for that. Answers the members whose
 * people have to be put together anew: these and all that they were seen with.
 */
export async function writeQuarantines(tx: Db, changed: Quarantine[], now: Date): Promise<string[]> {
  if (changed.length === 0) return []
  const ids = changed.map(({ memberId }) => memberId)
  await sql`
    update identifiers i set quarantine_reason = r.exceeded, quarantined_at = case when r.exceeded is not null then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r("memberId" text, exceeded text)
    where i.customer_id = r."memberId"`.execute(tx)
  const { rows } = await sql<{ id: string }>`
    with touched as (
      select customer_id, other_id from identity_edges where customer_id = any(${ids})
      union select customer_id, other_id from identity_edges where other_id = any(${ids})
    ), changed as (
      update identity_edges e set
        state = case when q.any then 'dropped' else 'used' end, reason = case when q.any then 'quarantine' end
      from touched t cross join lateral (
        select exists (select 1 from identifiers i
          where i.customer_id in (t.customer_id, t.other_id) and i.quarantined_at is not null) as any) q
      where e.customer_id = t.customer_id and e.other_id = t.other_id
    )
    select customer_id as id from touched union select other_id from touched`.execute(tx)
  return [...new Set([...ids, ...rows.map(({ id }) => id)])]
}

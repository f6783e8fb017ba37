import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { IdentityChange, JoinContext } from './change.ts'
import { addCounts, type Counts, withinCaps } from './clusters.ts'
import { lockRoots } from './queries-links.ts'
import { regroup } from './queries-regroup.ts'
import { type RootCandidate, rootAmong } from './roots.ts'
import type { IdentityRules } from './rules.ts'

interface Cluster extends RootCandidate {
  counts: Counts
  /** Something in it was refused or judged, so that more than a union may follow from a new edge. */
  troubled: boolean
}

/**
 * Brings the links up to date after these pairs of members have got an edge or a verdict. Where nothing was
 * ever refused and nothing is over its cap, the order of edges cannot matter, and a plain union is the whole
 * answer; else the people around are put together anew. Under the lock of the structure.
 */
export async function joinPairs(
  tx: Db,
  pairs: readonly { a: string; b: string }[],
  reason: string,
  context: JoinContext,
): Promise<IdentityChange[]> {
  if (pairs.length === 0) return []
  const roots = await readRoots(tx, pairs)
  const groups = connect(pairs, roots)
  const clusters = await readClusters(tx, new Set(roots.values()))
  const plain: Cluster[][] = []
  const seeds: string[] = []
  for (const group of groups) {
    const members = group.roots.flatMap((root) => clusters.get(root) ?? [])
    if (isPlain(members, context.rules)) plain.push(members)
    else seeds.push(...group.members)
  }
  const changes = await unite(tx, plain, reason, context)
  return [...changes, ...(await regroup(tx, seeds, context))]
}

async function readRoots(tx: Db, pairs: readonly { a: string; b: string }[]): Promise<Map<string, string>> {
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  const { rows } = await sql<{ id: string; root: string }>`
    select w.id, coalesce(l.root_id, w.id) as root
    from unnest(${ids}::text[]) as w(id) left join customer_links l on l.customer_id = w.id`.execute(tx)
  return new Map(rows.map(({ id, root }) => [id, root]))
}

interface Group {
  roots: string[]
  members: string[]
}

/** The clusters that the pairs connect, group by group. */
function connect(pairs: readonly { a: string; b: string }[], roots: ReadonlyMap<string, string>): Group[] {
  const groupOf = new Map<string, Group>()
  for (const { a, b } of pairs) {
    const [one, other] = [roots.get(a) ?? a, roots.get(b) ?? b]
    const group = groupOf.get(one) ?? { roots: [one], members: [] }
    groupOf.set(one, group)
    const second = groupOf.get(other) ?? { roots: [other], members: [] }
    if (second !== group) {
      group.roots.push(...second.roots)
      group.members.push(...second.members)
      for (const root of second.roots) groupOf.set(root, group)
    }
    group.members.push(a, b)
  }
  return [...new Set(groupOf.values())]
}

async function readClusters(tx: Db, roots: ReadonlySet<string>): Promise<Map<string, Cluster>> {
  const { rows } = await sql<{
    customerId: string
    createdAt: Date
    counts: Counts | null
    troubled: boolean
  }>`
    select c.customer_id as "customerId", c.created_at as "createdAt", (
      select jsonb_object_agg(kind, held) from (
        select i.kind, count(*) as held from identifiers i where i.customer_id = any(m.ids) group by i.kind) k
    ) as counts, (
      exists (select 1 from identity_edges e where e.customer_id = any(m.ids) and e.state = 'refused')
      or exists (select 1 from identity_edges e where e.other_id = any(m.ids) and e.state = 'refused')
      or exists (select 1 from identity_verdicts v where v.customer_id = any(m.ids) and v.withdrawn_at is null
        and (v.verdict = 'different' or v.other_id <> all(m.ids)))
      or exists (select 1 from identity_verdicts v where v.other_id = any(m.ids) and v.withdrawn_at is null
        and (v.verdict = 'different' or v.customer_id <> all(m.ids)))
    ) as troubled
    from customers c cross join lateral (
      select array(select c.customer_id union all
        select l.customer_id from customer_links l where l.root_id = c.customer_id) as ids
    ) m
    where c.customer_id = any(${[...roots]})`.execute(tx)
  return new Map(
    rows.map(({ customerId, createdAt, counts, troubled }) => [
      customerId,
      { customerId, createdAt, counts: counts ?? {}, troubled, hasUserId: (counts?.user_id ?? 0) > 0 },
    ]),
  )
}

function isPlain(clusters: Cluster[], rules: IdentityRules): boolean {
  const sum = clusters.reduce<Counts>((counts, cluster) => addCounts(counts, cluster.counts), {})
  return clusters.every(({ troubled }) => !troubled) && withinCaps(sum, rules)
}

async function unite(
  tx: Db,
  groups: Cluster[][],
  reason: string,
  { made, now }: JoinContext,
): Promise<IdentityChange[]> {
  const unions = groups.flatMap((clusters) => {
    const winner = rootAmong(clusters)
    const losers = clusters.filter((cluster) => cluster !== winner)
    return winner && losers.length > 0 ? [{ winner, losers }] : []
  })
  if (unions.length === 0) return []
  const moves = unions.flatMap(({ winner, losers }) =>
    losers.map((loser) => ({ from: loser.customerId, to: winner.customerId })),
  )
  const concerned = moves.flatMap(({ from, to }) => [from, to]).filter((root) => !made.has(root))
  await lockRoots(tx, concerned)
  const [from, to] = [moves.map((move) => move.from), moves.map((move) => move.to)]
  await sql`
    with move as (select * from unnest(${from}::text[], ${to}::text[]) as m(loser, winner)), moved as (
      update customer_links l set root_id = move.winner from move where l.root_id = move.loser
    )
    insert into customer_links (customer_id, root_id, reason, linked_at)
    select loser, winner, ${reason}, ${now} from move`.execute(tx)
  return unions.flatMap(({ winner, losers }): IdentityChange[] => {
    const rootIds = [winner, ...losers].map(({ customerId }) => customerId).filter((id) => !made.has(id))
    return rootIds.length > 1 ? [{ kind: 'merged', rootIds }] : []
  })
}

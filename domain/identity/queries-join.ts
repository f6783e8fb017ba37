import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { IdentityChange, JoinContext, MadeMember } from './change.ts'
import { addCounts, type Counts, withinCaps } from './clusters.ts'
import type { IdentifierKind } from './identity.ts'
import { lockRoots, rootsOf } from './queries-links.ts'
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
  how: { reason: string; alone: JoinContext['made'] },
  context: JoinContext,
): Promise<IdentityChange[]> {
  if (pairs.length === 0) return []
  const stored = pairs.flatMap(({ a, b }) => [a, b]).filter((id) => !how.alone.has(id))
  const roots = await rootsOf(tx, stored)
  const clusters = await readClusters(tx, new Set(roots.values()))
  for (const [id, member] of how.alone) clusters.set(id, clusterOfOne(id, member))
  const plain: Cluster[][] = []
  const seeds: string[] = []
  for (const group of connect(pairs, roots)) {
    const members = group.roots.flatMap((root) => clusters.get(root) ?? [])
    if (isPlain(members, context.rules)) plain.push(members)
    else seeds.push(...group.members)
  }
  const changes = await unite(tx, plain, how.reason, context)
  return [...changes, ...(await regroup(tx, seeds, context))]
}

function clusterOfOne(customerId: string, { kind, createdAt }: MadeMember): Cluster {
  return { customerId, createdAt, counts: { [kind]: 1 }, hasUserId: kind === 'user_id', troubled: false }
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

interface MemberRow {
  root: string
  createdAt: Date
  id: string
  kind: IdentifierKind | null
}

async function readClusters(tx: Db, roots: ReadonlySet<string>): Promise<Map<string, Cluster>> {
  if (roots.size === 0) return new Map()
  const { rows } = await sql<MemberRow>`
    select c.customer_id as root, c.created_at as "createdAt", m.id, i.kind
    from unnest(${[...roots]}::text[]) as w(id)
    cross join lateral (select o.* from customers o where o.customer_id = w.id limit 1) c
    cross join lateral (
      select w.id union all select l.customer_id from customer_links l where l.root_id = w.id
    ) m
    left join lateral (select o.kind from identifiers o where o.customer_id = m.id limit 1) i on true`.execute(
    tx,
  )
  const troubled = await troubledMembers(tx, new Map(rows.map(({ id, root }) => [id, root])))
  const clusters = new Map<string, Cluster>()
  for (const { root, createdAt, id, kind } of rows) {
    const cluster = clusters.get(root) ?? {
      customerId: root,
      createdAt,
      counts: {},
      hasUserId: false,
      troubled: false,
    }
    clusters.set(root, cluster)
    if (kind !== null) cluster.counts[kind] = (cluster.counts[kind] ?? 0) + 1
    if (kind === 'user_id') cluster.hasUserId = true
    if (troubled.has(id)) cluster.troubled = true
  }
  return clusters
}

/** Members with an edge that was refused, or a verdict that does not just say what is so. */
async function troubledMembers(tx: Db, rootOf: ReadonlyMap<string, string>): Promise<Set<string>> {
  const ids = [...rootOf.keys()]
  const { rows } = await sql<{ id: string; other: string; verdict: string | null }>`
    select w.id, t.other, t.verdict from unnest(${ids}::text[]) as w(id) cross join lateral (
      select e.other_id as other, null as verdict from identity_edges e
      where e.state = 'refused' and e.customer_id = w.id
      union all
      select e.customer_id, null from identity_edges e where e.state = 'refused' and e.other_id = w.id
      union all
      select v.other_id, v.verdict from identity_verdicts v where v.withdrawn_at is null and v.customer_id = w.id
      union all
      select v.customer_id, v.verdict from identity_verdicts v where v.withdrawn_at is null and v.other_id = w.id
    ) t`.execute(tx)
  const troubled = rows.filter(
    ({ id, other, verdict }) => verdict !== 'same' || rootOf.get(id) !== rootOf.get(other),
  )
  return new Set(troubled.map(({ id }) => id))
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

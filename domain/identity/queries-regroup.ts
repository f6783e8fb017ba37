import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { IdentityChange, JoinContext } from './change.ts'
import type { Identifier } from './identity.ts'
import { edgeKey, type Graph, join, type Member, type Partition } from './partition.ts'
import { lockRoots } from './queries-links.ts'
import { rootAmong } from './roots.ts'

interface Row {
  id: string
  kind: Identifier['kind'] | null
  value: string | null
  createdAt: Date
  root: string
}

interface StoredEdge {
  a: string
  b: string
  at: number
  state: 'used' | 'refused'
  reason: string | null
}

/**
 * Puts the people around these members together anew: everybody whom edges that count or verdicts connect
 * with them, as `partition` says, and writes what is different from before. Under the lock of the structure,
 * after the quarantines are written.
 */
export async function regroup(
  tx: Db,
  seeds: readonly string[],
  context: JoinContext,
): Promise<IdentityChange[]> {
  if (seeds.length === 0) return []
  const ids = await reachable(tx, seeds)
  const rows = await readRows(tx, ids)
  const edges = await readEdges(tx, ids)
  const graph: Graph = { members: rows.map(toMember), edges, verdicts: await readVerdicts(tx, ids) }
  const wanted = join(graph, new Set(), context.rules)
  await writeStates(tx, edges, wanted)
  return writeLinks(tx, movesTo(wanted.clusters, rows), reasons(graph), rows, context)
}

/** What connects these members with each other: edges that count, and verdicts in force. */
export async function readGraph(db: Db, ids: string[]): Promise<Graph> {
  const rows = await readRows(db, ids)
  return {
    members: rows.map(toMember),
    edges: await readEdges(db, ids),
    verdicts: await readVerdicts(db, ids),
  }
}

const reasonOf = { staff: 'staff', session: 'identity token', duplicates: 'likely duplicate' }

/** Why a member is linked, where it is by a verdict. */
function reasons({ verdicts }: Graph): Map<string, string> {
  const same = verdicts.filter(({ verdict }) => verdict === 'same')
  return new Map(same.flatMap(({ a, b, source }) => [a, b].map((id) => [id, reasonOf[source]] as const)))
}

/** Everybody connected with the seeds, and whoever is linked with one of these now. */
async function reachable(tx: Db, seeds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive around (id) as (
      select unnest(${[...new Set(seeds)]}::text[])
      union
      select next.id from around cross join lateral (
        select e.other_id as id from identity_edges e where e.customer_id = around.id and e.state <> 'dropped'
        union all
        select e.customer_id from identity_edges e where e.other_id = around.id and e.state <> 'dropped'
        union all
        select v.other_id from identity_verdicts v
        where v.customer_id = around.id and v.withdrawn_at is null and v.verdict = 'same'
        union all
        select v.customer_id from identity_verdicts v
        where v.other_id = around.id and v.withdrawn_at is null and v.verdict = 'same'
        union all
        select l.root_id from customer_links l where l.customer_id = around.id
        union all
        select l.customer_id from customer_links l where l.root_id = around.id
      ) next
    )
    select id from around`.execute(tx)
  return rows.map(({ id }) => id)
}

async function readRows(tx: Db, ids: string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select c.customer_id as id, i.kind, i.value, c.created_at as "createdAt", coalesce(l.root_id, c.customer_id) as root
    from customers c
    left join identifiers i on i.customer_id = c.customer_id
    left join customer_links l on l.customer_id = c.customer_id
    where c.customer_id = any(${ids})`.execute(tx)
  return rows
}

function toMember({ id, kind, value }: Row): Member {
  return { id, identifier: kind === null || value === null ? null : { kind, value } }
}

async function readEdges(tx: Db, ids: string[]): Promise<StoredEdge[]> {
  const { rows } = await sql<Omit<StoredEdge, 'at'> & { at: Date }>`
    select customer_id as a, other_id as b, first_at as at, state, reason
    from identity_edges where customer_id = any(${ids}) and state <> 'dropped'`.execute(tx)
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

async function readVerdicts(tx: Db, ids: string[]): Promise<Graph['verdicts']> {
  const { rows } = await sql<Omit<Graph['verdicts'][number], 'at'> & { at: Date }>`
    select customer_id as a, other_id as b, verdict, source, decided_at as at
    from identity_verdicts where customer_id = any(${ids}) and withdrawn_at is null`.execute(tx)
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

async function writeStates(
  tx: Db,
  edges: StoredEdge[],
  { refused }: Pick<Partition, 'refused'>,
): Promise<void> {
  const changed = edges.flatMap(({ a, b, state, reason }) => {
    const why = refused.get(edgeKey(a, b)) ?? null
    const wanted = why === null ? 'used' : 'refused'
    return wanted === state && why === reason ? [] : [{ a, b, state: wanted, reason: why }]
  })
  if (changed.length === 0) return
  await sql`
    update identity_edges e set state = r.state, reason = r.reason
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r(a text, b text, state text, reason text)
    where e.customer_id = r.a and e.other_id = r.b`.execute(tx)
}

interface Move {
  id: string
  from: string
  to: string
}

async function writeLinks(
  tx: Db,
  moves: Move[],
  why: ReadonlyMap<string, string>,
  rows: Row[],
  { made, now }: JoinContext,
): Promise<IdentityChange[]> {
  if (moves.length === 0) return []
  await lockRoots(
    tx,
    moves.flatMap(({ from, to }) => [from, to]).filter((root) => !made.has(root)),
  )
  const parted = moves.filter(({ id, to }) => id === to).map(({ id }) => id)
  const linked = moves
    .filter(({ id, to }) => id !== to)
    .map((move) => ({ ...move, reason: why.get(move.id) ?? 'seen together' }))
  if (parted.length > 0) await sql`delete from customer_links where customer_id = any(${parted})`.execute(tx)
  if (linked.length > 0)
    await sql`
      insert into customer_links (customer_id, root_id, reason, linked_at)
      select id, "to", reason, ${now}
      from jsonb_to_recordset(${JSON.stringify(linked)}::jsonb) as r(id text, "to" text, reason text)
      on conflict (customer_id) do update set root_id = excluded.root_id`.execute(tx)
  return describe(rows, moves, made)
}

function movesTo(clusters: string[][], rows: Row[]): Move[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return clusters.flatMap((ids) => {
    const members = ids.flatMap((id) => byId.get(id) ?? [])
    const root = rootAmong(
      members.map(({ id, kind, createdAt }) => ({
        customerId: id,
        hasUserId: kind === 'user_id',
        createdAt,
      })),
    )
    const to = root?.customerId ?? ''
    return members.filter((member) => member.root !== to).map(({ id, root: from }) => ({ id, from, to }))
  })
}

/** Which people came together and which came apart, told by their roots. */
function describe(rows: Row[], moves: Move[], made: JoinContext['made']): IdentityChange[] {
  const after = new Map(moves.map(({ id, to }) => [id, to]))
  const sources = new Map<string, Set<string>>() // root after -> roots before
  const targets = new Map<string, Set<string>>() // root before -> roots after
  for (const { id, root } of rows) {
    const to = after.get(id) ?? root
    if (made.has(id)) continue
    sources.set(to, (sources.get(to) ?? new Set()).add(root))
    targets.set(root, (targets.get(root) ?? new Set()).add(to))
  }
  const merged = [...sources].filter(([, from]) => from.size > 1)
  const split = [...targets].filter(([, to]) => to.size > 1)
  return [
    ...merged.map(([to, from]): IdentityChange => ({ kind: 'merged', rootIds: [...new Set([to, ...from])] })),
    ...split.map(([from, to]): IdentityChange => ({ kind: 'split', rootIds: [...new Set([from, ...to])] })),
  ]
}

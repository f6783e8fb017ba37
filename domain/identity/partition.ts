import { Clusters, type Counts, type RefusedUnion } from './clusters.ts'
import type { Identifier, IdentifierKind } from './identity.ts'
import { exceededLimit, type IdentityRules, rankOf } from './rules.ts'

/** A customer row: the one member of an identifier, or a customer without any (a browser's session). */
export interface Member {
  id: string
  identifier: Identifier | null
}

/** Two members whose identifiers were seen together, the first time at `at`. */
export interface Edge {
  a: string
  b: string
  at: number
}

/** What somebody has said of two members. */
export interface Verdict {
  a: string
  b: string
  verdict: 'same' | 'different'
  source: 'staff' | 'session' | 'duplicates'
  at: number
}

export interface Graph {
  members: Member[]
  edges: Edge[]
  verdicts: Verdict[]
}

export interface Partition {
  clusters: string[][]
  /** Members whose identifier has been seen with too many of that kind: their edges do not count. */
  quarantined: Map<string, IdentifierKind>
  /** By `edgeKey`. */
  refused: Map<string, RefusedUnion>
}

export const edgeKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/**
 * Who is one person: a pure function of what was seen together, the verdicts and the rules, whatever the
 * order in which they came to be known. First every identifier over a limit is quarantined, at once; then the
 * edges that remain are taken in one fixed order, and each joins two clusters unless that breaks a rule.
 */
export function partition(graph: Graph, rules: IdentityRules): Partition {
  const quarantined = overLimit(graph, rules)
  return { quarantined, ...join(graph, quarantined, rules) }
}

function overLimit({ members, edges }: Graph, rules: IdentityRules): Map<string, IdentifierKind> {
  const kinds = new Map(members.map(({ id, identifier }) => [id, identifier?.kind]))
  const over = new Map<string, IdentifierKind>()
  for (const [id, seenWith] of countNeighbours(edges, kinds)) {
    const kind = kinds.get(id)
    const exceeded = kind && exceededLimit(kind, seenWith, rules)
    if (exceeded) over.set(id, exceeded)
  }
  return over
}

/** How many members of each kind each one has an edge with; the same edge again counts once. */
export function countNeighbours(
  edges: readonly { a: string; b: string }[],
  kinds: ReadonlyMap<string, IdentifierKind | undefined>,
): Map<string, Counts> {
  const counts = new Map<string, Counts>()
  const counted = new Set<string>()
  for (const { a, b } of edges) {
    if (counted.has(edgeKey(a, b))) continue
    counted.add(edgeKey(a, b))
    for (const [id, neighbour] of [
      [a, b],
      [b, a],
    ] as const) {
      const kind = kinds.get(neighbour)
      const before = counts.get(id) ?? {}
      counts.set(id, before)
      if (kind) before[kind] = (before[kind] ?? 0) + 1
    }
  }
  return counts
}

/**
 * The second step alone, where it is known who is quarantined. The rules build their clusters as if nobody
 * had said that two are the same, so that a merge by staff never costs anybody an identifier; such verdicts
 * join whole clusters, whatever the caps. What the matching of records says comes last, within the rules.
 */
export function join(
  graph: Graph,
  quarantined: { has(id: string): boolean },
  rules: IdentityRules,
): Omit<Partition, 'quarantined'> {
  const people = new Clusters()
  const byRules = new Clusters()
  for (const { id, identifier } of graph.members)
    for (const clusters of [people, byRules]) clusters.add(id, identifier?.kind ?? null)
  for (const { a, b, verdict } of graph.verdicts) if (verdict === 'different') people.keepApart(a, b)
  for (const { a, b } of sameVerdicts(graph, (source) => source !== 'duplicates'))
    if (!people.keptApart(a, b)) people.join(a, b)
  const refused = new Map<string, RefusedUnion>()
  for (const { a, b } of inOrder(graph, quarantined, rules)) {
    const reason = people.keptApart(a, b) ? 'kept_apart' : byRules.against(a, b, rules)
    if (reason) refused.set(edgeKey(a, b), reason)
    else for (const clusters of [people, byRules]) clusters.join(a, b)
  }
  for (const { a, b } of sameVerdicts(graph, (source) => source === 'duplicates'))
    if (!people.keptApart(a, b) && !people.against(a, b, rules)) people.join(a, b)
  for (const { a, b } of graph.edges) if (people.areOne(a, b)) refused.delete(edgeKey(a, b))
  return { clusters: people.all(), refused }
}

/** The two parts of one person that would stand without the verdict that these two members are the same. */
export function partsWithout(graph: Graph, a: string, b: string, rules: IdentityRules): [string[], string[]] {
  const isIt = (one: Verdict) => one.verdict === 'same' && edgeKey(one.a, one.b) === edgeKey(a, b)
  const verdicts = graph.verdicts.filter((verdict) => !isIt(verdict))
  const { clusters } = join({ ...graph, verdicts }, new Set(), rules)
  const partOf = (id: string) => clusters.find((cluster) => cluster.includes(id)) ?? [id]
  return [partOf(a), partOf(b)]
}

function sameVerdicts({ members, verdicts }: Graph, of: (source: Verdict['source']) => boolean): Verdict[] {
  const known = new Set(members.map(({ id }) => id))
  return verdicts
    .filter(({ a, b, verdict, source }) => verdict === 'same' && of(source) && known.has(a) && known.has(b))
    .sort((x, y) => x.at - y.at || compare(edgeKey(x.a, x.b), edgeKey(y.a, y.b)))
}

interface Step extends Edge {
  ranks: number
  spelling: string
}

/** Stronger kinds first, then what was seen first, then spelling: nothing depends on when a record came in. */
function inOrder(
  { members, edges }: Graph,
  quarantined: { has(id: string): boolean },
  rules: IdentityRules,
): Step[] {
  const identifiers = new Map(members.map(({ id, identifier }) => [id, identifier]))
  const steps: Step[] = []
  for (const edge of edges) {
    const a = identifiers.get(edge.a)
    const b = identifiers.get(edge.b)
    if (!a || !b || quarantined.has(edge.a) || quarantined.has(edge.b)) continue
    const [high, low] = byStrength(a, b, rules)
    const ranks = rankOf(high.kind, rules) * 100 + rankOf(low.kind, rules)
    steps.push({ ...edge, ranks, spelling: `${high.value}\0${low.value}` })
  }
  return steps.sort((x, y) => x.ranks - y.ranks || x.at - y.at || compare(x.spelling, y.spelling))
}

function byStrength(a: Identifier, b: Identifier, rules: IdentityRules): [Identifier, Identifier] {
  const first = rankOf(a.kind, rules) - rankOf(b.kind, rules) || compare(a.value, b.value)
  return first <= 0 ? [a, b] : [b, a]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  defaultRules,
  type Graph,
  type IdentifierKind,
  type IdentityRules,
  identifierKinds,
  partition,
} from '#domain/identity/index.ts'

const sizes: Record<IdentifierKind, number> = {
  user_id: 4,
  email: 6,
  phone: 4,
  loyalty_number: 3,
  whatsapp_id: 2,
  anonymous_id: 6,
}
const pool = identifierKinds.flatMap((kind) =>
  Array.from({ length: sizes[kind] }, (_, i) => ({
    id: `${kind}-${i}`,
    identifier: { kind, value: `${i}` },
  })),
)
const ids = pool.map(({ id }) => id)
const kindOf = new Map(pool.map(({ id, identifier }) => [id, identifier.kind]))
const tight: IdentityRules = {
  ...defaultRules,
  caps: { perKind: { user_id: 1, email: 3, phone: 2, loyalty_number: 2, whatsapp_id: 1 }, inAll: 9 },
}

const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).filter(([a, b]) => a !== b)
const edge = fc.tuple(pair, fc.nat(4)).map(([[a, b], at]) => ({ a, b, at }))
const verdict = fc.record({
  pair,
  verdict: fc.constantFrom('same' as const, 'different' as const),
  source: fc.constantFrom('staff' as const, 'duplicates' as const),
  at: fc.nat(3),
})
const graph: fc.Arbitrary<Graph> = fc
  .record({
    edges: fc.uniqueArray(edge, { maxLength: 45, selector: ({ a, b }) => [a, b].sort().join(' ') }),
    verdicts: fc.array(verdict, { maxLength: 4 }),
  })
  .map(({ edges, verdicts }) => ({
    members: pool,
    edges,
    verdicts: verdicts.map(({ pair: [a, b], ...said }) => ({ a, b, ...said })),
  }))

const shape = (clusters: string[][]) => clusters.map((cluster) => [...cluster].sort().join(' ')).sort()

test('the order in which edges and verdicts are known, and hearing of them twice, do not matter', () => {
  fc.assert(
    fc.property(graph, fc.infiniteStream(fc.nat()), (given, random) => {
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((entry) => ({ entry, at: random.next().value ?? 0 }))
          .sort((x, y) => x.at - y.at)
          .map(({ entry }) => entry)
      const again = {
        members: shuffled(given.members),
        edges: shuffled([...given.edges, ...given.edges]).map(({ a, b, at }) => ({ a: b, b: a, at })),
        verdicts: shuffled([...given.verdicts, ...given.verdicts]),
      }
      const [one, other] = [partition(given, tight), partition(again, tight)]
      expect(shape(other.clusters)).toEqual(shape(one.clusters))
      expect(new Map([...other.quarantined].sort())).toEqual(new Map([...one.quarantined].sort()))
    }),
    { numRuns: 500 },
  )
})

test('the names of the customer rows do not matter', () => {
  fc.assert(
    fc.property(graph, (given) => {
      const renamed = new Map(ids.map((id, i) => [id, `row-${(i * 7919) % 1000}`]))
      const rename = (id: string) => renamed.get(id) ?? ''
      const other = partition(
        {
          members: given.members.map(({ id, identifier }) => ({ id: rename(id), identifier })),
          edges: given.edges.map(({ a, b, at }) => ({ a: rename(a), b: rename(b), at })),
          verdicts: [],
        },
        tight,
      )
      const one = partition({ ...given, verdicts: [] }, tight)
      expect(shape(other.clusters)).toEqual(shape(one.clusters.map((cluster) => cluster.map(rename))))
    }),
    { numRuns: 300 },
  )
})

test('every rule holds in the result, and nothing is parted without a reason', () => {
  fc.assert(
    fc.property(graph, (given) => {
      const { clusters, quarantined, refused } = partition({ ...given, verdicts: [] }, tight)
      const clusterOf = new Map(clusters.flatMap((cluster) => cluster.map((id) => [id, cluster])))
      for (const cluster of clusters) expect(brokenCaps(cluster)).toEqual([])
      for (const id of quarantined.keys()) expect(clusterOf.get(id)).toEqual([id])
      for (const id of ids) expect(isOverLimit(id, given)).toBe(quarantined.has(id))
      for (const { a, b } of given.edges) {
        if (quarantined.has(a) || quarantined.has(b) || clusterOf.get(a) === clusterOf.get(b)) continue
        expect(refused.has([a, b].sort().join(' '))).toBe(true)
        expect(brokenCaps([...(clusterOf.get(a) ?? []), ...(clusterOf.get(b) ?? [])])).not.toEqual([])
      }
    }),
    { numRuns: 500 },
  )
})

test('what staff keep apart is never in one cluster, and what they join is, whatever the caps', () => {
  fc.assert(
    fc.property(graph, pair, pair, (given, [a, b], [c, d]) => {
      const verdicts = [
        { a, b, verdict: 'same' as const, source: 'staff' as const, at: 0 },
        { a: c, b: d, verdict: 'different' as const, source: 'staff' as const, at: 1 },
      ]
      const { clusters } = partition({ ...given, verdicts }, tight)
      const together = (x: string, y: string) =>
        clusters.some((cluster) => cluster.includes(x) && cluster.includes(y))
      expect(together(c, d)).toBe(false)
      if (new Set([a, b, c, d]).size > 2) expect(together(a, b)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('the matching of records joins no two user ids; staff may', () => {
  const members = pool.filter(({ identifier }) => identifier.kind === 'user_id').slice(0, 2)
  const said = (source: 'staff' | 'duplicates') => ({
    members,
    edges: [],
    verdicts: [{ a: 'user_id-0', b: 'user_id-1', verdict: 'same' as const, source, at: 0 }],
  })
  expect(partition(said('duplicates'), defaultRules).clusters).toHaveLength(2)
  expect(partition(said('staff'), defaultRules).clusters).toHaveLength(1)
})

function counts(cluster: string[]): Map<IdentifierKind | undefined, number> {
  const held = new Map<IdentifierKind | undefined, number>()
  for (const id of cluster) held.set(kindOf.get(id), (held.get(kindOf.get(id)) ?? 0) + 1)
  return held
}

function brokenCaps(cluster: string[]): string[] {
  const held = counts(cluster)
  const { perKind, inAll } = tight.caps
  const broken: string[] = identifierKinds.filter(
    (kind) => (held.get(kind) ?? 0) > (perKind[kind] ?? Infinity),
  )
  return cluster.length > inAll ? [...broken, 'in all'] : broken
}

function isOverLimit(id: string, { edges }: Graph): boolean {
  const seenWith = new Set(edges.flatMap(({ a, b }) => (a === id ? [b] : b === id ? [a] : [])))
  const limits = tight.limits[kindOf.get(id) ?? 'email'] ?? {}
  return [...counts([...seenWith])].some(([kind, count]) => kind && count > (limits[kind] ?? Infinity))
}

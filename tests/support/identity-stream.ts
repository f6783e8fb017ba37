import fc from 'fast-check'
import { sql } from 'kysely'
import {
  type Graph,
  type IdentifierKind,
  type IdentityRules,
  identifierKinds,
  type Observation,
  observe,
  partition,
} from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'

/** A record of a story: which of the pool's identifiers it shows, and when it happened. */
export interface Seen {
  identifiers: { kind: IdentifierKind; index: number }[]
  day: number
}

const poolSizes: Record<IdentifierKind, number> = {
  user_id: 4,
  email: 5,
  phone: 3,
  loyalty_number: 3,
  whatsapp_id: 2,
  anonymous_id: 5,
}
const identifier = fc
  .constantFrom(...identifierKinds)
  .chain((kind) => fc.nat(poolSizes[kind] - 1).map((index) => ({ kind, index })))
const seen: fc.Arbitrary<Seen> = fc.record({
  identifiers: fc.uniqueArray(identifier, {
    minLength: 1,
    maxLength: 3,
    selector: ({ kind, index }) => `${kind}${index}`,
  }),
  day: fc.nat(5),
})

/** A tablet, a family's address, two accounts in one browser: what chance alone would seldom put together. */
const situations = fc.constantFrom<Seen[]>(
  [0, 1, 2, 3].map((index) => ({
    identifiers: [
      { kind: 'anonymous_id', index: 0 },
      { kind: 'user_id', index },
    ],
    day: index,
  })),
  [0, 1].map((index) => ({
    identifiers: [
      { kind: 'user_id', index },
      { kind: 'email', index: 0 },
    ],
    day: 1 - index,
  })),
  [2, 3].map((index) => ({
    identifiers: [
      { kind: 'user_id', index },
      { kind: 'anonymous_id', index: 1 },
    ],
    day: 3,
  })),
  [0, 1, 2].map((index) => ({
    identifiers: [
      { kind: 'email', index },
      { kind: 'phone', index: 0 },
    ],
    day: 2,
  })),
)

/** 10 to 60 records over a small pool, with conflicts. */
export const streams: fc.Arbitrary<Seen[]> = fc
  .tuple(
    fc.array(seen, { minLength: 10, maxLength: 46 }),
    fc.uniqueArray(situations, { maxLength: 4 }),
    fc.infiniteStream(fc.nat()),
  )
  .map(([some, stories, random]) =>
    [...some, ...stories.flat()]
      .map((entry) => ({ entry, at: random.next().value ?? 0 }))
      .sort((x, y) => x.at - y.at)
      .map(({ entry }) => entry),
  )

const DAY_MS = 24 * 3_600_000

/** One telling of a stream, with identifiers of its own that sort as those of every other telling. */
export class Telling {
  private readonly db: Db
  private readonly run: string
  private readonly now: Date

  constructor(db: Db, run: number, telling: number, now: Date) {
    this.db = db
    this.run = `${telling}${String(run).padStart(5, '0')}`
    this.now = now
  }

  tell(records: readonly Seen[]) {
    return observe(
      this.db,
      records.map((record) => this.observation(record)),
      this.now,
    )
  }

  value(kind: IdentifierKind, index: number): string {
    if (kind === 'email') return `e${index}@${this.run}.example.com`
    if (kind === 'phone') return `+49${this.run}5${index}1`
    return `${this.run}-${kind}-${index}`.toUpperCase()
  }

  private observation({ identifiers, day }: Seen): Observation {
    return {
      identifiers: identifiers.map(({ kind, index }) => ({ kind, value: this.value(kind, index) })),
      occurredAt: new Date(this.now.getTime() - (10 - day) * DAY_MS),
      source: 'test',
      evidence: 'a record',
    }
  }

  /** What is stored: people as lists of names, whose member is which, links, who is quarantined. */
  async stored() {
    const { rows } = await sql<{
      kind: IdentifierKind
      value: string
      id: string
      root: string
      out: boolean
    }>`
      select i.kind, i.value, i.customer_id as id, coalesce(l.root_id, i.customer_id) as root,
        i.quarantined_at is not null as out
      from identifiers i left join customer_links l on l.customer_id = i.customer_id
      where position(${this.run} in i.value) > 0`.execute(this.db)
    const names = new Map(rows.map((row) => [row.id, this.nameOf(row)]))
    const people = grouped(rows, ({ root }) => root)
    return {
      names,
      people: [...people.values()].map((members) => members.map(({ id }) => names.get(id)).sort()).sort(),
      roots: new Map(rows.map(({ id, root }) => [id, root])),
      quarantined: rows
        .filter(({ out }) => out)
        .map(({ id }) => names.get(id))
        .sort(),
    }
  }

  /** Every row that this telling has left, for a comparison with later; when each was seen is best effort. */
  async everything(): Promise<string[]> {
    const mine = sql`select customer_id from identifiers where position(${this.run} in value) > 0`
    const { rows } = await sql<{ row: string }>`
      select c::text as row from customers c where customer_id in (${mine})
      union all select (kind, value, customer_id, source, quarantine_reason)::text from identifiers
      where customer_id in (${mine})
      union all select e::text from identity_edges e where customer_id in (${mine})
      union all select l::text from customer_links l where customer_id in (${mine})`.execute(this.db)
    return rows.map(({ row }) => row).sort()
  }

  private nameOf({ kind, value }: { kind: string; value: string }): string {
    return `${kind} ${value.replace(this.run, '').toLowerCase()}`
  }
}

/** Who is one person by the pure rules, told as `stored` tells it. */
export function byTheRules(records: readonly Seen[], rules: IdentityRules, telling: Telling) {
  const name = (kind: IdentifierKind, index: number) => telling.value(kind, index)
  const members = new Map<string, Graph['members'][number]>()
  const edges = new Map<string, Graph['edges'][number]>()
  for (const { identifiers, day } of records) {
    const ids = identifiers.map(({ kind, index }) => `${kind} ${name(kind, index)}`)
    for (const [i, { kind, index }] of identifiers.entries())
      members.set(ids[i] ?? '', { id: ids[i] ?? '', identifier: { kind, value: name(kind, index) } })
    for (const [i, a] of ids.entries())
      for (const b of ids.slice(i + 1)) {
        const key = [a, b].sort().join('|')
        edges.set(key, { a, b, at: Math.min(day, edges.get(key)?.at ?? day) })
      }
  }
  return partition({ members: [...members.values()], edges: [...edges.values()], verdicts: [] }, rules)
}

/** As Map.groupBy, which Node 20 lacks. */
export function grouped<T>(list: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const entry of list) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry])
  return groups
}

import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import type { Db } from '#store/index.ts'
import type { MadeMember } from './change.ts'
import type { IdentifierKind } from './identity.ts'
import type { SeenIdentifier, SeenPair, Sight } from './observation.ts'
import { wordsOfIdentifier } from './search-words.ts'

/** What is stored of an identifier. */
export interface KnownIdentifier {
  kind: IdentifierKind
  customerId: string
  rootId: string
  firstSeenAt: Date
  lastSeenAt: Date
  quarantined: boolean
}

/** A pair of a sight that is not stored yet, or was first seen earlier than what is stored says. */
export interface NewEdge {
  a: string
  b: string
  pair: SeenPair
  isNew: boolean
}

/**
 * What is stored of a sight's identifiers, by their keys. Here and below `limit 1` says that each is looked up
 * by its index: without statistics, as on the embedded database, a plain join reads the whole table.
 */
export async function readKnown(
  db: Db,
  seen: Iterable<SeenIdentifier>,
): Promise<Map<string, KnownIdentifier>> {
  const wanted = [...seen]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<KnownIdentifier & { key: string }>`
    select i.kind || ' ' || i.value as key, i.kind, i.customer_id as "customerId",
      coalesce(l.root_id, i.customer_id) as "rootId", i.first_seen_at as "firstSeenAt",
      i.last_seen_at as "lastSeenAt", i.quarantined_at is not null as quarantined
    from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ value }) => value)}::text[]) as w(kind, value)
    cross join lateral (
      select o.* from identifiers o where o.kind = w.kind and o.value = w.value limit 1
    ) i
    left join lateral (select o.root_id from customer_links o where o.customer_id = i.customer_id limit 1) l on true`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.key, row]))
}

/** The pairs that are news, those with identifiers that are not known left out. */
export async function newEdges(
  db: Db,
  { pairs }: Sight,
  known: ReadonlyMap<string, KnownIdentifier>,
): Promise<NewEdge[]> {
  const asked = [...pairs.values()].flatMap((pair) => {
    const one = known.get(pair.a)?.customerId
    const other = known.get(pair.b)?.customerId
    if (one === undefined || other === undefined) return []
    return [{ a: one < other ? one : other, b: one < other ? other : one, pair }]
  })
  if (asked.length === 0) return []
  const { rows } = await sql<{ customer_id: string; other_id: string; first_at: Date }>`
    select e.customer_id, e.other_id, e.first_at
    from unnest(${asked.map(({ a }) => a)}::text[], ${asked.map(({ b }) => b)}::text[]) as w(a, b)
    cross join lateral (
      select o.* from identity_edges o where o.customer_id = w.a and o.other_id = w.b limit 1
    ) e`.execute(db)
  const stored = new Map(rows.map((row) => [`${row.customer_id} ${row.other_id}`, row.first_at]))
  return asked.flatMap((edge) => {
    const firstAt = stored.get(`${edge.a} ${edge.b}`)
    if (firstAt !== undefined && firstAt <= edge.pair.first) return []
    return [{ ...edge, isNew: firstAt === undefined }]
  })
}

/**
 * A customer row for each identifier that nobody has seen before, its member for ever. Answers those made
 * here: of two that write the same one at once, one makes it and the other finds it.
 */
export async function makeMembers(
  tx: Db,
  unknown: SeenIdentifier[],
  now: Date,
): Promise<Map<string, KnownIdentifier & MadeMember>> {
  if (unknown.length === 0) return new Map()
  const given = unknown.map((identifier) => {
    const { kind, value, key, source, first, last } = identifier
    const words = wordsOfIdentifier(identifier)
    const createdAt = first < now ? first : now
    return { customerId: newId('customer', now), kind, value, key, source, first, last, createdAt, words }
  })
  const { rows } = await sql<{ id: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r("customerId" text, kind text, value text,
        source text, first timestamptz, last timestamptz, "createdAt" timestamptz, words jsonb)
    ), made as (
      insert into identifiers (kind, value, customer_id, source, created_at, first_seen_at, last_seen_at)
      select kind, value, "customerId", source, ${now}, first, last from given order by kind, value
      on conflict (kind, value) do nothing
      returning customer_id
    ), customer as (
      insert into customers (customer_id, source, created_at, updated_at)
      select given."customerId", given.source, given."createdAt", given."createdAt"
      from made join given on given."customerId" = made.customer_id
    ), word as (
      insert into customer_words (customer_id, word)
      select distinct made.customer_id, w.word
      from made join given on given."customerId" = made.customer_id, jsonb_array_elements_text(given.words) as w(word)
    )
    select customer_id as id from made`.execute(tx)
  const made = new Set(rows.map(({ id }) => id))
  return new Map(
    given
      .filter(({ customerId }) => made.has(customerId))
      .map(({ key, customerId, kind, first, last, createdAt }) => {
        const seen = { firstSeenAt: first, lastSeenAt: last, quarantined: false }
        return [key, { kind, customerId, rootId: customerId, createdAt, ...seen }]
      }),
  )
}

const DAY_MS = 24 * 3_600_000

/** When each was seen, to the day. Best effort: a row that somebody else is writing is left for the next time. */
export async function noteSeen(
  db: Db,
  seen: Iterable<SeenIdentifier>,
  known: ReadonlyMap<string, KnownIdentifier>,
): Promise<void> {
  const stale = [...seen].filter(({ key, first, last }) => {
    const stored = known.get(key)
    if (!stored) return false
    return +last - +stored.lastSeenAt >= DAY_MS || +stored.firstSeenAt - +first >= DAY_MS
  })
  if (stale.length === 0) return
  await sql`
    update identifiers i set first_seen_at = least(i.first_seen_at, free.first),
      last_seen_at = greatest(i.last_seen_at, free.last)
    from (
      select o.kind, o.value, w.first, w.last
      from jsonb_to_recordset(${JSON.stringify(stale)}::jsonb)
        as w(kind text, value text, first timestamptz, last timestamptz)
      join identifiers o on o.kind = w.kind and o.value = w.value
      for update of o skip locked
    ) free
    where i.kind = free.kind and i.value = free.value`.execute(db)
}

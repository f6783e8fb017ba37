import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import type { Db } from '#store/index.ts'
import type { SeenIdentifier, SeenPair, Sight } from './observation.ts'
import { wordsOfIdentifier } from './search-words.ts'

/** What is stored of an identifier. */
export interface KnownIdentifier {
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

/** What is stored of a sight's identifiers, by their keys. */
export async function readKnown(
  db: Db,
  seen: Iterable<SeenIdentifier>,
): Promise<Map<string, KnownIdentifier>> {
  const wanted = [...seen]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<KnownIdentifier & { key: string }>`
    select i.kind || ' ' || i.value as key, i.customer_id as "customerId",
      coalesce(l.root_id, i.customer_id) as "rootId", i.first_seen_at as "firstSeenAt",
      i.last_seen_at as "lastSeenAt", i.quarantined_at is not null as quarantined
    from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ value }) => value)}::text[]) as w(kind, value)
    join identifiers i on i.kind = w.kind and i.value = w.value
    left join customer_links l on l.customer_id = i.customer_id`.execute(db)
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
    join identity_edges e on e.customer_id = w.a and e.other_id = w.b`.execute(db)
  const stored = new Map(rows.map((row) => [`${row.customer_id} ${row.other_id}`, row.first_at]))
  return asked.flatMap((edge) => {
    const firstAt = stored.get(`${edge.a} ${edge.b}`)
    if (firstAt !== undefined && firstAt <= edge.pair.first) return []
    return [{ ...edge, isNew: firstAt === undefined }]
  })
}

/**
 * A customer row for each identifier that nobody has seen before, its member for ever. Answers the keys of
 * those made here: of two that write the same one at once, one makes it and the other finds it.
 */
export async function makeMembers(tx: Db, unknown: SeenIdentifier[], now: Date): Promise<Set<string>> {
  if (unknown.length === 0) return new Set()
  const made = unknown.map((identifier) => {
    const { kind, value, key, source, first, last } = identifier
    const words = wordsOfIdentifier(identifier)
    const createdAt = first < now ? first : now
    return { customerId: newId('customer', now), kind, value, key, source, first, last, createdAt, words }
  })
  const { rows } = await sql<{ key: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r("customerId" text, kind text, value text,
        source text, first timestamptz, last timestamptz, "createdAt" timestamptz, words jsonb)
    ), made as (
      insert into identifiers (kind, value, customer_id, source, created_at, first_seen_at, last_seen_at)
      select kind, value, "customerId", source, ${now}, first, last from given order by kind, value
      on conflict (kind, value) do nothing
      returning kind, value, customer_id
    ), customer as (
      insert into customers (customer_id, source, created_at, updated_at)
      select given."customerId", given.source, given."createdAt", given."createdAt"
      from made join given on given."customerId" = made.customer_id
    ), word as (
      insert into customer_words (customer_id, word)
      select distinct made.customer_id, w.word
      from made join given on given."customerId" = made.customer_id, jsonb_array_elements_text(given.words) as w(word)
    )
    select kind || ' ' || value as key from made`.execute(tx)
  return new Set(rows.map(({ key }) => key))
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

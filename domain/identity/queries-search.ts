import { sql } from 'kysely'
import { Problem } from '#contract/problem.ts'
import { type Db, storableText } from '#store/index.ts'
import type { IdentifierKind } from './identity.ts'
import { wordsOfQuery } from './search-words.ts'

/** A person as a line of a list. */
export interface CustomerRow {
  rootId: string
  name: string | null
  /** A few, those that tell most first. */
  identifiers: { kind: IdentifierKind; value: string }[]
  createdAt: Date
  lastSeenAt: Date
}

const MOST_ROWS = 100
const SHOWN_IDENTIFIERS = 4
/** Sorts behind every text that begins with what stands before it. */
const LAST_CHARACTER = '\u{10FFFF}'

interface Match {
  word: string
  customerId: string
  rootId: string
}

/**
 * People by what somebody types: each part the beginning of a word of the name or of an identifier. Sorted
 * by the word that matches; without text, the newest first. Throws `bad-request` for a cursor of none of ours.
 */
export async function searchCustomers(
  db: Db,
  input: { text: string; limit: number; cursor?: string | null },
): Promise<{ rows: CustomerRow[]; nextCursor: string | null }> {
  const words = wordsOfQuery(storableText(input.text))
  const limit = Math.max(1, Math.min(MOST_ROWS, input.limit))
  const after = input.cursor ? readCursor(input.cursor) : null
  const { matches, isLast } =
    words.length === 0 ? await newest(db, limit, after) : await byWords(db, words, limit, after)
  const last = matches.at(-1)
  return {
    rows: await readRows(db, matches),
    nextCursor: isLast || !last ? null : JSON.stringify([last.word, last.customerId]),
  }
}

type Cursor = [word: string, customerId: string]

function readCursor(cursor: string): Cursor {
  try {
    const read: unknown = JSON.parse(storableText(cursor))
    if (Array.isArray(read) && typeof read[0] === 'string' && typeof read[1] === 'string')
      return [read[0], read[1]]
  } catch {} // answered below
  throw new Problem('bad-request', 'That is no place in the list of customers')
}

interface Found {
  matches: Match[]
  isLast: boolean
}

async function newest(db: Db, limit: number, after: Cursor | null): Promise<Found> {
  const { rows } = await sql<Match>`
    select '' as word, c.customer_id as "customerId", c.customer_id as "rootId"
    from customers c
    where not exists (select 1 from customer_links l where l.customer_id = c.customer_id)
      and (${after?.[1] ?? null}::text is null or c.customer_id < ${after?.[1] ?? null}::text)
    order by c.customer_id desc limit ${limit + 1}`.execute(db)
  return { matches: rows.slice(0, limit), isLast: rows.length <= limit }
}

/** Reads matches in the order of the index until the page is full of people, each at the first of its matches. */
async function byWords(db: Db, words: string[], limit: number, after: Cursor | null): Promise<Found> {
  const [rarest = '', ...others] = await rarestFirst(db, words)
  const matches: Match[] = []
  const seen = new Set<string>()
  let from = after
  for (;;) {
    const page = await matchesOf(db, rarest, others, from, 2 * limit + 1)
    for (const match of await firstMatches(db, page, rarest)) {
      if (seen.has(match.rootId)) continue
      if (matches.length === limit) return { matches, isLast: false }
      seen.add(match.rootId)
      matches.push(match)
    }
    const last = page.at(-1)
    if (page.length <= 2 * limit || !last) return { matches, isLast: true }
    from = [last.word, last.customerId]
  }
}

const ENOUGH = 1000

/** The list is read along the word that fewest have: beyond some hundreds it does not matter which. */
async function rarestFirst(db: Db, words: string[]): Promise<string[]> {
  if (words.length === 1) return words
  const { rows } = await sql<{ word: string }>`
    select g.word from unnest(${words}::text[]) as g(word) cross join lateral (
      select count(*) as found from (
        select 1 from customer_words w
        where w.word collate "C" >= g.word and w.word collate "C" < g.word || ${LAST_CHARACTER} limit ${ENOUGH}
      ) counted
    ) s order by s.found, g.word`.execute(db)
  return rows.map(({ word }) => word)
}

async function matchesOf(
  db: Db,
  word: string,
  others: string[],
  from: Cursor | null,
  limit: number,
): Promise<Match[]> {
  const [fromWord, fromId] = from ?? ['', '']
  // `offset 0`: the words of that person are few, all words that begin so may be many
  const alsoWith = others.map(
    (other) => sql`and exists (
      select 1 from (
        select coalesce(l.root_id, w.customer_id) as id
        union all select m.customer_id from customer_links m where m.root_id = coalesce(l.root_id, w.customer_id)
      ) m cross join lateral (select o.word from customer_words o where o.customer_id = m.id offset 0) o
      where o.word collate "C" >= ${other} and o.word collate "C" < ${other + LAST_CHARACTER})`,
  )
  const { rows } = await sql<Match>`
    select w.word, w.customer_id as "customerId", coalesce(l.root_id, w.customer_id) as "rootId"
    from customer_words w left join customer_links l on l.customer_id = w.customer_id
    where w.word collate "C" >= ${word} and w.word collate "C" < ${word + LAST_CHARACTER}
      and (w.word collate "C", w.customer_id collate "C") > (${fromWord}, ${fromId})
      ${sql.join(alsoWith, sql` `)}
    order by w.word collate "C", w.customer_id collate "C" limit ${limit}`.execute(db)
  return rows
}

/** Those matches whose person has none earlier in the list. */
async function firstMatches(db: Db, matches: Match[], word: string): Promise<Match[]> {
  if (matches.length === 0) return []
  const { rows } = await sql<{ rootId: string; word: string; customerId: string }>`
    select distinct on (m.root_id) m.root_id as "rootId", w.word, w.customer_id as "customerId"
    from (
      select r.id as root_id, r.id as customer_id from unnest(${[...new Set(matches.map(({ rootId }) => rootId))]}::text[]) as r(id)
      union all
      select l.root_id, l.customer_id from customer_links l where l.root_id = any(${matches.map(({ rootId }) => rootId)})
    ) m join customer_words w on w.customer_id = m.customer_id
    where w.word collate "C" >= ${word} and w.word collate "C" < ${word + LAST_CHARACTER}
    order by m.root_id, w.word collate "C", w.customer_id collate "C"`.execute(db)
  const first = new Map(rows.map((row) => [row.rootId, `${row.word} ${row.customerId}`]))
  return matches.filter(({ rootId, word, customerId }) => first.get(rootId) === `${word} ${customerId}`)
}

async function readRows(db: Db, matches: Match[]): Promise<CustomerRow[]> {
  if (matches.length === 0) return []
  const { rows } = await sql<CustomerRow & { lastSeenAt: Date | null }>`
    select r.id as "rootId", (
        select c.name from customers c where c.customer_id = any(m.ids) and c.name is not null
        order by c.customer_id = r.id desc, c.updated_at desc, c.customer_id limit 1
      ) as name, (
        select min(c.created_at) from customers c where c.customer_id = any(m.ids)
      ) as "createdAt", (
        select coalesce(max(i.last_seen_at), (select max(c.created_at) from customers c where c.customer_id = any(m.ids)))
        from identifiers i where i.customer_id = any(m.ids)
      ) as "lastSeenAt", (
        select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'value', s.value) order by s.rank, s.value), '[]')
        from (
          select i.kind, i.value, array_position(
            array['email', 'phone', 'user_id', 'loyalty_number', 'whatsapp_id', 'anonymous_id'], i.kind) as rank
          from identifiers i where i.customer_id = any(m.ids) order by rank, i.value limit ${SHOWN_IDENTIFIERS}
        ) s
      ) as identifiers
    from unnest(${matches.map(({ rootId }) => rootId)}::text[]) with ordinality as r(id, place)
    cross join lateral (
      select array(select r.id union all select l.customer_id from customer_links l where l.root_id = r.id) as ids
    ) m
    order by r.place`.execute(db)
  return rows
}

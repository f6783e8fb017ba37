import { sql } from 'kysely'
import { type Db, termOf } from '#store/index.ts'

/** Sessions of browsers that ended before. */
export const sessionTerm = termOf({
  table: 'visitor_sessions',
  where: (before) => sql<boolean>`expires_at < ${before}`,
})

/**
 * Who was a browser to us and nothing more, and has not come back since: an anonymous id or a session's
 * record, joined with nobody.
 */
const unreturned = (before: Date) => sql`
  from customers c left join identifiers i on i.customer_id = c.customer_id
  where c.created_at < ${before} and c.updated_at < ${before} and c.name is null and c.address is null
    and (i.kind = 'anonymous_id' or (i.kind is null and c.source = 'session'))
    and (i.last_seen_at is null or i.last_seen_at < ${before})
    and not exists (select 1 from visitor_sessions s where s.customer_id = c.customer_id
      and s.last_seen_at >= ${before})
    and not exists (select 1 from customer_links l
      where l.customer_id = c.customer_id or l.root_id = c.customer_id)`

export async function countUnreturned(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n ${unreturned(before)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Some of them, in the order of their ids; only among these where they are given. */
export async function unreturnedAfter(
  db: Db,
  before: Date,
  page: { after: string; limit: number; among?: readonly string[] },
): Promise<string[]> {
  const among = page.among ? sql`and c.customer_id = any(${[...page.among]})` : sql``
  const { rows } = await sql<{ id: string }>`
    select c.customer_id as id ${unreturned(before)} and c.customer_id > ${page.after} ${among}
    order by c.customer_id limit ${page.limit}`.execute(db)
  return rows.map(({ id }) => id)
}

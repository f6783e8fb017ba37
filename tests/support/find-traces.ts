import { sql } from 'kysely'
import type { Db } from '#store/index.ts'

/** Rows of every table of every schema, large objects and the planner's samples of columns among them. */
async function tablesOf(db: Db): Promise<{ schema: string; table: string }[]> {
  const { rows } = await sql<{ schema: string; table: string }>`
    select n.nspname as schema, c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and (n.nspname not like 'pg\\_%' or c.relname = 'pg_largeobject')
      and n.nspname <> 'information_schema' order by 1, 2`.execute(db)
  return rows
}

const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Where any of these words stands: in any column of any table, in any case, with other signs or none between
 * its letters, and as bytes. Answers `schema.table: word`.
 */
export async function findTraces(db: Db, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const { schema, table } of await tablesOf(db))
    for (const word of words) {
      const bytes = Buffer.from(word).toString('hex')
      const { rows } = await sql`
        select 1 from ${sql.table(`${schema}.${table}`)} t, lateral (select lower(t::text) as text) r
        where strpos(r.text, ${word.toLowerCase()}) > 0 or strpos(r.text, ${bytes}) > 0
          or strpos(regexp_replace(r.text, '[^[:alnum:]]', '', 'g'), ${letters(word.toLowerCase())}) > 0
        limit 1`.execute(db)
      if (rows.length > 0) found.push(`${schema}.${table}: ${word}`)
    }
  return found
}

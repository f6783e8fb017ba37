import { sql } from 'kysely'
import type { Db } from './database.ts'

export interface TableLayout {
  name: string
  columns: { name: string; type: string }[]
}

/** `migrations` is in a backup's header; the other holds messages between processes for seconds. */
const notOurData = ['migrations', 'socket_io_attachments']

/** How every value reads and writes as text, whatever the server's or the role's own settings are. */
export async function fixTextForms(tx: Db): Promise<void> {
  const settings = {
    timezone: 'UTC',
    datestyle: 'ISO, YMD',
    intervalstyle: 'postgres',
    extra_float_digits: '1',
    bytea_output: 'hex',
  }
  for (const [name, value] of Object.entries(settings)) {
    await sql`select set_config(${name}, ${value}, true)`.execute(tx)
  }
}

/** The tables with our data, each after those it refers to; generated columns are left out. */
export async function tablesInOrder(tx: Db): Promise<TableLayout[]> {
  const { rows } = await sql<{ name: string; columns: { name: string; type: string }[] }>`
    select c.relname as name,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
        order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname <> all(${notOurData})
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    group by c.relname order by c.relname`.execute(tx)
  return inOrder(rows, await references(tx))
}

async function references(tx: Db): Promise<{ from: string; to: string }[]> {
  const { rows } = await sql<{ from: string; to: string }>`
    select conrelid::regclass::text as "from", confrelid::regclass::text as "to"
    from pg_constraint where contype = 'f' and conrelid <> confrelid`.execute(tx)
  return rows
}

function inOrder(tables: TableLayout[], refs: { from: string; to: string }[]): TableLayout[] {
  const ordered: TableLayout[] = []
  const placed = new Set<string>()
  let waiting = tables
  while (waiting.length > 0) {
    const free = waiting.filter((table) =>
      refs.every(
        (ref) => ref.from !== table.name || placed.has(ref.to) || !waiting.some((t) => t.name === ref.to),
      ),
    )
    if (free.length === 0) throw new Error('tables refer to each other in a circle')
    for (const table of free) placed.add(table.name)
    ordered.push(...free)
    waiting = waiting.filter((table) => !placed.has(table.name))
  }
  return ordered
}

export async function sequenceNames(tx: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by 1`.execute(tx)
  return rows.map((row) => row.name)
}

export async function countRows(tx: Db, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.id(table)}`.execute(tx)
  return rows[0]?.count ?? 0
}

export async function isEmpty(tx: Db, tables: TableLayout[]): Promise<boolean> {
  for (const table of tables) {
    const { rows } = await sql`select 1 from ${sql.id(table.name)} limit 1`.execute(tx)
    if (rows.length > 0) return false
  }
  return true
}

/** Removes every table, view, sequence, function and type of ours; extensions and other schemas stay. */
export async function dropEverything(tx: Db): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    select statement from (
      select case c.relkind when 'S' then 2 else 1 end as step, format('drop %s if exists public.%I cascade',
        case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
        c.relname) as statement, c.oid
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
      union all
      select 3, format('drop routine if exists %s cascade', p.oid::regprocedure), p.oid
      from pg_proc p where p.pronamespace = 'public'::regnamespace
      union all
      select 4, format('drop type if exists public.%I cascade', t.typname), t.oid
      from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
    ) found
    where not exists (select 1 from pg_depend d where d.objid = found.oid and d.deptype = 'e')
    order by step, oid`.execute(tx)
  for (const { statement } of rows) await sql.raw(statement).execute(tx)
}

/** Takes the indexes away that serve no constraint; answers how to make them again: filling is far quicker without. */
export async function dropIndexes(tx: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
    order by 1`.execute(tx)
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(tx)
  return rows.map((row) => row.definition)
}

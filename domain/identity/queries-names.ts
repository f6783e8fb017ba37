import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import { memberRelation, membersRelationFor } from './queries-links.ts'

/** What the person of a member is called and reads, and the root that stands for them. */
export interface NamedPerson {
  rootId: string
  name: string | null
  locale: string | null
}

/** The people of these customers by member, in one read; erased ones are missing. The root's name goes first. */
export async function namesOf(db: Db, customerIds: readonly string[]): Promise<Map<string, NamedPerson>> {
  if (customerIds.length === 0) return new Map()
  const { rows } = await sql<{
    customer_id: string
    root_id: string
    name: string | null
    locale: string | null
  }>`
    with members as materialized (${membersRelationFor([...new Set(customerIds)])}),
    called as (
      select m.root_id,
        (array_agg(c.name order by c.customer_id <> m.root_id, c.updated_at desc, c.customer_id)
          filter (where c.name is not null))[1] as name,
        (array_agg(c.locale order by c.customer_id <> m.root_id, c.updated_at desc, c.customer_id)
          filter (where c.locale is not null))[1] as locale
      from members m join customers c on c.customer_id = m.customer_id group by 1
    )
    select m.customer_id, m.root_id, called.name, called.locale from members m join called on called.root_id = m.root_id`.execute(
    db,
  )
  return new Map(
    rows.map((row) => [row.customer_id, { rootId: row.root_id, name: row.name, locale: row.locale }]),
  )
}

/** How many people have a number or an address that something can be sent to. */
export async function countReachable(db: Db): Promise<number> {
  const { rows } = await sql<{ people: string }>`
    select count(distinct m.root_id) as people from identifiers i join (${memberRelation}) m
      on m.customer_id = i.customer_id
    where i.kind in ('email', 'phone', 'whatsapp_id') and i.quarantined_at is null`.execute(db)
  return Number(rows[0]?.people ?? 0)
}

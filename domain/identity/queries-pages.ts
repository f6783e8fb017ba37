import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { Identifier } from './identity.ts'

export interface MemberRow {
  customerId: string
  identifier: Identifier | null
}

/** Every customer record with its identifier, a page at a time in the order of the ids. */
export async function membersAfter(db: Db, after: string, limit: number): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select c.customer_id as "customerId",
      case when i.kind is null then null else jsonb_build_object('kind', i.kind, 'value', i.value) end as identifier
    from customers c left join identifiers i on i.customer_id = c.customer_id
    where c.customer_id > ${after} order by c.customer_id limit ${limit}`.execute(db)
  return rows
}

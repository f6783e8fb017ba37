import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { Address, IdentifierKind } from './identity.ts'

/** One member of a person, with what it is found by and where it lives. */
export interface PersonMember {
  rootId: string
  customerId: string
  /** false: linked or asked for, and kept no more (erased). */
  kept: boolean
  address: Address | null
  /** In the order in which they were first stored, quarantined ones too. */
  identifiers: { kind: IdentifierKind; value: string; quarantined: boolean }[]
}

/** All members of these customers' people, in one read: each person's root first, then the others by id. */
export async function peopleOf(db: Db, customerIds: readonly string[]): Promise<PersonMember[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<{
    root_id: string
    customer_id: string
    kept: boolean
    address: Address | null
    identifiers: [IdentifierKind, string, boolean][]
  }>`
    with roots as materialized (
      select distinct coalesce(l.root_id, given.id) as root_id
      from unnest(${[...new Set(customerIds)]}::text[]) as given(id)
      left join customer_links l on l.customer_id = given.id
    ), members as materialized (
      select root_id, root_id as customer_id from roots
      union all
      select l.root_id, l.customer_id from roots r join customer_links l on l.root_id = r.root_id
    )
    select m.root_id, m.customer_id, c.customer_id is not null as kept, c.address,
      coalesce((select json_agg(json_build_array(i.kind, i.value, i.quarantined_at is not null)
        order by i.created_at, i.kind, i.value) from identifiers i where i.customer_id = m.customer_id), '[]') as identifiers
    from members m left join customers c on c.customer_id = m.customer_id
    order by m.root_id, m.customer_id <> m.root_id, m.customer_id`.execute(db)
  return rows.map(({ root_id, customer_id, kept, address, identifiers }) => ({
    rootId: root_id,
    customerId: customer_id,
    kept,
    address,
    identifiers: identifiers.map(([kind, value, quarantined]) => ({ kind, value, quarantined })),
  }))
}

import { sql } from 'kysely'

// What identity's door does not have yet.

/** Every customer with its root and first day; a condition on customer_id reaches an index. */
export const memberRelation = sql<{ customer_id: string; root_id: string; created_at: Date }>`
  select c.customer_id, coalesce(l.root_id, c.customer_id) as root_id, c.created_at
  from customers c left join customer_links l on l.customer_id = c.customer_id`

/** Usable identifiers: customer_id, kind. */
export const identifierRelation = sql<{ customer_id: string; kind: string }>`
  select customer_id, kind from identifiers where quarantined_at is null`

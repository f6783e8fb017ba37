import { sql } from 'kysely'

// What other rooms have no door for yet.

/** Every customer with its root and first day; a condition on either id reaches an index. */
export const memberRelation = sql<{ customer_id: string; root_id: string; created_at: Date }>`
  select c.customer_id, c.customer_id as root_id, c.created_at from customers c
  where not exists (select 1 from customer_links l where l.customer_id = c.customer_id)
  union all
  select l.customer_id, l.root_id, c.created_at from customer_links l join customers c using (customer_id)`

export const identifierRelation = sql`select customer_id, kind from identifiers where quarantined_at is null`

export const traitRelation = (purpose: string, _now: Date, customerIds?: string[]) => sql`
  select distinct on (m.root_id, t.name) m.root_id, t.name, t.value, t.party, t.last_at as at
  from trait_values t join (${memberRelation}) m on m.customer_id = t.customer_id
  where ${purpose} = any(t.purposes) and ${customerIds ? sql`m.root_id = any(${customerIds})` : sql`true`}
  order by m.root_id, t.name, t.last_at desc`

export const loyaltyRelation = sql`
  select distinct on (customer_id) customer_id, label as tier,
    sum(points) over (partition by customer_id) as points
  from loyalty_entries order by customer_id, (kind = 'tier') desc, at desc`

export const subscriptionRelation = sql`
  select customer_id, subscription_id, status, renews_at from subscription_changes`

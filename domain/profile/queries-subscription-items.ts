import { type RawBuilder, sql } from 'kysely'
import { memberRelation } from '#domain/identity/index.ts'
import type { Members } from './queries-relations.ts'

/**
 * What each subscription sends, as it was said last, for set-based reads: root_id, subscription_id, position,
 * product_id, title.
 */
export function subscriptionItemRelation(now: Date, members: Members = memberRelation): RawBuilder<unknown> {
  return sql`(
    select said.root_id, said.subscription_id, item.position, item.value->>'productId' as product_id,
      item.value->>'title' as title
    from (
      select distinct on (p.root_id, c.subscription_id) p.root_id, c.subscription_id, c.items
      from subscription_changes c join (${members}) p on p.customer_id = c.customer_id
      where c.at <= ${now} and jsonb_typeof(c.items) = 'array'
      order by p.root_id, c.subscription_id, c.at desc, c.change_id desc
    ) said cross join lateral jsonb_array_elements(said.items) with ordinality as item (value, position)
  )`
}

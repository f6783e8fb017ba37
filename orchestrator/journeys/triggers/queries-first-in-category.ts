import { type RawBuilder, sql } from 'kysely'
import { newsRelation } from '#domain/events/index.ts'
import { membersRelationFor } from '#domain/identity/index.ts'
import { orderLineRelation, orderRelation } from '#domain/orders/index.ts'
import { departmentRelation } from '#knowledge/catalog/index.ts'
import type { TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { orderKey } from './queries-order-delivered.ts'
import { customersIn, type FoundRow, firstFew, newcomer, pageOf } from './queries-page.ts'
import { stillBought } from './queries-still-bought.ts'

const names = ['Order Completed', 'Store Purchase Completed']

interface Row extends FoundRow {
  orderId: string
  department: string
  productIds: string[]
}

export const firstInCategory: TriggerSource<'first_in_category'> = {
  wakes: new Set(['events']),
  everyMinutes: 60,
  causedBy: () => names,
  find: async (db, asked) => {
    const told = await customersIn(db, newsRelation(names, asked.since, asked.until))
    if (told.length === 0) return []
    return (await pageOf<Row>(db, newToDepartment(asked, told), asked)).map((row) =>
      newcomer(row, {
        object: row.department,
        occurrence: `new to ${row.department}`,
        values: { category: row.department.split(' > ').at(-1) ?? row.department },
        productIds: firstFew(row.productIds),
        orderId: row.orderId,
      }),
    )
  },
  stillTrue: (db, _trigger, inside) => stillBought(db, inside),
}

/** Of an order with goods of several new departments, the one that most was spent in. */
function newToDepartment(
  { trigger, since, until }: TriggerAsked<'first_in_category'>,
  told: readonly string[],
): RawBuilder<unknown> {
  const departments = departmentRelation(trigger.depth)
  return sql`
    with people as materialized (${membersRelationFor(told)}),
    news as materialized (
      select m.root_id, n.customer_id, ${orderKey(sql`n.properties->>'order_id'`)} as number
      from ${newsRelation(names, since, until)} n join people m on m.customer_id = n.customer_id
      where n.properties->>'order_id' is not null group by 1, 2, 3
    ), bought as materialized (
      select n.root_id, n.customer_id, o.order_id, o.placed_at, l.product_id, d.department,
        l.quantity * l.unit_price_amount as amount
      from news n
      join people m on m.root_id = n.root_id
      join ${orderRelation} o on o.customer_id = m.customer_id and ${orderKey(sql`o.order_number`)} = n.number
      join ${orderLineRelation} l on l.customer_id = o.customer_id and l.order_id = o.order_id and l.quantity > 0
      join ${departments} d on d.product_id = l.product_id
      where o.is_purchase
    ), spent as (
      select root_id, customer_id, order_id, min(placed_at) as placed_at, department,
        sum(amount) as amount, array_agg(product_id order by amount desc, product_id) as product_ids
      from bought group by root_id, customer_id, order_id, department
    )
    select distinct on (s.order_id) s.customer_id as "customerId", s.placed_at as since,
      s.order_id as "orderId", s.department, s.product_ids as "productIds"
    from spent s
    where not exists (
      select 1 from people m
      join ${orderLineRelation} l on l.customer_id = m.customer_id and l.quantity > 0
      join ${departments} d on d.product_id = l.product_id
      where m.root_id = s.root_id and d.department = s.department and l.order_id <> s.order_id
        and l.placed_at <= s.placed_at)
    order by s.order_id, s.amount desc, s.department`
}

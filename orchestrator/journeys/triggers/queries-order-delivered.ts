import { type RawBuilder, sql } from 'kysely'
import { newsRelation } from '#domain/events/index.ts'
import { membersRelationFor } from '#domain/identity/index.ts'
import { orderLineRelation, orderRelation } from '#domain/orders/index.ts'
import { careRelation } from '#knowledge/catalog/index.ts'
import type { TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { customersIn, type FoundRow, firstFew, newcomer, pageOf } from './queries-page.ts'
import { stillBought } from './queries-still-bought.ts'

/** Goods are in somebody's hands: a parcel has arrived or was fetched, or it was bought over the counter. */
const names = ['Order Delivered', 'Order Picked Up', 'Store Purchase Completed', 'Order Completed']

/** An order number as a key: the same rule as `normaliseOrderNumber` for all that shops really write. */
export const orderKey = (text: RawBuilder<unknown>) =>
  sql`upper(regexp_replace(${text}, '[#[:space:]]', '', 'g'))`

interface Row extends FoundRow {
  orderId: string
  productIds: string[]
  /** How the dearest of it is looked after, as the catalog says. */
  care: string | null
}

/** A longer text is for reading, not for a message. */
const LONGEST_CARE = 200

export const orderDelivered: TriggerSource<'order_delivered'> = {
  wakes: new Set(['events']),
  everyMinutes: 60,
  causedBy: () => names,
  find: async (db, asked) => {
    const told = await customersIn(db, newsRelation(names, asked.since, asked.until))
    if (told.length === 0) return []
    return (await pageOf<Row>(db, arrived(asked, told), asked)).map((row) =>
      newcomer(row, {
        object: row.orderId,
        occurrence: `delivered ${row.orderId}`,
        values: row.care === null || row.care.length > LONGEST_CARE ? {} : { care: row.care },
        productIds: firstFew(row.productIds),
        orderId: row.orderId,
      }),
    )
  },
  stillTrue: (db, _trigger, inside) => stillBought(db, inside),
}

/** Of a first order only where it is the only one to this day. */
function arrived(
  { trigger, since, until }: TriggerAsked<'order_delivered'>,
  told: readonly string[],
): RawBuilder<unknown> {
  return sql`
    with people as materialized (${membersRelationFor(told)}),
    news as materialized (
      select m.root_id, n.customer_id, n.occurred_at, ${orderKey(sql`n.properties->>'order_id'`)} as number
      from ${newsRelation(names, since, until)} n join people m on m.customer_id = n.customer_id
      where n.properties->>'order_id' is not null
        and (n.name <> 'Order Completed' or n.properties->>'channel' = 'store')
    )
    select distinct on (o.order_id) n.customer_id as "customerId", n.occurred_at as since,
      o.order_id as "orderId",
      array(select l.product_id from ${orderLineRelation} l
        where l.customer_id = o.customer_id and l.order_id = o.order_id and l.quantity > 0
        order by l.unit_price_amount desc, l.line_number) as "productIds",
      (select c.care from ${orderLineRelation} l join ${careRelation} c on c.product_id = l.product_id
        where l.customer_id = o.customer_id and l.order_id = o.order_id and l.quantity > 0
        order by l.unit_price_amount desc, l.line_number limit 1) as care
    from news n
    join people m on m.root_id = n.root_id
    join ${orderRelation} o on o.customer_id = m.customer_id and ${orderKey(sql`o.order_number`)} = n.number
    where o.is_purchase and (${sql.lit(trigger.which !== 'first')} or not exists (
      select 1 from people om join ${orderRelation} other on other.customer_id = om.customer_id
      where om.root_id = n.root_id and other.is_purchase and other.order_id <> o.order_id))
    order by o.order_id, n.occurred_at`
}

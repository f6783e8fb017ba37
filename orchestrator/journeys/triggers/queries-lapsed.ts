import { type RawBuilder, sql } from 'kysely'
import { memberRelation } from '#domain/identity/index.ts'
import { orderRelation } from '#domain/orders/index.ts'
import type { TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { type FoundRow, newcomer, pageOf } from './queries-page.ts'

interface Row extends FoundRow {
  orderId: string
  /** Different people who bought something in the last thirty days. */
  buyers: number
}

/** Fewer are no proof of anything, and are not spoken of. */
const LEAST_BUYERS = 20
const PROOF_DAYS = 30

export const lapsed: TriggerSource<'lapsed'> = {
  wakes: new Set(),
  everyMinutes: 24 * 60,
  causedBy: () => [],
  find: async (db, asked) =>
    (await pageOf<Row>(db, silent(asked), asked)).map((row) =>
      newcomer(row, {
        object: row.orderId,
        occurrence: `silent since ${row.orderId}`,
        values: row.buyers < LEAST_BUYERS ? {} : { buyers: String(row.buyers) },
        orderId: row.orderId,
      }),
    ),
}

/**
 * Whose silence came to be longer than their own rhythm explains: so many of their mean gaps between days with
 * an order. Whoever bought only once has no rhythm, and a time of its own.
 */
function silent({ trigger, since, until }: TriggerAsked<'lapsed'>): RawBuilder<unknown> {
  const { rhythms, leastDays, onceDays, mostDays } = trigger
  const days = (count: RawBuilder<unknown>) => sql`make_interval(secs => ${count} * 86400)`
  return sql`
    with bought as (
      select m.root_id, max(o.placed_at) as last_at, min(o.placed_at) as first_at,
        count(distinct o.placed_at::date) as days, (array_agg(o.order_id order by o.placed_at desc))[1] as order_id,
        (array_agg(o.customer_id order by o.placed_at desc))[1] as customer_id
      from ${orderRelation} o join (${memberRelation}) m on m.customer_id = o.customer_id
      where o.is_purchase and o.placed_at <= ${until} group by m.root_id
    ), due as (
      select b.*, b.last_at + ${days(sql`case when b.days < 2 then ${sql.lit(onceDays)} else
        greatest(${sql.lit(leastDays)}, ${sql.lit(rhythms)} * extract(epoch from b.last_at - b.first_at) / 86400
          / (b.days - 1)) end`)} as due_at
      from bought b where b.last_at > ${until}::timestamptz - make_interval(days => ${sql.lit(mostDays)})
        and b.last_at <= ${until}::timestamptz - make_interval(days => ${sql.lit(Math.min(leastDays, onceDays))})
    )
    select d.customer_id as "customerId", d.due_at as since, d.order_id as "orderId",
      (select count(*) from bought r
        where r.last_at > ${until}::timestamptz - make_interval(days => ${sql.lit(PROOF_DAYS)}))::integer as buyers
    from due d where d.due_at > ${since} and d.due_at <= ${until}`
}

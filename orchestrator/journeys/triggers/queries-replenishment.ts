import { type RawBuilder, sql } from 'kysely'
import {
  replenishmentRelation,
  subscriptionItemRelation,
  subscriptionRelation,
} from '#domain/profile/index.ts'
import type { TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { dayOf, type FoundRow, newcomer, pageOf } from './queries-page.ts'

interface Row extends FoundRow {
  productId: string
  lastAt: Date
  everyDays: number
}

export const replenishmentDue: TriggerSource<'replenishment_due'> = {
  wakes: new Set(),
  everyMinutes: 24 * 60,
  causedBy: () => [],
  find: async (db, asked) =>
    (await pageOf<Row>(db, due(asked), asked)).map((row) =>
      newcomer(row, {
        object: row.productId,
        occurrence: `again ${row.productId} after ${dayOf(row.lastAt)}`,
        values: { days: String(Math.round(row.everyDays)) },
        productIds: [row.productId],
      }),
    ),
}

/** Not before the window in which it is expected, and not to whom it is sent anyway. */
function due({ trigger, since, until }: TriggerAsked<'replenishment_due'>): RawBuilder<unknown> {
  return sql`
    select r.root_id as "customerId", r.at as since, r.product_id as "productId", r.last_at as "lastAt",
      r.every_days as "everyDays"
    from (select f.*, greatest(f.due_at - make_interval(days => ${sql.lit(trigger.daysBefore)}), f.from_at) as at
      from ${replenishmentRelation(until)} f) r
    where r.at > ${since} and r.at <= ${until} and not exists (
      select 1 from ${subscriptionRelation(until)} s
      join ${subscriptionItemRelation(until)} i on i.root_id = s.root_id and i.subscription_id = s.subscription_id
      where s.root_id = r.root_id and s.status <> 'cancelled' and i.product_id = r.product_id)`
}

import { type RawBuilder, sql } from 'kysely'
import { lastChange, priceFallRelation } from '#knowledge/catalog/index.ts'
import type { TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { DAY_MS, type FoundRow, newcomer, pageOf } from './queries-page.ts'
import { namesOfInterest, stillWanted, wantedRelation, wishKinds } from './queries-wished.ts'

interface Row extends FoundRow {
  productId: string
  amount: number
  currency: string
}

export const priceDrop: TriggerSource<'price_drop'> = {
  wakes: new Set(['catalog']),
  everyMinutes: 360,
  causedBy: ({ interest }) => namesOfInterest(interest),
  mark: async (db) => (await lastChange(db))?.toISOString() ?? '',
  find: async (db, asked) =>
    (await pageOf<Row>(db, cheaperFor(asked), asked)).map((row) => {
      const { productId, amount, currency } = row
      return newcomer(row, {
        object: productId,
        occurrence: `cheaper ${productId} ${row.since.toISOString()}`,
        productIds: [productId],
        claims: [{ productId, priceAtMost: { amount, currency }, inStock: true }],
      })
    }),
  stillTrue: (db, { interest }, inside, now) =>
    stillWanted(db, interest, wishKinds(interest, 'lower_price'), inside, now),
}

/** Of several variants that cost less, the one that was wished for, else the one whose price is the lowest. */
function cheaperFor({ trigger, since, until }: TriggerAsked<'price_drop'>): RawBuilder<unknown> {
  const { interest, atLeastPercent } = trigger
  const wishedSince = new Date(until.getTime() - interest.withinDays * DAY_MS)
  const kinds = wishKinds(interest, 'lower_price')
  return sql`
    with falls as materialized (select * from ${priceFallRelation(since, until)} f
      where f.amount <= f.before_amount * (1 - ${atLeastPercent}::numeric / 100))
    select distinct on (w.customer_id, w.product_id) w.customer_id as "customerId",
      w.product_id as "productId", f.at as since, f.amount, f.currency
    from ${wantedRelation(sql`(select array_agg(distinct product_id) from falls)::text[]`, kinds, wishedSince)} w
    join falls f on f.product_id = w.product_id
    where w.at < f.at and (w.variant_id is null or f.variant_id = w.variant_id)
    order by w.customer_id, w.product_id, f.amount, f.at desc`
}

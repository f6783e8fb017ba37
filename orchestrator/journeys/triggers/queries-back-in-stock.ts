import { type RawBuilder, sql } from 'kysely'
import { lastChange, restockRelation, sellableRelation } from '#knowledge/catalog/index.ts'
import type { TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { DAY_MS, type FoundRow, newcomer, pageOf } from './queries-page.ts'
import { namesOfInterest, stillWanted, wantedRelation, wishKinds } from './queries-wished.ts'

interface Row extends FoundRow {
  productId: string
}

export const backInStock: TriggerSource<'back_in_stock'> = {
  wakes: new Set(['catalog']),
  everyMinutes: 360,
  causedBy: ({ interest }) => namesOfInterest(interest),
  mark: async (db) => (await lastChange(db))?.toISOString() ?? '',
  find: async (db, asked) =>
    (await pageOf<Row>(db, backFor(asked), asked)).map((row) =>
      newcomer(row, {
        object: row.productId,
        occurrence: `back ${row.productId} ${row.since.toISOString()}`,
        productIds: [row.productId],
        claims: [{ productId: row.productId, inStock: true }],
      }),
    ),
  stillTrue: (db, { interest }, inside, now) =>
    stillWanted(db, interest, wishKinds(interest, 'restock'), inside, now),
}

/** Whoever named a variant is told of that one alone; whoever did not, of a product that was gone altogether. */
function backFor({
  trigger: { interest },
  since,
  until,
}: TriggerAsked<'back_in_stock'>): RawBuilder<unknown> {
  const wishedSince = new Date(until.getTime() - interest.withinDays * DAY_MS)
  const kinds = wishKinds(interest, 'restock')
  return sql`
    with back as materialized (select * from ${restockRelation(since, until)} b)
    select w.customer_id as "customerId", w.product_id as "productId", max(b.at) as since
    from ${wantedRelation(sql`(select array_agg(distinct product_id) from back)::text[]`, kinds, wishedSince)} w
    join back b on b.product_id = w.product_id
    where w.at < b.at and case when w.variant_id is null then b.variant_id is null
      else (b.variant_id is null or b.variant_id = w.variant_id) and exists (select 1 from ${sellableRelation} s
        where s.product_id = w.product_id and s.variant_id = w.variant_id) end
    group by 1, 2`
}

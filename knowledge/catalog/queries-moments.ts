import { sql } from 'kysely'
import type { Db } from '#store/index.ts'

/**
 * Notes what became of these products by the write before it, in the same transaction: when each first came,
 * when it sold out, when it could be bought again. Of products that nothing happened to nothing is written.
 */
export async function noteMoments(tx: Db, productIds: readonly string[], now: Date): Promise<void> {
  if (productIds.length === 0) return
  await sql`
    insert into product_moments as m (product_id, first_seen_at, sellable)
    select p.product_id, ${now}::timestamptz, exists (select 1 from variants v
      where v.product_id = p.product_id and v.available and (v.stock_online is null or v.stock_online > 0))
    from products p where p.product_id = any(${[...new Set(productIds)]}::text[])
    on conflict (product_id) do update set sellable = excluded.sellable,
      sold_out_at = case when excluded.sellable then m.sold_out_at else ${now}::timestamptz end,
      restocked_at = case when excluded.sellable then ${now}::timestamptz else m.restocked_at end
    where m.sellable <> excluded.sellable`.execute(tx)
}

export interface ProductMoments {
  firstSeenAt: Date
  soldOutAt: Date | null
  restockedAt: Date | null
}

export async function readMoments(
  db: Db,
  productIds: readonly string[],
): Promise<Map<string, ProductMoments>> {
  const { rows } = await sql<ProductMoments & { productId: string }>`
    select product_id as "productId", first_seen_at as "firstSeenAt", sold_out_at as "soldOutAt",
      restocked_at as "restockedAt"
    from product_moments where product_id = any(${productIds}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.productId, row]))
}

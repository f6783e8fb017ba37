import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#store/index.ts'

/** What the shop pays for each variant now, where it is on record: product_id, variant_id, currency, cost_amount. */
export const costRelation: RawBuilder<unknown> = sql`(
  select product_id, variant_id, currency, cost_amount from variants where cost_amount is not null)`

/** How many variants there are, of these products or of all (null), and how many have no cost in that currency. */
export async function countCosts(
  db: Db,
  currency: string,
  productIds: readonly string[] | null,
): Promise<{ variants: number; unknown: number }> {
  const { rows } = await sql<{ variants: string; known: string }>`
    select count(*) as variants,
      count(*) filter (where cost_amount is not null and currency = ${currency}) as known
    from variants
    where ${productIds === null ? sql`true` : sql`product_id = any(${productIds}::text[])`}`.execute(db)
  const [variants, known] = [Number(rows[0]?.variants ?? 0), Number(rows[0]?.known ?? 0)]
  return { variants, unknown: variants - known }
}

import { type RawBuilder, sql } from 'kysely'
import type { InterestKind } from '#contract/journey-triggers.ts'
import { type WishKind, wishRelation } from '#domain/events/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { orderLineRelation } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'
import type { Inside } from '../trigger-table.ts'
import { DAY_MS } from './queries-page.ts'

export interface Interest {
  shownBy: readonly InterestKind[]
  withinDays: number
}

/** Events of the kinds of interest; somebody asks either for the restock or for the price. */
export function wishKinds(
  { shownBy }: Interest,
  asked: Extract<WishKind, 'restock' | 'lower_price'>,
): WishKind[] {
  return shownBy.map((kind) => (kind === 'requested' ? asked : kind))
}

const wishNames: Record<InterestKind, string[]> = {
  requested: ['Back In Stock Requested', 'Price Drop Requested'],
  wishlist: ['Product Added to Wishlist'],
  cart: ['Product Added'],
  viewed: ['Product Viewed'],
}

export const namesOfInterest = ({ shownBy }: Interest): string[] => shownBy.flatMap((kind) => wishNames[kind])

/**
 * Who wants which of these products and has not bought it since, once for each person and product, by the sign
 * that names the variant where there is one: root_id, customer_id, product_id, variant_id, at.
 */
export function wantedRelation(
  productIds: RawBuilder<unknown>,
  kinds: readonly WishKind[],
  since: Date,
): RawBuilder<unknown> {
  return sql`(
    select distinct on (m.root_id, w.product_id) m.root_id, w.customer_id, w.product_id, w.at,
      case when w.kind in ('viewed', 'cart') then null else w.variant_id end as variant_id
    from ${wishRelation(productIds, kinds, since)} w join (${memberRelation}) m on m.customer_id = w.customer_id
    where not exists (
      select 1 from (${memberRelation}) om join ${orderLineRelation} l on l.customer_id = om.customer_id
      where om.root_id = m.root_id and l.product_id = w.product_id and l.quantity > 0 and l.placed_at >= w.at)
    order by m.root_id, w.product_id, w.kind in ('viewed', 'cart'), w.at desc, w.customer_id)`
}

/** Those of the entries whose person still wants the product that began it. */
export async function stillWanted(
  db: Db,
  interest: Interest,
  kinds: readonly WishKind[],
  inside: readonly Inside[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const asked = inside.map(({ entryId, rootId, object }) => ({ e: entryId, r: rootId, p: object }))
  const products = [...new Set(inside.flatMap(({ object }) => object ?? []))]
  // a wish does not run out while somebody is inside; a journey lasts a year at most
  const since = new Date(now.getTime() - (interest.withinDays + 365) * DAY_MS)
  const { rows } = await sql<{ entryId: string }>`
    select a.e as "entryId" from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(e text, r text, p text)
    join ${wantedRelation(sql`${products}::text[]`, kinds, since)} w on w.root_id = a.r and w.product_id = a.p`.execute(
    db,
  )
  return new Set(rows.map((row) => row.entryId))
}

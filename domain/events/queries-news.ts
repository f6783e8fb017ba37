import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#store/index.ts'

/** What is heard of later than this begins nothing any more. */
const LATEST_DAYS = 3

/**
 * The counted events of these names that were received in (since, until], whenever they happened in the three
 * days before: customer_id, event_id, name, occurred_at, received_at, properties. By index, for set-based reads.
 */
export function newsRelation(names: readonly string[], since: Date, until: Date): RawBuilder<unknown> {
  return sql`(
    select customer_id, event_id, name, occurred_at, received_at, properties from events
    where name = any(${[...names]}::text[])
      and occurred_at > ${since}::timestamptz - make_interval(days => ${sql.lit(LATEST_DAYS)})
      and occurred_at <= ${until}::timestamptz
      and received_at > ${since}::timestamptz and received_at <= ${until}::timestamptz and duplicate_of is null)`
}

/** When an event of each name was last received, of those received in (since, until]. */
export async function namesReceived(db: Db, since: Date, until: Date): Promise<Map<string, Date>> {
  const { rows } = await sql<{ name: string; at: Date }>`
    select name, max(received_at) as at from events
    where received_at > ${since} and received_at <= ${until} and duplicate_of is null group by name`.execute(
    db,
  )
  return new Map(rows.map(({ name, at }) => [name, at]))
}

// the names stand in the text so that the partial index of products is used
const added = sql`'Product Added to Wishlist'`
const removed = sql`'Product Removed from Wishlist'`
const names: Record<WishKind, RawBuilder<unknown>> = {
  restock: sql`'Back In Stock Requested'`,
  lower_price: sql`'Price Drop Requested'`,
  wishlist: added,
  cart: sql`'Product Added'`,
  viewed: sql`'Product Viewed'`,
}

/** How somebody shows that they want a product. */
export type WishKind = 'restock' | 'lower_price' | 'wishlist' | 'cart' | 'viewed'

/**
 * Who wants which of these products, by the latest sign of each kind since then: customer_id, kind, product_id,
 * variant_id (null: any), at. What was taken off the wishlist is wished no more; whoever asked by Sec-GPC not to
 * be tracked is not watched. `productIds` is an expression of the type text[].
 */
export function wishRelation(
  productIds: RawBuilder<unknown>,
  kinds: readonly WishKind[],
  since: Date,
): RawBuilder<unknown> {
  const each = kinds.map(
    (kind) => sql`
      select distinct on (customer_id, properties->>'product_id') customer_id, ${sql.lit(kind)} as kind, name,
        properties->>'product_id' as product_id, properties->>'variant_id' as variant_id, occurred_at as at
      from events
      where properties->>'product_id' = any(${productIds})
        and name in (${names[kind]}${kind === 'wishlist' ? sql`, ${removed}` : sql``})
        and occurred_at >= ${since}::timestamptz and duplicate_of is null
        and (${sql.lit(kind !== 'viewed')} or coalesce(context->>'gpc', '') <> 'true')
      order by customer_id, properties->>'product_id', occurred_at desc, event_id desc`,
  )
  return sql`(
    select customer_id, kind, product_id, variant_id, at
    from (${sql.join(
      each.map((one) => sql`(${one})`),
      sql` union all `,
    )}) wishes where name <> ${removed})`
}

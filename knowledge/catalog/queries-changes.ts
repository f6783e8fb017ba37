import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#store/index.ts'

const sellable = (row: RawBuilder<unknown>) =>
  sql`(${row}.available and (${row}.stock_online is null or ${row}.stock_online > 0))`

/**
 * Notes what is about to change of variants that are known: call it before the write, in its transaction, with
 * the same records as JSON. A variant that is new, or in another currency than before, changes nothing.
 */
export async function noteChanges(tx: Db, variants: string, now: Date): Promise<void> {
  await sql`
    insert into variant_changes (product_id, variant_id, changed_at, currency, before_amount, after_amount,
      before_sellable, after_sellable)
    select v.product_id, v.variant_id, ${now}::timestamptz, v.currency, v.price_amount, r.price_amount,
      ${sellable(sql`v`)}, r.available and (coalesce(r.stock_online, v.stock_online) is null
        or coalesce(r.stock_online, v.stock_online) > 0)
    from json_to_recordset(${variants}::json) as r(product_id text, variant_id text, price_amount bigint,
      currency text, available boolean, stock_online integer)
    join variants v on v.product_id = r.product_id and v.variant_id = r.variant_id and v.currency = r.currency
    where v.price_amount <> r.price_amount
      or ${sellable(sql`v`)} <> (r.available and (coalesce(r.stock_online, v.stock_online) is null
        or coalesce(r.stock_online, v.stock_online) > 0))
    on conflict (product_id, variant_id, changed_at) do update set after_amount = excluded.after_amount,
      after_sellable = excluded.after_sellable`.execute(tx)
}

/** The same of stock that is about to be counted online: `entries` is JSON of variantId and quantity. */
export async function noteCounts(tx: Db, entries: string, now: Date): Promise<void> {
  const after = sql`((v.available or (r.quantity > 0 and coalesce(v.stock_online, 0) = 0)) and r.quantity > 0)`
  await sql`
    insert into variant_changes (product_id, variant_id, changed_at, currency, before_amount, after_amount,
      before_sellable, after_sellable)
    select v.product_id, v.variant_id, ${now}::timestamptz, v.currency, v.price_amount, v.price_amount,
      ${sellable(sql`v`)}, ${after}
    from json_to_recordset(${entries}::json) as r("variantId" text, quantity integer)
    join variants v on v.variant_id = r."variantId"
    where ${sellable(sql`v`)} <> ${after}
    on conflict (product_id, variant_id, changed_at) do update set
      after_sellable = excluded.after_sellable`.execute(tx)
}

/** How far back a price counts as one that was asked lately: EU directive 98/6, article 6a. */
const LATELY_DAYS = 30

/**
 * Variants that came to cost less than at any time in the thirty days before, in (since, until], and still do:
 * product_id, variant_id, currency, at, before_amount (the lowest of those days), amount. For set-based reads.
 */
export function priceFallRelation(since: Date, until: Date): RawBuilder<unknown> {
  return sql`(
    select c.product_id, c.variant_id, c.currency, c.changed_at as at, v.price_amount as amount,
      (select min(b.before_amount) from variant_changes b where b.product_id = c.product_id
        and b.variant_id = c.variant_id and b.currency = c.currency and b.changed_at <= c.changed_at
        and b.changed_at > c.changed_at - make_interval(days => ${sql.lit(LATELY_DAYS)})) as before_amount
    from variant_changes c
    join variants v on v.product_id = c.product_id and v.variant_id = c.variant_id
      and v.currency = c.currency and v.price_amount = c.after_amount
    where c.changed_at > ${since} and c.changed_at <= ${until} and c.after_amount < c.before_amount
      and ${sellable(sql`v`)}
  )`
}

/**
 * What could be bought again in (since, until], and still can: product_id, at, and the variant_id, or null where
 * nothing at all of the product could be bought before. For set-based reads.
 */
export function restockRelation(since: Date, until: Date): RawBuilder<unknown> {
  return sql`(
    select m.product_id, null as variant_id, m.restocked_at as at from product_moments m
    where m.restocked_at > ${since} and m.restocked_at <= ${until} and m.sellable
    union all
    select c.product_id, c.variant_id, c.changed_at from variant_changes c
    join variants v on v.product_id = c.product_id and v.variant_id = c.variant_id
    where c.changed_at > ${since} and c.changed_at <= ${until} and c.after_sellable and not c.before_sellable
      and ${sellable(sql`v`)}
  )`
}

/** The variants that can be bought online now, for set-based reads: product_id, variant_id, price_amount, currency. */
export const sellableRelation: RawBuilder<unknown> = sql`(
  select v.product_id, v.variant_id, v.price_amount, v.currency from variants v where ${sellable(sql`v`)})`

/** The department of each product, so many steps of its first path: product_id, department. */
export function departmentRelation(depth: number): RawBuilder<unknown> {
  return sql`(
    select p.product_id,
      array_to_string((string_to_array(p.categories[1], ' > '))[1:${sql.lit(depth)}], ' > ') as department
    from products p where p.deleted_at is null and cardinality(p.categories) > 0)`
}

/** How many days a product lasts, where the catalog says so (attribute `replenish_days`): product_id, days. */
export const lastingRelation: RawBuilder<unknown> = sql`(
  select product_id, days from (
    select p.product_id, case when p.attributes->>'replenish_days' ~ '^[0-9]{1,4}([.][0-9]{1,4})?$'
      then (p.attributes->>'replenish_days')::numeric end as days
    from products p where p.deleted_at is null) told
  where days between 1 and 3650)`

/** When something last changed of prices and stock; null: never. */
export async function lastChange(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select greatest((select max(changed_at) from variant_changes), (select max(restocked_at) from product_moments))
      as at`.execute(db)
  return rows[0]?.at ?? null
}

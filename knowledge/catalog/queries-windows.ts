import { type RawBuilder, sql } from 'kysely'

/**
 * Early windows that came to be known, or began, in (since, until] and are open then: product_id, early_from,
 * opens_at, segments, tiers (small letters), at. For set-based reads; what staff say stands against the feed.
 */
export function windowRelation(since: Date, until: Date): RawBuilder<unknown> {
  return sql`(
    select * from (
      select p.product_id, w.early_from, w.opens_at, w.segments, w.tiers,
        greatest(w.early_from, coalesce(r.updated_at, p.updated_at)) as at
      from products p left join releases r on r.product_id = p.product_id
      cross join lateral (select
        case when r.product_id is null then p.early_from else r.early_from end as early_from,
        case when r.product_id is null then p.release_at else r.opens_at end as opens_at,
        case when r.product_id is null then p.early_segments else r.early_segments end as segments,
        array(select lower(t) from unnest(case when r.product_id is null then p.early_tiers else r.early_tiers end) t)
          as tiers) w
      where p.deleted_at is null and w.early_from is not null
    ) dated
    where early_from <= ${until} and opens_at > ${until} and at > ${since} and at <= ${until}
  )`
}

/** Products in one of these categories (a path or its beginning), or with all of these attributes: product_id. */
export function featuredRelation(
  categories: readonly string[],
  attributes: Readonly<Record<string, string>>,
): RawBuilder<unknown> {
  const pairs = Object.entries(attributes)
  const attributed = pairs.map(
    ([name, value]) => sql`lower(p.attributes->>${name}::text) = ${value.toLowerCase()}`,
  )
  const inCategory = sql`exists (select 1 from unnest(p.categories) path
    join unnest(${[...categories]}::text[]) wanted on path = wanted or starts_with(path, wanted || ' > '))`
  const any = [
    ...(categories.length > 0 ? [inCategory] : []),
    ...(pairs.length > 0 ? [sql`(${sql.join(attributed, sql` and `)})`] : []),
  ]
  return sql`(
    select p.product_id from products p where p.deleted_at is null
      and ${any.length === 0 ? sql`false` : sql`(${sql.join(any, sql` or `)})`})`
}

/** How goods are looked after, where the catalog says so (attribute `care`): product_id, care. */
export const careRelation: RawBuilder<unknown> = sql`(
  select p.product_id, trim(p.attributes->>'care') as care from products p
  where p.deleted_at is null and trim(p.attributes->>'care') <> '')`

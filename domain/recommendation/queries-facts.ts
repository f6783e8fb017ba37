import { sql } from 'kysely'
import { eventRelation } from '#domain/events/index.ts'
import { findVariants } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'

export type DoingKind = 'viewed' | 'carted' | 'wished'

export interface Doing {
  kind: DoingKind
  productId: string
  at: Date
}

const MOST = 200

/**
 * What these customers did with products, newest first: each product once of a kind. A product that is named
 * by its variant alone is found in the catalog.
 */
export async function doingsOf(db: Db, customerIds: readonly string[], since: Date): Promise<Doing[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<DoneRow>`
    with done as (
      select case when name = 'Product Added' then 'carted'
          when name in ('Product Viewed', 'Product Clicked') then 'viewed' else 'wished' end as kind,
        properties->>'product_id' as product_id, properties->>'variant_id' as variant_id, occurred_at
      from ${eventRelation} e
      where customer_id = any(${[...customerIds]}::text[]) and occurred_at >= ${since}
        and name in ('Product Viewed', 'Product Clicked', 'Product Added', 'Product Added to Wishlist',
          'Back In Stock Requested', 'Price Drop Requested')
      order by occurred_at desc limit ${MOST}
    )
    select kind, product_id, variant_id, max(occurred_at) as at from done
    where product_id is not null or variant_id is not null
    group by kind, product_id, variant_id order by at desc`.execute(db)
  return named(db, rows)
}

/** The same of each of these people, by the key given, in one statement. */
export async function doingsOfEach(
  db: Db,
  people: readonly { key: string; customerIds: readonly string[] }[],
  since: Date,
): Promise<Map<string, Doing[]>> {
  const ids = people.flatMap(({ customerIds }) => customerIds)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<DoneRow & { customer_id: string }>`
    select m.customer_id, done.kind, done.product_id, done.variant_id, max(done.occurred_at) as at
    from unnest(${ids}::text[]) as m(customer_id) cross join lateral (
      select case when name = 'Product Added' then 'carted'
          when name in ('Product Viewed', 'Product Clicked') then 'viewed' else 'wished' end as kind,
        properties->>'product_id' as product_id, properties->>'variant_id' as variant_id, occurred_at
      from ${eventRelation} e
      where e.customer_id = m.customer_id and occurred_at >= ${since}
        and name in ('Product Viewed', 'Product Clicked', 'Product Added', 'Product Added to Wishlist',
          'Back In Stock Requested', 'Price Drop Requested')
      order by occurred_at desc limit ${MOST}
    ) done
    where done.product_id is not null or done.variant_id is not null
    group by 1, 2, 3, 4 order by at desc`.execute(db)
  const names = await variantNames(db, rows)
  return new Map(
    people.map(({ key, customerIds }) => [
      key,
      once(
        rows.filter((row) => customerIds.includes(row.customer_id)),
        names,
      ),
    ]),
  )
}

interface DoneRow {
  kind: DoingKind
  product_id: string | null
  variant_id: string | null
  at: Date
}

async function named(db: Db, rows: readonly DoneRow[]): Promise<Doing[]> {
  return once(rows, await variantNames(db, rows))
}

/** The products of those that are named by a variant alone. */
async function variantNames(db: Db, rows: readonly DoneRow[]): Promise<Map<string, string>> {
  const unnamed = rows.flatMap((row) => (row.product_id === null ? (row.variant_id ?? []) : []))
  if (unnamed.length === 0) return new Map()
  const found = await findVariants(db, unnamed)
  return new Map([...found].map(([variantId, { product }]) => [variantId, product.productId]))
}

function once(rows: readonly DoneRow[], names: ReadonlyMap<string, string>): Doing[] {
  const seen = new Set<string>()
  return rows.flatMap(({ kind, product_id, variant_id, at }) => {
    const productId = product_id ?? (variant_id === null ? undefined : names.get(variant_id))
    if (productId === undefined || seen.has(`${kind} ${productId}`)) return []
    seen.add(`${kind} ${productId}`)
    return [{ kind, productId, at }]
  })
}

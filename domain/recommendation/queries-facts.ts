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

interface DoneRow {
  kind: DoingKind
  product_id: string | null
  variant_id: string | null
  at: Date
}

async function named(db: Db, rows: readonly DoneRow[]): Promise<Doing[]> {
  const unnamed = rows.flatMap((row) => (row.product_id === null ? (row.variant_id ?? []) : []))
  const variants = unnamed.length > 0 ? await findVariants(db, unnamed) : new Map()
  const seen = new Set<string>()
  return rows.flatMap(({ kind, product_id, variant_id, at }) => {
    const productId = product_id ?? variants.get(variant_id)?.product.productId
    if (productId === undefined || seen.has(`${kind} ${productId}`)) return []
    seen.add(`${kind} ${productId}`)
    return [{ kind, productId, at }]
  })
}

import { sql } from 'kysely'
import type { Db } from '#store/index.ts'

/** How far the catalog has come; equal marks: nothing has changed. */
export interface CatalogMarks {
  products: number
  stock: number
  /** Revs and number of the stores. */
  stores: string
}

export async function readMarks(db: Db): Promise<CatalogMarks> {
  const { rows } = await sql<{ products: number; stock: number; stores: string }>`
    select coalesce((select max(rev) from products), 0) as products,
      coalesce((select max(rev) from store_stock), 0) as stock,
      (select coalesce(max(rev), 0) || ' ' || count(*) from stores) as stores`.execute(db)
  return rows[0] ?? { products: 0, stock: 0, stores: '' }
}

export interface StockRow {
  variantId: string
  storeId: string
  quantity: number
  rev: number
}

/** Counts in stores that have changed since `rev`, in the order of the changes. */
export async function stockAfter(db: Db, rev: number, limit: number): Promise<StockRow[]> {
  const { rows } = await sql<StockRow>`
    select variant_id as "variantId", store_id as "storeId", quantity, rev from store_stock
    where rev > ${rev} order by rev limit ${limit}`.execute(db)
  return rows
}

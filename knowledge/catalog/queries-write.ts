import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { CheckedProduct } from './product-input.ts'
import { noteChanges } from './queries-changes.ts'
import { noteMoments } from './queries-moments.ts'
import { type catalogColumns, columnList, recordOf } from './tables.ts'

export interface ProductRow {
  product: CheckedProduct
  hash: string
}

/**
 * One writer at a time: revs are taken from a sequence, and a reader that follows them must never see a
 * later one before an earlier one. Held until the transaction ends.
 */
export async function lockCatalog(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('catalog', 0))`.execute(tx)
}

/** Content hashes of those of the ids that are in the catalog; of another source's products none that matches. */
export async function readHashes(db: Db, productIds: string[], source: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ product_id: string; hash: string; source: string }>`
    select product_id, hash, source from products
    where product_id = any(${productIds}::text[]) and deleted_at is null`.execute(db)
  return new Map(
    rows.map((row) => [row.product_id, row.source === source ? row.hash : `${row.source}:${row.hash}`]),
  )
}

/** Writes whole products: new ones, or over the old ones. Stock that was counted here outlives a feed that counts none. */
export async function writeProducts(tx: Db, rows: ProductRow[], source: string, now: Date): Promise<void> {
  const products = JSON.stringify(rows.map((row) => productRecord(row, source, now)))
  const variants = JSON.stringify(rows.flatMap(({ product }) => product.variants.map(variantRecord(product))))
  await sql`
    insert into products (${columnList('products')})
    select ${columnList('products')} from json_to_recordset(${products}::json) as r(${recordOf('products')})
    on conflict (product_id) do update set title = excluded.title, description = excluded.description,
      brand = excluded.brand, url = excluded.url, categories = excluded.categories, media = excluded.media,
      attributes = excluded.attributes, release_at = excluded.release_at, early_from = excluded.early_from,
      early_segments = excluded.early_segments, early_tiers = excluded.early_tiers, source = excluded.source,
      hash = excluded.hash, rev = nextval('catalog_rev'), updated_at = excluded.updated_at,
      deleted_at = null`.execute(tx)
  await noteChanges(tx, variants, now)
  await sql`
    delete from variants v where v.product_id = any(${rows.map((row) => row.product.productId)}::text[])
      and not exists (select 1 from json_to_recordset(${variants}::json) as r(product_id text, variant_id text)
        where r.product_id = v.product_id and r.variant_id = v.variant_id)`.execute(tx)
  await sql`
    insert into variants (${columnList('variants')})
    select ${columnList('variants')} from json_to_recordset(${variants}::json) as r(${recordOf('variants')})
    on conflict (product_id, variant_id) do update set position = excluded.position, title = excluded.title,
      sku = excluded.sku, barcode = excluded.barcode, url = excluded.url, options = excluded.options,
      price_amount = excluded.price_amount, currency = excluded.currency,
      list_price_amount = excluded.list_price_amount, cost_amount = excluded.cost_amount,
      available = excluded.available, media = excluded.media,
      stock_online = coalesce(excluded.stock_online, variants.stock_online)`.execute(tx)
  await noteMoments(
    tx,
    rows.map((row) => row.product.productId),
    now,
  )
}

function productRecord({ product, hash }: ProductRow, source: string, now: Date) {
  return {
    product_id: product.productId,
    title: product.title,
    description: product.description,
    brand: product.brand,
    url: product.url,
    categories: product.categories,
    media: product.media,
    attributes: product.attributes,
    release_at: product.releaseAt,
    early_from: product.early?.from ?? null,
    early_segments: product.early?.segmentIds ?? [],
    early_tiers: product.early?.tiers ?? [],
    source,
    hash,
    updated_at: now,
  } satisfies Record<keyof typeof catalogColumns.products, unknown>
}

function variantRecord(product: CheckedProduct) {
  return (variant: CheckedProduct['variants'][number], position: number) =>
    ({
      product_id: product.productId,
      variant_id: variant.variantId,
      position,
      title: variant.title,
      sku: variant.sku,
      barcode: variant.barcode,
      url: variant.url,
      options: variant.options,
      price_amount: variant.price.amount,
      currency: variant.price.currency,
      list_price_amount: variant.listPrice?.amount ?? null,
      cost_amount: variant.cost?.amount ?? null,
      available: variant.available,
      stock_online: variant.stockOnline,
      media: variant.media,
    }) satisfies Record<keyof typeof catalogColumns.variants, unknown>
}

/** Removes what came from the source. Of each product only the id stays, so that indexes can follow. */
export async function removeProducts(tx: Db, source: string, now: Date): Promise<number> {
  const { rows } = await sql<{ product_id: string }>`
    update products set deleted_at = ${now}, updated_at = ${now}, rev = nextval('catalog_rev'),
      source = 'removed', hash = '', title = '', description = '', brand = null, url = null,
      categories = '{}', media = '[]', attributes = '{}'
    where source = ${source} and deleted_at is null returning product_id`.execute(tx)
  const ids = rows.map((row) => row.product_id)
  await sql`delete from store_stock where variant_id in
    (select variant_id from variants where product_id = any(${ids}::text[]))`.execute(tx)
  await sql`delete from releases where product_id = any(${ids}::text[])`.execute(tx)
  await sql`delete from variants where product_id = any(${ids}::text[])`.execute(tx)
  await noteMoments(tx, ids, now)
  await sql`delete from stores where source = ${source}`.execute(tx)
  return ids.length
}

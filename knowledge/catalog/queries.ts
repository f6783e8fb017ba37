import { sql } from 'kysely'
import type { Image } from '#contract/message.ts'
import type { Money } from '#contract/money.ts'
import type { Db } from '#store/index.ts'
import type { Option, Product, Variant } from './product.ts'

/** A changed product as the index follows it: a removed one has no variants left. */
export type ChangedProduct = Product & { deleted: boolean }

interface VariantJson {
  variant_id: string
  title: string
  sku: string | null
  barcode: string | null
  url: string | null
  options: Option[]
  price_amount: number
  currency: string
  list_price_amount: number | null
  cost_amount: number | null
  available: boolean
  stock_online: number | null
  media: Image[]
}

interface ProductJson {
  product_id: string
  title: string
  description: string
  brand: string | null
  url: string | null
  categories: string[]
  media: Image[]
  attributes: Record<string, string>
  release_at: Date | null
  early_from: Date | null
  early_segments: string[]
  early_tiers: string[]
  rev: number
  updated_at: Date
  deleted_at: Date | null
  variants: VariantJson[]
}

const productWithVariants = sql`
  select p.product_id, p.title, p.description, p.brand, p.url, p.categories, p.media, p.attributes,
    p.rev, p.updated_at, p.deleted_at,
    case when r.product_id is null then p.release_at else r.opens_at end as release_at,
    case when r.product_id is null then p.early_from else r.early_from end as early_from,
    case when r.product_id is null then p.early_segments else r.early_segments end as early_segments,
    case when r.product_id is null then p.early_tiers else r.early_tiers end as early_tiers,
    coalesce((select json_agg(v order by v.position) from variants v where v.product_id = p.product_id), '[]')
      as variants
  from products p left join releases r on r.product_id = p.product_id`

/** Those that are there, in the order asked. */
export async function findProducts(db: Db, productIds: string[]): Promise<Product[]> {
  if (productIds.length === 0) return []
  const { rows } = await sql<ProductJson>`${productWithVariants}
    where p.product_id = any(${productIds}::text[]) and p.deleted_at is null`.execute(db)
  const byId = new Map(rows.map((row) => [row.product_id, toProduct(row)]))
  return productIds.flatMap((id) => byId.get(id) ?? [])
}

export async function findProduct(db: Db, productId: string): Promise<Product | null> {
  return (await findProducts(db, [productId]))[0] ?? null
}

/** By variant id; where two products share one, the product that sorts first. */
export async function findVariants(
  db: Db,
  variantIds: string[],
): Promise<Map<string, { product: Product; variant: Variant }>> {
  const { rows } = await sql<ProductJson>`${productWithVariants}
    where p.deleted_at is null and p.product_id in
      (select product_id from variants where variant_id = any(${variantIds}::text[]))
    order by p.product_id desc`.execute(db)
  const wanted = new Set(variantIds)
  return new Map(
    rows
      .map(toProduct)
      .flatMap((product) => product.variants.map((variant) => ({ product, variant })))
      .filter(({ variant }) => wanted.has(variant.variantId))
      .map((found) => [found.variant.variantId, found]),
  )
}

export interface ProductFilter {
  /** A path or the beginning of one: `Clothing` holds what is in `Clothing > Jackets`. */
  category?: string | undefined
  limit: number
  offset?: number | undefined
}

/** By title. */
export async function listProducts(db: Db, filter: ProductFilter): Promise<Product[]> {
  const { rows } = await sql<ProductJson>`${productWithVariants}
    where p.deleted_at is null and ${inCategory(filter.category)}
    order by p.title, p.product_id limit ${filter.limit} offset ${filter.offset ?? 0}`.execute(db)
  return rows.map(toProduct)
}

export async function countProducts(db: Db, filter: { category?: string | undefined } = {}): Promise<number> {
  const { rows } = await sql<{ products: number }>`
    select count(*) as products from products p
    where p.deleted_at is null and ${inCategory(filter.category)}`.execute(db)
  return rows[0]?.products ?? 0
}

function inCategory(category: string | undefined) {
  if (category === undefined) return sql`true`
  const path = category.toLowerCase()
  return sql`exists (select 1 from unnest(p.categories) c
    where lower(c) = ${path} or starts_with(lower(c), ${`${path} > `}))`
}

/** Every path in use with the number of products in it, by name. */
export async function listCategories(db: Db): Promise<{ category: string; products: number }[]> {
  const { rows } = await sql<{ category: string; products: number }>`
    select c as category, count(distinct p.product_id) as products
    from products p, unnest(p.categories) c where p.deleted_at is null
    group by c order by c`.execute(db)
  return rows
}

/** What has changed since `rev`, in the order of the changes; removed ones come too, flagged. */
export async function productsAfter(db: Db, rev: number, limit: number): Promise<ChangedProduct[]> {
  const { rows } = await sql<ProductJson>`${productWithVariants}
    where p.rev > ${rev} order by p.rev limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...toProduct(row), deleted: row.deleted_at !== null }))
}

function toProduct(row: ProductJson): Product {
  return {
    productId: row.product_id,
    title: row.title,
    description: row.description,
    brand: row.brand,
    url: row.url,
    categories: row.categories,
    media: row.media,
    attributes: row.attributes,
    releaseAt: row.release_at,
    early: row.early_from && {
      from: row.early_from,
      segmentIds: row.early_segments,
      tiers: row.early_tiers,
    },
    variants: row.variants.map((variant) => toVariant(row.product_id, variant)),
    rev: row.rev,
    updatedAt: row.updated_at,
  }
}

function toVariant(productId: string, row: VariantJson): Variant {
  const money = (amount: number | null): Money | null =>
    amount === null ? null : { amount, currency: row.currency }
  return {
    productId,
    variantId: row.variant_id,
    title: row.title,
    sku: row.sku,
    barcode: row.barcode,
    url: row.url,
    options: row.options,
    price: { amount: row.price_amount, currency: row.currency },
    listPrice: money(row.list_price_amount),
    cost: money(row.cost_amount),
    available: row.available,
    stockOnline: row.stock_online,
    media: row.media,
  }
}

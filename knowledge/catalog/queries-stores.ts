import { sql } from 'kysely'
import { type Db, inTransaction } from '#store/index.ts'
import { noteCounts } from './queries-changes.ts'
import { noteMoments } from './queries-moments.ts'
import { lockCatalog } from './queries-write.ts'
import type { Store, StoreInput } from './stores.ts'

/** New stores, or over the old ones of the same id. */
export async function upsertStores(db: Db, stores: StoreInput[], source: string, _now: Date): Promise<void> {
  for (const store of stores) {
    await sql`
      insert into stores (store_id, name, address, city, country, latitude, longitude, time_zone, phone, hours, source)
      values (${store.storeId}, ${store.name}, ${store.address}, ${store.city}, ${store.country},
        ${store.latitude ?? null}, ${store.longitude ?? null}, ${store.timeZone}, ${store.phone ?? null},
        ${store.hours ?? null}, ${source})
      on conflict (store_id) do update set name = excluded.name, address = excluded.address,
        city = excluded.city, country = excluded.country, latitude = excluded.latitude,
        longitude = excluded.longitude, time_zone = excluded.time_zone, phone = excluded.phone,
        hours = excluded.hours, source = excluded.source, rev = nextval('catalog_rev')`.execute(db)
  }
}

export async function listStores(db: Db): Promise<Store[]> {
  const { rows } = await sql<Store>`
    select store_id as "storeId", name, address, city, country, latitude, longitude,
      time_zone as "timeZone", phone, hours from stores order by name, store_id`.execute(db)
  return rows
}

export interface StockEntry {
  variantId: string
  /** None: the stock online. */
  storeId?: string | undefined
  quantity: number
}

/**
 * Sets counts, all in one transaction; of two entries for one place the last holds. Goods that arrive make a
 * sold-out variant sellable again. Answers how many counts differ now, and the ids of variants or stores
 * that are not known.
 */
export function setStock(
  db: Db,
  entries: StockEntry[],
  now: Date,
): Promise<{ changed: number; unknown: string[] }> {
  return inTransaction(db, async (tx) => {
    await lockCatalog(tx)
    const known = await knownIds(tx, entries)
    const fits = (entry: StockEntry) =>
      known.variants.has(entry.variantId) && (entry.storeId === undefined || known.stores.has(entry.storeId))
    const good = [...new Map(entries.filter(fits).map((entry) => [placeOf(entry), entry])).values()]
    const unknown = entries
      .filter((entry) => !fits(entry))
      .map((entry) => (known.variants.has(entry.variantId) ? (entry.storeId ?? '') : entry.variantId))
    const changed =
      (await setOnline(
        tx,
        good.filter((entry) => entry.storeId === undefined),
        now,
      )) +
      (await setInStores(
        tx,
        good.filter((entry) => entry.storeId !== undefined),
        now,
      ))
    return { changed, unknown: [...new Set(unknown)] }
  })
}

const placeOf = (entry: StockEntry) => JSON.stringify([entry.variantId, entry.storeId ?? null])

async function knownIds(tx: Db, entries: StockEntry[]) {
  const variantIds = entries.map((entry) => entry.variantId)
  const storeIds = entries.flatMap((entry) => entry.storeId ?? [])
  const variants = await sql<{ id: string }>`
    select variant_id as id from variants where variant_id = any(${variantIds}::text[])`.execute(tx)
  const stores = await sql<{ id: string }>`
    select store_id as id from stores where store_id = any(${storeIds}::text[])`.execute(tx)
  return {
    variants: new Set(variants.rows.map((row) => row.id)),
    stores: new Set(stores.rows.map((row) => row.id)),
  }
}

async function setOnline(tx: Db, entries: StockEntry[], now: Date): Promise<number> {
  if (entries.length === 0) return 0
  await noteCounts(tx, JSON.stringify(entries), now)
  const { rows } = await sql<{ product_id: string }>`
    update variants v set stock_online = r.quantity,
      available = v.available or (r.quantity > 0 and coalesce(v.stock_online, 0) = 0)
    from json_to_recordset(${JSON.stringify(entries)}::json) as r("variantId" text, quantity integer)
    where v.variant_id = r."variantId" and v.stock_online is distinct from r.quantity
    returning v.product_id`.execute(tx)
  const productIds = rows.map((row) => row.product_id)
  await sql`update products set rev = nextval('catalog_rev'), updated_at = ${now}
    where product_id = any(${productIds}::text[])`.execute(tx)
  await noteMoments(tx, productIds, now)
  return rows.length
}

async function setInStores(tx: Db, entries: StockEntry[], now: Date): Promise<number> {
  if (entries.length === 0) return 0
  const { rows } = await sql`
    insert into store_stock (variant_id, store_id, quantity, updated_at)
    select "variantId", "storeId", quantity, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(entries)}::json) as r("variantId" text, "storeId" text, quantity integer)
    on conflict (variant_id, store_id) do update set quantity = excluded.quantity,
      updated_at = excluded.updated_at, rev = nextval('catalog_rev')
      where store_stock.quantity <> excluded.quantity
    returning variant_id`.execute(tx)
  return rows.length
}

/** Every count in the stores, zeros included. */
export async function storeStock(
  db: Db,
  variantIds: string[],
): Promise<{ variantId: string; storeId: string; quantity: number }[]> {
  const { rows } = await sql<{ variantId: string; storeId: string; quantity: number }>`
    select variant_id as "variantId", store_id as "storeId", quantity from store_stock
    where variant_id = any(${variantIds}::text[]) order by variant_id, store_id`.execute(db)
  return rows
}

/** Which of the variants lie in that store now. */
export async function variantsInStore(db: Db, storeId: string, variantIds: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ variant_id: string }>`
    select variant_id from store_stock
    where store_id = ${storeId} and quantity > 0 and variant_id = any(${variantIds}::text[])`.execute(db)
  return new Set(rows.map((row) => row.variant_id))
}

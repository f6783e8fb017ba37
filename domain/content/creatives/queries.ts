import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, storableJson, storableText } from '#store/index.ts'
import {
  type ChosenCreative,
  type Creative,
  chooseCreative,
  creativeInput,
  type Viewer,
} from './creatives.ts'
import type { CreativeTables } from './tables.ts'

const tables = (db: Db) => db.withTables<CreativeTables>()
type Row = Selectable<CreativeTables['creatives']>

/** All of them, or those of one product; by product or category, then as they are tried. */
export async function listCreatives(db: Db, filter: { productId?: string } = {}): Promise<Creative[]> {
  let query = tables(db).selectFrom('creatives').selectAll()
  if (filter.productId !== undefined) query = query.where('product_id', '=', storableText(filter.productId))
  const rows = await query
    .orderBy('product_id')
    .orderBy('category')
    .orderBy('place')
    .orderBy('position')
    .orderBy('creative_id')
    .execute()
  return rows.map(toCreative)
}

/**
 * Which picture each product gets at a place, for this viewer; a product without one is not in the map and shows
 * the catalog's own. One statement for any number of products.
 */
export async function creativesFor(
  db: Db,
  products: readonly { productId: string; categories: readonly string[] }[],
  place: string,
  viewer: Viewer,
  now: Date,
): Promise<Map<string, ChosenCreative>> {
  if (products.length === 0) return new Map()
  const [whole = place] = place.split(':')
  const rows = await tables(db)
    .selectFrom('creatives')
    .selectAll()
    .where('is_on', '=', sql.lit(true))
    .where('place', 'in', [place, whole])
    .where((where) =>
      where.or([
        where('product_id', 'in', [...new Set(products.map(({ productId }) => storableText(productId)))]),
        where('category', 'is not', null),
      ]),
    )
    .execute()
  const creatives = rows.map(toCreative)
  return new Map(
    products.flatMap(({ productId, categories }) => {
      const found = chooseCreative(creatives, { productId, categories, place }, viewer, now)
      return found ? [[productId, found] as const] : []
    }),
  )
}

/** The same for one product; null: the catalog's own picture. */
export async function creativeFor(
  db: Db,
  product: { productId: string; categories: readonly string[] },
  place: string,
  viewer: Viewer,
  now: Date,
): Promise<ChosenCreative | null> {
  return (await creativesFor(db, [product], place, viewer, now)).get(product.productId) ?? null
}

/** Writes one, new or by its id. Throws `bad-request` by field and `not-found`. */
export async function saveCreative(
  db: Db,
  input: unknown,
  by: { staffId: string | null; creativeId?: string },
  now: Date,
): Promise<Creative> {
  const parsed = creativeInput.safeParse(input)
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
    throw new Problem('bad-request', 'The picture is not valid', { errors })
  }
  const given = parsed.data
  const written = {
    product_id: given.productId === null ? null : storableText(given.productId),
    category: given.category === null ? null : storableText(given.category),
    place: given.place,
    image_url: storableText(given.imageUrl),
    alt: storableText(given.alt),
    rule: storableJson(given.rule),
    test_key: given.testKey,
    position: given.position,
    is_on: given.isOn,
    starts_at: given.startsAt,
    ends_at: given.endsAt,
    updated_at: now,
    updated_by: by.staffId,
  }
  const row = await (by.creativeId === undefined
    ? tables(db)
        .insertInto('creatives')
        .values({ creative_id: newId('creative', now), created_at: now, ...written })
        .returningAll()
        .executeTakeFirst()
    : tables(db)
        .updateTable('creatives')
        .set(written)
        .where('creative_id', '=', storableText(by.creativeId))
        .returningAll()
        .executeTakeFirst())
  if (!row) throw new Problem('not-found', 'There is no such picture.')
  return toCreative(row)
}

/** false: there is none. */
export async function removeCreative(db: Db, creativeId: string): Promise<boolean> {
  const result = await tables(db)
    .deleteFrom('creatives')
    .where('creative_id', '=', storableText(creativeId))
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

function toCreative(row: Row): Creative {
  return {
    creativeId: row.creative_id,
    productId: row.product_id,
    category: row.category,
    place: row.place,
    imageUrl: row.image_url,
    alt: row.alt,
    rule: row.rule,
    testKey: row.test_key,
    position: row.position,
    isOn: row.is_on,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }
}

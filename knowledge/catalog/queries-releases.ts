import { sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import { firstIssue, releaseFault, releaseInput } from './product-input.ts'
import { lockCatalog } from './queries-write.ts'
import type { EarlyAccess } from './release.ts'

/** When a product goes on sale, and who says so. */
export interface Release {
  productId: string
  title: string
  /** null: it is on sale. */
  releaseAt: Date | null
  early: EarlyAccess | null
  /** `staff` stands against what the feed says. */
  saidBy: 'feed' | 'staff'
  /** Who of the staff; null for a feed. */
  updatedBy: string | null
}

interface Row {
  product_id: string
  title: string
  said: boolean
  release_at: Date | null
  early_from: Date | null
  early_segments: string[]
  early_tiers: string[]
  updated_by: string | null
}

const releaseRows = sql`
  select p.product_id, p.title, r.product_id is not null as said, r.updated_by,
    case when r.product_id is null then p.release_at else r.opens_at end as release_at,
    case when r.product_id is null then p.early_from else r.early_from end as early_from,
    case when r.product_id is null then p.early_segments else r.early_segments end as early_segments,
    case when r.product_id is null then p.early_tiers else r.early_tiers end as early_tiers
  from products p left join releases r on r.product_id = p.product_id where p.deleted_at is null`

/** What opens after `since`, and all that staff have dated, the soonest first. */
export async function listReleases(db: Db, since: Date, limit = 500): Promise<Release[]> {
  const { rows } = await sql<Row>`select * from (${releaseRows}) dated
    where said or release_at > ${since}
    order by release_at nulls last, product_id limit ${limit}`.execute(db)
  return rows.map(toRelease)
}

/** What these products say of their release. */
export async function releasesOf(db: Db, productIds: readonly string[]): Promise<Release[]> {
  const { rows } = await sql<Row>`select * from (${releaseRows}) dated
    where product_id = any(${[...productIds]}::text[])`.execute(db)
  return rows.map(toRelease)
}

/** The next moment at which something opens to some, or to everybody; null: nothing is to come. */
export async function nextOpening(db: Db, after: Date): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from (${releaseRows}) dated
    cross join lateral unnest(array[early_from, release_at]) at where at > ${after}`.execute(db)
  return rows[0]?.at ?? null
}

export const releaseChange = z.object({
  productIds: z.array(z.string().min(1).max(200)).min(1, 'needs at least one product').max(200),
  ...releaseInput.shape,
})
export type ReleaseChange = z.input<typeof releaseChange>

/**
 * Dates one product or a set of them, against what their feed says. Throws `bad-request` where the dates make no
 * sense or a product is not there: then nothing is written.
 */
export async function saveReleases(db: Db, given: unknown, by: string | null, now: Date): Promise<Release[]> {
  const checked = releaseChange.safeParse(given)
  if (!checked.success) throw badRelease(firstIssue(checked.error))
  const { releaseAt, early } = checked.data
  const fault = releaseFault(checked.data)
  if (fault !== null) throw badRelease({ field: 'early.from', message: fault })
  const productIds = [...new Set(checked.data.productIds.map(storableText))].sort()
  return inTransaction(db, async (tx) => {
    await lockCatalog(tx)
    const known = new Set((await releasesOf(tx, productIds)).map(({ productId }) => productId))
    const unknown = productIds.find((id) => !known.has(id))
    if (unknown !== undefined)
      throw badRelease({ field: 'productIds', message: `“${unknown}” is not in the catalog` })
    await sql`insert into releases
        (product_id, opens_at, early_from, early_segments, early_tiers, updated_by, updated_at)
      select id, ${releaseAt}::timestamptz, ${early?.from ?? null}::timestamptz, ${early?.segmentIds ?? []}::text[],
        ${early?.tiers ?? []}::text[], ${by}::text, ${now}::timestamptz from unnest(${productIds}::text[]) id
      on conflict (product_id) do update set opens_at = excluded.opens_at, early_from = excluded.early_from,
        early_segments = excluded.early_segments, early_tiers = excluded.early_tiers,
        updated_by = excluded.updated_by, updated_at = excluded.updated_at`.execute(tx)
    await touch(tx, productIds, now)
    return releasesOf(tx, productIds)
  })
}

/** Takes staff's word back: what the feed says holds again. */
export async function dropReleases(db: Db, productIds: readonly string[], now: Date): Promise<Release[]> {
  return inTransaction(db, async (tx) => {
    await lockCatalog(tx)
    const { rows } = await sql<{ product_id: string }>`delete from releases
      where product_id = any(${productIds.map(storableText)}::text[]) returning product_id`.execute(tx)
    const ids = rows.map((row) => row.product_id)
    await touch(tx, ids, now)
    return releasesOf(tx, ids)
  })
}

/** Shelf and search follow by rev. */
async function touch(tx: Db, productIds: readonly string[], now: Date): Promise<void> {
  await sql`update products set rev = nextval('catalog_rev'), updated_at = ${now}
    where product_id = any(${[...productIds]}::text[]) and deleted_at is null`.execute(tx)
}

function badRelease({ field, message }: { field: string; message: string }): Problem {
  return new Problem('bad-request', 'This release makes no sense.', { errors: [{ path: field, message }] })
}

function toRelease(row: Row): Release {
  return {
    productId: row.product_id,
    title: row.title,
    releaseAt: row.release_at,
    early: row.early_from && {
      from: row.early_from,
      segmentIds: row.early_segments,
      tiers: row.early_tiers,
    },
    saidBy: row.said ? 'staff' : 'feed',
    updatedBy: row.updated_by,
  }
}

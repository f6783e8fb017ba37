import { sql } from 'kysely'
import { type Db, storableText } from '#store/index.ts'
import type { PhotoType } from './photo/photo.ts'
import type { UgcRow } from './queries.ts'
import { photoPath, type Rating, type ShownUgc } from './ugc.ts'

type ShownRow = UgcRow & { width: number | null; height: number | null }

/**
 * What customers gave and a person approved, at most so many of each product, the newest first. One statement for
 * any number of products; one without any is not in the map.
 */
export async function approvedUgc(
  db: Db,
  productIds: readonly string[],
  limit: number,
  now: Date,
  kind: 'photo' | 'review' | null = null,
): Promise<Map<string, ShownUgc[]>> {
  if (productIds.length === 0) return new Map()
  const { rows } = await sql<ShownRow>`
    select s.*, p.width, p.height from (
      select u.*, row_number() over (partition by u.product_id order by u.created_at desc, u.ugc_id desc) as place
      from ugc u
      where u.state = 'approved' and u.product_id = any(${[...new Set(productIds.map(storableText))]})
        and u.created_at <= ${now} and (${kind}::text is null or u.kind = ${kind})
    ) s
    left join ugc_photos p on p.customer_id = s.customer_id and p.ugc_id = s.ugc_id
    where s.place <= ${limit} order by s.product_id, s.place`.execute(db)
  const found = new Map<string, ShownUgc[]>()
  for (const row of rows) {
    const shown = found.get(row.product_id) ?? []
    shown.push(toShown(row))
    found.set(row.product_id, shown)
  }
  return found
}

/** Nothing of who they are but the name they chose to stand beside it. */
function toShown(row: ShownRow): ShownUgc {
  const { width, height } = row
  return {
    ugcId: row.ugc_id,
    kind: row.kind,
    productId: row.product_id,
    displayName: row.display_name,
    stars: row.stars,
    text: row.body,
    verifiedBuyer: row.verified_buyer,
    createdAt: row.created_at,
    photo: width === null || height === null ? null : { path: photoPath(row.ugc_id), width, height },
  }
}

/** What the approved reviews of each product say; one without any is not in the map. */
export async function ratingsOf(
  db: Db,
  productIds: readonly string[],
  now: Date,
): Promise<Map<string, Rating>> {
  if (productIds.length === 0) return new Map()
  const { rows } = await sql<RatingRow>`
    select product_id, count(*)::integer as reviews, count(*) filter (where verified_buyer)::integer as verified,
      avg(stars)::double precision as average, ${starCounts}
    from ugc
    where state = 'approved' and kind = 'review' and created_at <= ${now}
      and product_id = any(${[...new Set(productIds.map(storableText))]})
    group by product_id`.execute(db)
  return new Map(
    rows.map(({ product_id: productId, reviews, verified, average, ...row }) => [
      productId,
      { productId, reviews, verified, average, stars: [row.s1, row.s2, row.s3, row.s4, row.s5] },
    ]),
  )
}

interface RatingRow extends Pick<Rating, 'reviews' | 'verified' | 'average'> {
  product_id: string
  s1: number
  s2: number
  s3: number
  s4: number
  s5: number
}

const starCounts = sql.join(
  [1, 2, 3, 4, 5].map(
    (star) => sql`count(*) filter (where stars = ${sql.lit(star)})::integer as ${sql.ref(`s${star}`)}`,
  ),
)

/** The picture of a piece; of one that is not approved only where staff look at it. */
export async function photoOf(
  db: Db,
  ugcId: string,
  audience: 'everybody' | 'staff',
): Promise<{ mediaType: PhotoType; bytes: Buffer } | null> {
  const open = audience === 'staff' ? sql`true` : sql`u.state = 'approved'`
  const { rows } = await sql<{ media_type: PhotoType; bytes: Uint8Array }>`
    select p.media_type, p.bytes from ugc u
    join ugc_photos p on p.customer_id = u.customer_id and p.ugc_id = u.ugc_id
    where u.ugc_id = ${storableText(ugcId)} and ${open}`.execute(db)
  const [row] = rows
  return row ? { mediaType: row.media_type, bytes: Buffer.from(row.bytes) } : null
}

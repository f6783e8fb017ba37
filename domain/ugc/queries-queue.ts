import { sql } from 'kysely'
import { type Db, storableText } from '#store/index.ts'
import { toUgc, type UgcRow, ugcWithPhoto } from './queries.ts'
import type { Ugc, UgcState } from './ugc.ts'

export interface UgcAsked {
  state: UgcState
  productId?: string | undefined
  limit: number
  /** Behind this one: the last of the page before. */
  after?: string | undefined
}

/** A page for moderators: what waits longest first, of the others the latest change first. */
export async function listUgc(db: Db, { state, productId, limit, after }: UgcAsked): Promise<Ugc[]> {
  const place = state === 'pending' ? sql`created_at, ugc_id` : sql`changed_at, ugc_id`
  const way = state === 'pending' ? sql`asc` : sql`desc`
  const [at, id] =
    state === 'pending' ? [sql`u.created_at`, sql`u.ugc_id`] : [sql`u.changed_at`, sql`u.ugc_id`]
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(${at}, ${id}) ${state === 'pending' ? sql`>` : sql`<`}
          (select ${place} from ugc where ugc_id = ${storableText(after)})`
  const product = productId === undefined ? sql`true` : sql`u.product_id = ${storableText(productId)}`
  const { rows } = await sql<UgcRow>`${ugcWithPhoto}
    where u.state = ${sql.lit(state)} and ${product} and ${beyond}
    order by ${at} ${way}, ${id} ${way} limit ${limit}`.execute(db)
  return rows.map(toUgc)
}

/** How much there is of each state. */
export async function countUgc(db: Db): Promise<Record<UgcState, number>> {
  const { rows } = await sql<{ state: UgcState; n: number }>`
    select state, count(*)::integer as n from ugc group by state`.execute(db)
  const counts = { pending: 0, approved: 0, rejected: 0, withdrawn: 0 }
  for (const { state, n } of rows) counts[state] = n
  return counts
}

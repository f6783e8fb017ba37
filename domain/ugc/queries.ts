import { createHash, randomBytes } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, lock, storableText } from '#store/index.ts'
import type { Photo } from './photo/photo.ts'
import type { UgcSubmission } from './submission.ts'
import type { UgcTables } from './tables.ts'
import { type Ugc, type UgcReason, type UgcWarning, ugcReasons } from './ugc.ts'

const tables = (db: Db) => db.withTables<UgcTables>()
export type UgcRow = Selectable<UgcTables['ugc']> & { has_photo: boolean }

/** Of one author, waiting to be looked at: more is told to come back later. */
const MOST_PENDING = 10

/**
 * Keeps what a customer gives, for a moderator to look at. Answers the secret by which its author takes it back:
 * only its hash is kept. Throws `conflict` where they have a review of this product already, or too much waits.
 */
export function submitUgc(
  db: Db,
  given: {
    customerId: string
    /** All members of the author, who has one review of a product. */
    members: readonly string[]
    submission: UgcSubmission
    photo: Photo | null
    verifiedBuyer: boolean
    warnings: readonly UgcWarning[]
  },
  now: Date,
): Promise<{ ugcId: string; withdrawSecret: string }> {
  const { customerId, submission, photo } = given
  const ugcId = newId('ugc', now)
  const withdrawSecret = `uw_${randomBytes(24).toString('base64url')}`
  return inTransaction(db, async (tx) => {
    // one after another for one person: of two reviews sent at once one is the second
    await lock(tx, 'budget', `ugc of ${[...given.members].sort()[0] ?? customerId}`)
    await assertRoom(tx, given.members, submission)
    await tables(tx)
      .insertInto('ugc')
      .values({
        customer_id: customerId,
        ugc_id: ugcId,
        kind: submission.kind,
        product_id: storableText(submission.productId),
        display_name: storableText(submission.displayName),
        stars: submission.stars ?? null,
        body: storableText(submission.text),
        language: submission.language ?? null,
        rights_version: submission.rightsVersion,
        rights_accepted_at: now,
        verified_buyer: given.verifiedBuyer,
        warnings: [...given.warnings],
        state: 'pending',
        reason: null,
        note: null,
        withdraw_hash: hashOf(withdrawSecret),
        created_at: now,
        decided_at: null,
        decided_by: null,
        changed_at: now,
      })
      .execute()
    if (photo) await keepPhoto(tx, customerId, ugcId, photo)
    return { ugcId, withdrawSecret }
  })
}

async function keepPhoto(tx: Db, customerId: string, ugcId: string, photo: Photo): Promise<void> {
  const { mediaType, width, height, bytes } = photo
  await tables(tx)
    .insertInto('ugc_photos')
    .values({ customer_id: customerId, ugc_id: ugcId, media_type: mediaType, width, height, bytes })
    .execute()
}

async function assertRoom(tx: Db, members: readonly string[], submission: UgcSubmission): Promise<void> {
  const { rows } = await sql<{ pending: number; reviewed: boolean }>`
    select count(*) filter (where state = 'pending')::integer as pending,
      coalesce(bool_or(kind = 'review' and product_id = ${storableText(submission.productId)}
        and state in ('pending', 'approved')), false) as reviewed
    from ugc where customer_id = any(${[...members]})`.execute(tx)
  const [row] = rows
  if (submission.kind === 'review' && row?.reviewed)
    throw new Problem('conflict', 'You have reviewed this already. Take that review back first.')
  if ((row?.pending ?? 0) >= MOST_PENDING)
    throw new Problem('conflict', 'What you have sent is still being looked at. Please send more later.')
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/**
 * Shows a piece, or does not: waiting ones, and ones that were decided otherwise before. What its author has
 * taken back stays so. Throws `not-found`, `conflict`, and `bad-request` for a rejection without a reason.
 */
export async function moderateUgc(
  db: Db,
  ugcId: string,
  verdict: { state: 'approved' } | { state: 'rejected'; reason: UgcReason; note?: string | null },
  staffId: string | null,
  now: Date,
): Promise<Ugc> {
  const reason = verdict.state === 'rejected' ? verdict.reason : null
  if (reason !== null && !ugcReasons.includes(reason))
    throw new Problem('bad-request', 'Say why it is rejected.')
  const note = verdict.state === 'rejected' ? (verdict.note ?? null) : null
  const row = await tables(db)
    .updateTable('ugc')
    .set({
      state: verdict.state,
      reason,
      note: note === null ? null : storableText(note).slice(0, 500),
      decided_at: now,
      decided_by: staffId,
      changed_at: now,
    })
    .where('ugc_id', '=', storableText(ugcId))
    .where('state', '<>', sql.lit('withdrawn'))
    .returning('ugc_id')
    .executeTakeFirst()
  const after = await findUgc(db, ugcId)
  if (!after) throw new Problem('not-found', 'There is no such photo or review.')
  if (!row) throw new Problem('conflict', 'Its author has taken it back.')
  return after
}

/**
 * Its author takes it back, by the secret they were given or as who they are: it stands nowhere from this moment,
 * its words and its picture are gone. false: there is none of theirs. Twice is once.
 */
export function withdrawUgc(
  db: Db,
  ugcId: string,
  by: { secret: string } | { customerIds: readonly string[] },
  now: Date,
): Promise<boolean> {
  const theirs =
    'secret' in by
      ? sql<boolean>`withdraw_hash = ${hashOf(by.secret)}`
      : sql<boolean>`customer_id = any(${[...by.customerIds]})`
  return inTransaction(db, async (tx) => {
    const row = await tables(tx)
      .updateTable('ugc')
      .set({ state: 'withdrawn', body: '', display_name: '', warnings: [], changed_at: now })
      .where('ugc_id', '=', storableText(ugcId))
      .where(theirs)
      .returning(['customer_id', 'ugc_id'])
      .executeTakeFirst()
    if (!row) return false
    await tables(tx)
      .deleteFrom('ugc_photos')
      .where('customer_id', '=', row.customer_id)
      .where('ugc_id', '=', row.ugc_id)
      .execute()
    return true
  })
}

export const ugcWithPhoto = sql<UgcRow>`select u.*,
  exists (select 1 from ugc_photos p where p.customer_id = u.customer_id and p.ugc_id = u.ugc_id) as has_photo from ugc u`

export async function findUgc(db: Db, ugcId: string): Promise<Ugc | null> {
  const { rows } = await sql<UgcRow>`${ugcWithPhoto} where u.ugc_id = ${storableText(ugcId)}`.execute(db)
  return rows[0] ? toUgc(rows[0]) : null
}

export function toUgc(row: UgcRow): Ugc {
  return {
    ugcId: row.ugc_id,
    customerId: row.customer_id,
    kind: row.kind,
    productId: row.product_id,
    displayName: row.display_name,
    stars: row.stars,
    text: row.body,
    language: row.language,
    rightsVersion: row.rights_version,
    rightsAcceptedAt: row.rights_accepted_at,
    verifiedBuyer: row.verified_buyer,
    warnings: row.warnings,
    state: row.state,
    reason: row.reason,
    note: row.note,
    hasPhoto: row.has_photo,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
  }
}

import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type CheckedOffer, type OfferInput, type OfferStatus, offerInput } from '#contract/offers.ts'
import { Problem } from '#contract/problem.ts'
import { conditionsOf } from '#contract/segments.ts'
import { countSegment, findSegment } from '#domain/segments/index.ts'
import { type Db, inTransaction, lock, storableJson, storableText } from '#store/index.ts'
import type { Offer } from './offers.ts'
import type { OfferTables } from './tables.ts'

const tables = (db: Db) => db.withTables<OfferTables>()

export function toOffer(row: Selectable<OfferTables['offers']>): Offer {
  return {
    ...row.definition,
    offerId: row.offer_id,
    status: row.status,
    rev: row.rev,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }
}

/** Every offer, by its title. */
export async function listOffers(db: Db): Promise<Offer[]> {
  const rows = await tables(db)
    .selectFrom('offers')
    .selectAll()
    .orderBy('title')
    .orderBy('offer_id')
    .execute()
  return rows.map(toOffer)
}

/** Those that are there, by id or name, whichever was asked. */
export async function findOffers(db: Db, idsOrNames: readonly string[]): Promise<Map<string, Offer>> {
  const asked = [...new Set(idsOrNames)].map(storableText)
  if (asked.length === 0) return new Map()
  const { rows } = await sql<Selectable<OfferTables['offers']>>`
    select * from offers where offer_id = any(${asked}::text[]) or name = any(${asked}::text[])`.execute(db)
  const offers = rows.map(toOffer)
  return new Map(
    asked.flatMap((key): [string, Offer][] => {
      const found = offers.find(({ offerId, name }) => offerId === key || name === key)
      return found ? [[key, found]] : []
    }),
  )
}

/** By id or name. */
export async function findOffer(db: Db, idOrName: string): Promise<Offer | null> {
  return (await findOffers(db, [idOrName])).get(storableText(idOrName)) ?? null
}

/** An offer as it is written, checked. Throws `bad-request` with one entry per wrong field. */
export function checkedOffer(input: unknown): CheckedOffer {
  const parsed = offerInput.safeParse(input)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new Problem('bad-request', 'The offer is not valid', { errors })
}

/**
 * Makes an offer as a draft, or changes the one with `offerId`; what was issued before keeps its terms. Throws
 * `bad-request` for one that makes no sense, `conflict` for a name that is taken, or where somebody else has
 * changed it since `rev`.
 */
export function saveOffer(
  db: Db,
  input: OfferInput,
  at: { offerId?: string | undefined; rev?: number | undefined; by: string | null },
  now: Date,
): Promise<Offer> {
  const checked = checkedOffer(input)
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'offers')
    const before = at.offerId === undefined ? null : await findOffer(tx, at.offerId)
    if (at.offerId !== undefined && !before) throw new Problem('not-found', 'There is no such offer')
    if (before && at.rev !== undefined && at.rev !== before.rev)
      throw new Problem('conflict', 'Somebody else has changed this offer meanwhile')
    const same = await findOffer(tx, checked.name)
    if (same && same.offerId !== before?.offerId)
      throw new Problem('conflict', `There is an offer called "${checked.name}" already`)
    await checkSegments(tx, checked)
    if (before && before.currency !== checked.currency) await checkNoneIssued(tx, before)
    return before ? update(tx, before, checked, at.by, now) : insert(tx, checked, at.by, now)
  })
}

async function checkSegments(tx: Db, { eligibility }: CheckedOffer): Promise<void> {
  if (eligibility === null) return
  for (const condition of conditionsOf(eligibility)) {
    if (condition.type !== 'segment') continue
    const named = await findSegment(tx, condition.segmentId)
    if (named?.status !== 'live') throw wrongField('eligibility', 'names a segment that is not there')
  }
}

/** Budgets are sums in one currency. */
async function checkNoneIssued(tx: Db, { offerId }: Offer): Promise<void> {
  const { rows } = await sql`select 1 from issued_offers where offer_id = ${offerId} limit 1`.execute(tx)
  if (rows.length > 0) throw wrongField('currency', 'was given in another currency already')
}

function wrongField(path: string, message: string): Problem {
  return new Problem('bad-request', `${path}: ${message}`, { errors: [{ path, message }] })
}

async function insert(tx: Db, checked: CheckedOffer, by: string | null, now: Date): Promise<Offer> {
  const row = await tables(tx)
    .insertInto('offers')
    .values({
      offer_id: newId('offer', now),
      name: checked.name,
      title: checked.title,
      definition: storableJson(checked),
      status: 'draft',
      rev: 1,
      created_at: now,
      updated_at: now,
      updated_by: by,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const offer = toOffer(row)
  await noteChange(tx, { offerId: offer.offerId, change: 'added', before: null, after: checked, by }, now)
  return offer
}

async function update(
  tx: Db,
  before: Offer,
  checked: CheckedOffer,
  by: string | null,
  now: Date,
): Promise<Offer> {
  const row = await tables(tx)
    .updateTable('offers')
    .set({
      name: checked.name,
      title: checked.title,
      definition: storableJson(checked),
      rev: before.rev + 1,
      updated_at: now,
      updated_by: by,
    })
    .where('offer_id', '=', before.offerId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteChange(tx, { offerId: before.offerId, change: 'changed', before, after: checked, by }, now)
  return toOffer(row)
}

/**
 * Switches an offer. It goes live only where somebody may have it: an audience of nobody is a mistake, and is
 * said at the field. What ended stays ended. Throws `not-found`, `conflict` and `bad-request`.
 */
export async function setOfferStatus(
  db: Db,
  offerId: string,
  status: OfferStatus,
  by: string | null,
  now: Date,
): Promise<Offer> {
  const asked = await findOffer(db, offerId)
  if (!asked) throw new Problem('not-found', 'There is no such offer')
  if (status === 'live') await checkAudience(db, asked, now)
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'offers')
    const before = await findOffer(tx, offerId)
    if (!before) throw new Problem('not-found', 'There is no such offer')
    if (before.status === status) return before
    if (before.status === 'ended') throw new Problem('conflict', 'This offer has ended; make a new one')
    if (status === 'draft') throw new Problem('conflict', 'An offer that was live can be paused or ended')
    const row = await tables(tx)
      .updateTable('offers')
      .set({ status, rev: before.rev + 1, updated_at: now, updated_by: by })
      .where('offer_id', '=', before.offerId)
      .returningAll()
      .executeTakeFirstOrThrow()
    const change = { change: 'status' as const, before: before.status, after: status, by }
    await noteChange(tx, { offerId: before.offerId, ...change }, now)
    return toOffer(row)
  })
}

async function checkAudience(db: Db, { eligibility, endsAt }: Offer, now: Date): Promise<void> {
  if (endsAt !== null && Date.parse(endsAt) <= now.getTime()) throw wrongField('endsAt', 'has passed already')
  if (eligibility === null) return
  const { members, exact } = await countSegment(db, { rule: eligibility, purpose: 'marketing' }, now)
  if (members === 0 && exact) throw wrongField('eligibility', 'fits nobody at the moment')
}

async function noteChange(
  tx: Db,
  what: {
    offerId: string
    change: OfferTables['offer_changes']['change']
    before: unknown
    after: unknown
    by: string | null
  },
  now: Date,
): Promise<void> {
  await tables(tx)
    .insertInto('offer_changes')
    .values({
      offer_id: what.offerId,
      change: what.change,
      before: what.before === null ? null : storableJson(what.before),
      after: storableJson(what.after),
      changed_by: what.by,
      changed_at: now,
    })
    .execute()
}

export interface OfferChange {
  change: 'added' | 'changed' | 'status'
  before: unknown
  after: unknown
  changedBy: string | null
  changedAt: Date
}

/** Who changed what of an offer, newest first. */
export async function offerChanges(db: Db, offerId: string, limit: number): Promise<OfferChange[]> {
  const rows = await tables(db)
    .selectFrom('offer_changes')
    .selectAll()
    .where('offer_id', '=', offerId)
    .orderBy('rev', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ change, before, after, changed_by, changed_at }) => ({
    change,
    before,
    after,
    changedBy: changed_by,
    changedAt: changed_at,
  }))
}

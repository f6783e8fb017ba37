import { type Selectable, sql } from 'kysely'
import { Problem } from '#contract/problem.ts'
import { type Db, storableJson, storableText } from '#store/index.ts'
import { codeHash } from './codes.ts'
import type { IssuedOffer } from './offers.ts'
import type { OfferTables } from './tables.ts'

const tables = (db: Db) => db.withTables<OfferTables>()

export type IssuedRow = Selectable<OfferTables['issued_offers']>

export function toIssued(row: IssuedRow): IssuedOffer {
  return {
    issuedId: row.issued_id,
    offerId: row.offer_id,
    key: row.issue_key,
    customerId: row.customer_id,
    terms: row.terms,
    code: row.code,
    channel: row.channel,
    messageCost: row.message_cost,
    reserved: row.reserved_amount,
    cost: row.cost_amount,
    points: row.points,
    state: row.state,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    settledAt: row.settled_at,
    orderId: row.order_id,
  }
}

/** What was issued under these keys. */
export async function issuedByKeys(db: Db, keys: readonly string[]): Promise<Map<string, IssuedRow>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<IssuedRow>`
    select i.* from unnest(${keys.map(storableText)}::text[]) as w(key)
    cross join lateral (select * from offer_issue_keys where issue_key = w.key limit 1) k
    cross join lateral (
      select * from issued_offers where customer_id = k.customer_id and issued_id = k.issued_id limit 1) i`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.issue_key, row]))
}

/** What codes stand for, by the hash of the code. */
export async function issuedByCodes(db: Db, hashes: readonly string[]): Promise<Map<string, IssuedRow>> {
  if (hashes.length === 0) return new Map()
  const { rows } = await sql<IssuedRow & { code_hash: string }>`
    select i.*, k.code_hash from unnest(${hashes}::text[]) as w(hash)
    cross join lateral (select * from offer_codes where code_hash = w.hash limit 1) k
    cross join lateral (
      select * from issued_offers where customer_id = k.customer_id and issued_id = k.issued_id limit 1) i`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.code_hash, row]))
}

export interface NewIssue extends Omit<IssuedOffer, 'state' | 'cost' | 'settledAt' | 'orderId'> {
  rootId: string
  /** Of the shop's zone. */
  day: string
}

/** Writes what is given, with its keys and codes. Throws `conflict` for a key that somebody else holds by now. */
export async function writeIssued(tx: Db, issues: readonly NewIssue[]): Promise<void> {
  if (issues.length === 0) return
  const keys = issues.map(({ key, customerId, issuedId }) => ({
    issue_key: storableText(key),
    customer_id: customerId,
    issued_id: issuedId,
  }))
  const won = await tables(tx)
    .insertInto('offer_issue_keys')
    .values(keys)
    .onConflict((conflict) => conflict.column('issue_key').doNothing())
    .returning('issue_key')
    .execute()
  if (won.length < keys.length) throw new Problem('conflict', 'An offer was given under this key already')
  const codes = issues.flatMap(({ code, customerId, issuedId }) =>
    code === null ? [] : [{ code_hash: codeHash(code), customer_id: customerId, issued_id: issuedId }],
  )
  if (codes.length > 0) await tables(tx).insertInto('offer_codes').values(codes).execute()
  await tables(tx)
    .insertInto('issued_offers')
    .values(
      issues.map((issue) => ({
        customer_id: issue.customerId,
        issued_id: issue.issuedId,
        offer_id: issue.offerId,
        issue_key: storableText(issue.key),
        root_id: issue.rootId,
        terms: storableJson(issue.terms),
        currency: issue.terms.currency,
        code: issue.code,
        channel: storableText(issue.channel),
        message_cost: issue.messageCost,
        reserved_amount: issue.reserved,
        cost_amount: null,
        points: issue.points,
        state: 'open' as const,
        issued_at: issue.issuedAt,
        issued_day: issue.day,
        expires_at: issue.expiresAt,
        settled_at: null,
        order_id: null,
        by_other: false,
      })),
    )
    .execute()
}

/** Everything that these customers were given, the newest first. */
export async function issuedOf(db: Db, customerIds: readonly string[], limit = 200): Promise<IssuedOffer[]> {
  if (customerIds.length === 0) return []
  const rows = await tables(db)
    .selectFrom('issued_offers')
    .selectAll()
    .where('customer_id', 'in', customerIds)
    .orderBy('issued_at', 'desc')
    .orderBy('issued_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toIssued)
}

/** The latest of one offer, whoever has them, before the one that was read last. For the console. */
export async function issuedOfOffer(
  db: Db,
  offerId: string,
  asked: { limit: number; before?: { at: Date; issuedId: string } | undefined },
): Promise<IssuedOffer[]> {
  const { rows } = await sql<IssuedRow>`
    select * from issued_offers where offer_id = ${offerId}
      and (${asked.before?.at ?? null}::timestamptz is null or (issued_at, issued_id)
        < (${asked.before?.at ?? null}::timestamptz, ${storableText(asked.before?.issuedId ?? '')}::text))
    order by issued_at desc, issued_id desc limit ${asked.limit}`.execute(db)
  return rows.map(toIssued)
}

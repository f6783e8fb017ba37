import type { Selectable } from 'kysely'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import { normaliseIdentifier } from './identity.ts'
import type { IdentityClaims } from './identity-token.ts'
import { createCustomer, customerView, updateCustomer } from './queries.ts'
import { rootOf } from './queries-links.ts'
import { observe } from './queries-observe.ts'
import { linkCustomer } from './queries-verdicts.ts'
import type { IdentityTables } from './tables.ts'
import { hashSecret, newSessionSecret, SESSION_MS, TOUCH_MS, type VisitorSession } from './visitor-session.ts'

const tables = (db: Db) => db.withTables<IdentityTables>()

function toSession(row: Selectable<IdentityTables['visitor_sessions']>): VisitorSession {
  return {
    sessionHash: row.session_hash,
    customerId: row.customer_id,
    accountCustomerId: row.account_customer_id,
    accountUntil: row.account_until,
    accountPhone: row.account_phone,
  }
}

/**
 * Opens a session with an anonymous customer of its own. With a `secret` that the server has derived itself
 * it can be called again: a session of that secret is answered as it is, and nothing is made twice.
 */
export function openVisitorSession(
  db: Db,
  now: Date,
  options: { secret?: string } = {},
): Promise<{ secret: string; session: VisitorSession }> {
  const secret = options.secret ?? newSessionSecret()
  return inTransaction(db, async (tx) => {
    const existing = options.secret === undefined ? null : await sessionByHash(tx, hashSecret(secret))
    if (existing) return { secret, session: toSession(existing) }
    const customer = await createCustomer(tx, { source: 'session' }, now)
    await tables(tx)
      .insertInto('visitor_sessions')
      .values({
        session_hash: hashSecret(secret),
        customer_id: customer.customerId,
        account_customer_id: null,
        account_until: null,
        account_phone: null,
        created_at: now,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + SESSION_MS),
      })
      .onConflict((conflict) => conflict.column('session_hash').doNothing())
      .execute()
    const row = await tables(tx)
      .selectFrom('visitor_sessions')
      .selectAll()
      .where('session_hash', '=', hashSecret(secret))
      .executeTakeFirstOrThrow()
    if (row.customer_id !== customer.customerId)
      await tables(tx).deleteFrom('customers').where('customer_id', '=', customer.customerId).execute()
    return { secret, session: toSession(row) }
  })
}

function sessionByHash(db: Db, sessionHash: string) {
  return tables(db)
    .selectFrom('visitor_sessions')
    .selectAll()
    .where('session_hash', '=', sessionHash)
    .executeTakeFirst()
}

/** The session of a secret, and a note that it is in use; null: unknown or expired. */
export async function readVisitorSession(db: Db, secret: string, now: Date): Promise<VisitorSession | null> {
  const row = await sessionByHash(db, hashSecret(secret))
  if (!row || row.expires_at <= now) return null
  if (now.getTime() - row.last_seen_at.getTime() >= TOUCH_MS)
    await tables(db)
      .updateTable('visitor_sessions')
      .set({ last_seen_at: now, expires_at: new Date(now.getTime() + SESSION_MS) })
      .where('session_hash', '=', row.session_hash)
      .execute()
  return toSession(row)
}

/** The session that was opened for this anonymous customer. */
export async function visitorSessionOf(db: Db, customerId: string): Promise<VisitorSession | null> {
  const row = await tables(db)
    .selectFrom('visitor_sessions')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toSession(row) : null
}

export type SignInAnswer = { ok: true; session: VisitorSession } | { ok: false; reason: 'other_account' }

/**
 * Raises a session to account trust until the token's `exp`. The customer is found by user id alone. A
 * session that has already stood for another account is refused, so that a shared browser mixes no two people.
 */
export function signInSession(
  db: Db,
  session: VisitorSession,
  claims: IdentityClaims,
  now: Date,
): Promise<SignInAnswer> {
  return inTransaction(db, async (tx) => {
    const row = await tables(tx)
      .selectFrom('visitor_sessions')
      .selectAll()
      .where('session_hash', '=', session.sessionHash)
      .forUpdate()
      .executeTakeFirst()
    const account = row && (await accountCustomer(tx, claims, now))
    if (!row || !account || !(await mayStandFor(tx, row, account)))
      return { ok: false, reason: 'other_account' }
    await linkCustomer(tx, row.customer_id, account, 'identity token', now)
    const raised = await tables(tx)
      .updateTable('visitor_sessions')
      .set({
        account_customer_id: account,
        account_until: new Date(claims.exp * 1000),
        account_phone: verifiedPhone(claims),
      })
      .where('session_hash', '=', row.session_hash)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { ok: true, session: toSession(raised) }
  })
}

/** The token's number, where the host site says that it has verified it. */
function verifiedPhone({ phone_number, phone_number_verified }: IdentityClaims): string | null {
  if (phone_number === undefined || phone_number_verified !== true) return null
  return normaliseIdentifier('phone', phone_number)
}

/** Nobody yet, or the same person again. */
async function mayStandFor(
  tx: Db,
  row: Selectable<IdentityTables['visitor_sessions']>,
  account: string,
): Promise<boolean> {
  if (row.account_customer_id !== null) return row.account_customer_id === account
  const root = await rootOf(tx, row.customer_id)
  return root === row.customer_id || root === (await rootOf(tx, account))
}

/**
 * The member of the token's user id, made where there is none. The token's e-mail shows nothing: an account
 * with somebody's address must not become one person with them.
 */
async function accountCustomer(tx: Db, claims: IdentityClaims, now: Date): Promise<string | null> {
  const identifiers = [{ kind: 'user_id' as const, value: claims.sub }]
  const seen = { identifiers, occurredAt: now, source: 'identity token', evidence: 'signed in' }
  const { people } = await observe(tx, [seen], now)
  const account = people[0]?.customerId ?? null
  if (account !== null && claims.name) await nameIfUnnamed(tx, account, claims.name, now)
  return account
}

async function nameIfUnnamed(tx: Db, customerId: string, name: string, now: Date): Promise<void> {
  const known = await customerView(tx, customerId)
  if (known?.name === null) await updateCustomer(tx, customerId, { name: storableText(name) }, now)
}

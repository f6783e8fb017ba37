import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { StaffView } from '#contract/staff-api.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { verifyPassword } from './password.ts'
import { findAccount, toStaff } from './queries.ts'
import { normalEmail } from './staff.ts'
import type { StaffTables } from './tables.ts'

const tables = (db: Db) => db.withTables<StaffTables>()

const SESSION_MS = 12 * 3_600_000
const WINDOW_MS = 15 * 60_000
const FAILURES_PER_ADDRESS = 20
/** Counted by e-mail and address together, so that a stranger's wrong guesses do not lock a person out. */
const FAILURES_PER_PAIR = 5
/** From everywhere: a bound on guessing from many addresses. */
const FAILURES_PER_EMAIL = 50

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export type SignInResult =
  | { ok: true; staff: StaffView; session: string; csrfToken: string }
  | { ok: false; reason: 'wrong' | 'locked'; retryAfterSeconds?: number }

/**
 * Signs in and opens a session with a new secret. An unknown e-mail and a wrong password take the same time
 * and get the same answer. A try is counted before the password is looked at, so that tries sent all at
 * once are not more than tries sent one by one; a right one is taken off again.
 */
export async function signIn(
  db: Db,
  email: string,
  password: string,
  address: string,
  now: Date,
): Promise<SignInResult> {
  const limits = limitsOf(normalEmail(email), address)
  const lockedUntil = await countTry(db, limits, now)
  if (lockedUntil) return { ok: false, reason: 'locked', retryAfterSeconds: secondsUntil(lockedUntil, now) }
  const account = await findAccount(db, email)
  const right = await verifyPassword(password, account?.passwordHash ?? null)
  if (!right || !account) return { ok: false, reason: 'wrong' }
  return inTransaction(db, async (tx) => {
    const still = await findAccount(tx, email)
    if (still?.passwordHash !== account.passwordHash) return { ok: false, reason: 'wrong' } // changed meanwhile
    await uncountTry(tx, limits)
    return { ok: true, staff: account.staff, ...(await openSession(tx, account.staff.staffId, now)) }
  })
}

interface Limit {
  key: string
  most: number
  /** The right password forgives all failures counted here, not only its own try. */
  forgiven: boolean
}

/** Always in this order: the windows are locked one after the other. */
function limitsOf(email: string, address: string): Limit[] {
  return [
    { key: sha256(`address:${address}`), most: FAILURES_PER_ADDRESS, forgiven: false },
    { key: sha256(`pair:${email} ${address}`), most: FAILURES_PER_PAIR, forgiven: true },
    { key: sha256(`email:${email}`), most: FAILURES_PER_EMAIL, forgiven: false },
  ]
}

function secondsUntil(end: Date, now: Date): number {
  return Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1000))
}

/** Counts a try against every limit, or against none where one is reached; then answers when that ends. */
function countTry(db: Db, limits: Limit[], now: Date): Promise<Date | null> {
  return inTransaction(db, async (tx) => {
    const windows = []
    for (const limit of limits) windows.push({ ...limit, ...(await lockWindow(tx, limit.key, now)) })
    const reached = windows.find((window) => window.failures >= window.most)
    if (reached) return reached.endsAt
    await sql`update sign_in_failures set failures = failures + 1
      where key = any(${limits.map((limit) => limit.key)})`.execute(tx)
    return null
  })
}

/** The present window of a key, begun anew where the last one is over, locked until the transaction ends. */
async function lockWindow(tx: Db, key: string, now: Date): Promise<{ failures: number; endsAt: Date }> {
  const endsAt = new Date(now.getTime() + WINDOW_MS)
  const { rows } = await sql<{ failures: number; endsAt: Date }>`
    insert into sign_in_failures as f (key, failures, window_ends_at) values (${key}, 0, ${endsAt})
    on conflict (key) do update set
      failures = case when f.window_ends_at <= ${now} then 0 else f.failures end,
      window_ends_at = case when f.window_ends_at <= ${now} then ${endsAt} else f.window_ends_at end
    returning failures, window_ends_at as "endsAt"`.execute(tx)
  return rows[0] ?? { failures: 0, endsAt }
}

/** The right password forgives this person's tries from here; the wider counts only get its own one back. */
async function uncountTry(tx: Db, limits: Limit[]): Promise<void> {
  for (const { key, forgiven } of limits)
    await tables(tx)
      .updateTable('sign_in_failures')
      .set({ failures: forgiven ? 0 : sql`greatest(failures - 1, 0)` })
      .where('key', '=', key)
      .execute()
}

async function openSession(
  tx: Db,
  staffId: string,
  now: Date,
): Promise<{ session: string; csrfToken: string }> {
  const session = randomBytes(32).toString('base64url')
  const csrfToken = randomBytes(32).toString('base64url')
  const expires_at = new Date(now.getTime() + SESSION_MS)
  await tables(tx).deleteFrom('staff_sessions').where('expires_at', '<=', now).execute()
  await tables(tx).deleteFrom('sign_in_failures').where('window_ends_at', '<=', now).execute()
  await tables(tx)
    .insertInto('staff_sessions')
    .values({
      session_hash: sha256(session),
      staff_id: staffId,
      csrf_token: csrfToken,
      created_at: now,
      expires_at,
    })
    .execute()
  return { session, csrfToken }
}

/** Who a session secret stands for; null: unknown, over, or the account is disabled. */
export async function readStaffSession(
  db: Db,
  session: string,
  now: Date,
): Promise<{ staff: StaffView; csrfToken: string } | null> {
  const row = await tables(db)
    .selectFrom('staff_sessions')
    .innerJoin('staff', 'staff.staff_id', 'staff_sessions.staff_id')
    .select(['staff.staff_id', 'staff.email', 'staff.name', 'staff.roles', 'staff_sessions.csrf_token'])
    .where('session_hash', '=', sha256(session))
    .where('expires_at', '>', now)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row ? { staff: toStaff(row), csrfToken: row.csrf_token } : null
}

/** Ends a session; ending it twice is no error. */
export async function signOut(db: Db, session: string): Promise<void> {
  await tables(db).deleteFrom('staff_sessions').where('session_hash', '=', sha256(session)).execute()
}

import { createHash, randomBytes } from 'node:crypto'

/** A browser's session: opened for an anonymous customer, raised to an account by a signed identity token. */
export interface VisitorSession {
  sessionHash: string
  /** The anonymous customer that it was opened for. */
  customerId: string
  /** Whom the last identity token named; trusted until `accountUntil`, remembered after. */
  accountCustomerId: string | null
  accountUntil: Date | null
  /** The number that the token vouched for, as long as it holds. */
  accountPhone: string | null
}

const DAY_MS = 24 * 3_600_000
/** A session ends when it has not been used for this long. */
export const SESSION_MS = 180 * DAY_MS
/** Use is written down at most this often. */
export const TOUCH_MS = DAY_MS

/** A new 256-bit secret; only its hash is stored. */
export function newSessionSecret(): string {
  return `vs_${randomBytes(32).toString('base64url')}`
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** How far a session is trusted now: account trust ends with the identity token that gave it. */
export function sessionTrust(session: VisitorSession, now: Date): 'session' | 'account' {
  const { accountCustomerId, accountUntil } = session
  return accountCustomerId !== null && accountUntil !== null && accountUntil > now ? 'account' : 'session'
}

import { Problem } from '#contract/problem.ts'
import {
  openVisitorSession,
  readVisitorSession,
  signInSession,
  type VisitorSession,
  verifyIdentityToken,
} from '#domain/identity/index.ts'
import type { House } from './house.ts'
import { keyedHash } from './secrets.ts'

/** Who a chat socket stands for. Nobody at first: nothing is identified before the first message. */
export interface Visit {
  session: VisitorSession | null
  /** A token that was shown before there was a session; it signs in the one that the first message opens. */
  token: string | null
  /** A secret the browser has not shown yet: every answer of this connection tells it, as any may get lost. */
  secret: string | null
}

/** Ids as short as this can be guessed, so that nothing is derived from them. */
const DERIVED_FROM_CHARS = 16
const RESEND_MS = 10 * 60_000

/** The session of the handshake and its token. Throws `unauthenticated` where the session is not known. */
export async function beginVisit(house: House, secret?: string, token?: string): Promise<Visit> {
  const visit: Visit = { session: null, token: token ?? null, secret: null }
  if (secret === undefined) return visit
  visit.session = await readVisitorSession(house.db, secret, house.clock())
  if (!visit.session) throw new Problem('unauthenticated', 'This session is not known, or has ended.')
  if (token !== undefined) await signInQuietly(house, visit)
  return visit
}

/**
 * The visit's session, opened now where there is none. The same first message sent again over another line
 * (its acknowledgement got lost) finds the session that it opened before.
 */
export async function ensureSession(
  house: House,
  visit: Visit,
  firstMessageId?: string,
): Promise<VisitorSession> {
  if (visit.session) return visit.session
  const opened = await openSession(house, firstMessageId)
  visit.session = opened.session
  visit.secret = opened.secret
  if (visit.token !== null) await signInQuietly(house, visit)
  return visit.session ?? opened.session
}

/** The part of an answer that tells the browser the secret to keep; empty once it has shown it. */
export function toldSession(visit: Visit): { session?: string } {
  return visit.secret === null ? {} : { session: visit.secret }
}

async function openSession(house: House, firstMessageId = '') {
  const now = house.clock()
  if (firstMessageId.length < DERIVED_FROM_CHARS) return openVisitorSession(house.db, now)
  const bucket = Math.floor(now.getTime() / RESEND_MS)
  const before = derivedSecret(house, firstMessageId, bucket - 1)
  const session = await readVisitorSession(house.db, before, now)
  if (session) return { session, secret: before }
  return openVisitorSession(house.db, now, { secret: derivedSecret(house, firstMessageId, bucket) })
}

function derivedSecret(house: House, messageId: string, bucket: number): string {
  return `vs_${keyedHash(house.secrets, 'visitor-session', `${bucket}\0${messageId}`)}`
}

/** A bad or expired token leaves the visitor who they were. */
async function signInQuietly(house: House, visit: Visit): Promise<void> {
  const token = visit.token
  visit.token = null
  if (token === null || !visit.session) return
  const verified = await verifyIdentityToken(house.secrets.identityAccepted, token, house.clock())
  if (!verified.ok) return
  const signedIn = await signInSession(house.db, visit.session, verified.claims, house.clock())
  if (signedIn.ok) {
    visit.session = signedIn.session
    return
  }
  // another person in the same browser: they get a session of their own with their first message
  visit.session = null
  visit.token = token
}

const refusals: Record<string, string> = {
  expired: 'The identity token has expired. Ask your site for a new one.',
  too_long_lived: 'The identity token lives too long: at most one hour.',
  not_yet_valid: 'The identity token is not valid yet. Check the clock of the site.',
  missing_subject: 'The identity token names no user.',
}

/**
 * Signs the visit in with the host site's token; another person than before gets a session of their own.
 * Throws `unauthenticated` on a token that does not hold.
 */
export async function identify(house: House, visit: Visit, token: string): Promise<void> {
  const now = house.clock()
  const verified = await verifyIdentityToken(house.secrets.identityAccepted, token, now)
  if (!verified.ok)
    throw new Problem('unauthenticated', refusals[verified.reason] ?? 'The identity token is not valid.')
  if (!visit.session) {
    visit.token = token
    return
  }
  const signedIn = await signInSession(house.db, visit.session, verified.claims, now)
  if (signedIn.ok) {
    visit.session = signedIn.session
    return
  }
  const opened = await openVisitorSession(house.db, now)
  const second = await signInSession(house.db, opened.session, verified.claims, now)
  visit.session = second.ok ? second.session : opened.session
  visit.secret = opened.secret
}

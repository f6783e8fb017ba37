import type { Request, Response } from 'express'
import { Problem } from '#contract/problem.ts'
import { checkApiKey } from '#domain/settings/index.ts'
import { readStaffSession, seenStaff } from '#domain/staff/index.ts'
import { assertCsrfToken, assertOwnOrigin } from './csrf.ts'
import type { House } from './house.ts'
import type { Operation, StaffSession } from './operation.ts'
import { mayEmbed, ownOrigins } from './origins.ts'
import { mayDo, type StaffOperation } from './policy.ts'
import { staffCookieOf } from './staff-cookie.ts'

/**
 * Lets the caller pass or throws the problem; runs before the body is read. Answers the staff session where
 * the operation is one of the console.
 */
export async function admit(
  house: House,
  entry: Operation,
  req: Request,
  res: Response,
  address: string,
): Promise<StaffSession | null> {
  const { access } = entry
  if (typeof access === 'object') return admitStaff(house, entry, access.staff, req)
  if (access === 'public_key') letPagesRead(req, res)
  if (access === 'secret_key') await admitSecretKey(house, req, res, address)
  else await house.limits.consume('requests', address)
  if (access === 'public_key') await admitPage(house, req)
  if (access === 'sign_in') assertOwnOrigin(req, house.config.PUBLIC_URL)
  return null
}

async function admitStaff(
  house: House,
  entry: Operation,
  operation: StaffOperation,
  req: Request,
): Promise<StaffSession> {
  const secret = staffCookieOf(req.headers.cookie)
  const session = secret === null ? null : await readStaffSession(house.db, secret, house.clock())
  if (secret === null || !session) throw new Problem('unauthenticated', 'Sign in first.')
  if (entry.method !== 'get') {
    assertOwnOrigin(req, house.config.PUBLIC_URL)
    assertCsrfToken(req, session.csrfToken)
  }
  // who acts is there, even where a bad line keeps their socket away
  if (entry.method !== 'get') await seenStaff(house.db, session.staff.staffId, house.clock())
  if (!mayDo(session.staff.roles, operation))
    throw new Problem('forbidden', 'Your role does not include this.')
  return { ...session, secret }
}

/** Also a refusal: else the browser hides from the page's owner why it was refused. */
function letPagesRead(req: Request, res: Response): void {
  res.setHeader('Vary', 'Origin')
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*')
  res.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id')
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
}

/** A page of the shop: its public key, and an origin on the shop's list. */
async function admitPage(house: House, req: Request): Promise<void> {
  const own = ownOrigins(house.config.PUBLIC_URL, req.headers.host)
  if (!mayEmbed(req.headers.origin, own, await house.settings()))
    throw new Problem('forbidden', 'This origin is not on the shop’s list.')
  const key = typeof req.query.key === 'string' ? req.query.key : ''
  if ((await checkApiKey(house.db, key)) !== 'public')
    throw new Problem('unauthenticated', 'The public key is missing, unknown or revoked.')
}

/** The shop's own systems: the secret key as the user of HTTP basic, or as a bearer token. */
async function admitSecretKey(house: House, req: Request, res: Response, address: string): Promise<void> {
  const key = secretKeyOf(req.headers.authorization)
  if (key !== null && (await checkApiKey(house.db, key)) === 'secret') return
  await house.limits.consume('wrongKeys', address)
  // only here: in a page it would make the browser ask for a password
  res.setHeader('WWW-Authenticate', 'Basic realm="Rapport"')
  throw new Problem(
    'unauthenticated',
    'Send the secret key: HTTP basic with the key as user, or a bearer token.',
  )
}

function secretKeyOf(header: string | undefined): string | null {
  const [scheme = '', value = ''] = (header ?? '').split(' ')
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return null
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? null
}

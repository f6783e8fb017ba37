import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '#contract/problem.ts'
import { isFields, type Proof } from '#domain/events/index.ts'
import { verifyIdentityToken } from '#domain/identity/index.ts'
import type { Settings } from '#domain/settings/index.ts'
import type { House } from '../house.ts'
import type { KnownKey } from '../key-memory.ts'
import { networkOf } from '../network.ts'
import { mayEmbed, ownOrigins } from '../origins.ts'
import { keyedHash } from '../secrets.ts'

/** The key in the request's head: HTTP basic with the key as user, a bearer token, or `?key=`. */
export function keyInHead(req: IncomingMessage, query: string): string | null {
  const [scheme = '', value = ''] = (req.headers.authorization ?? '').split(' ')
  if (scheme.toLowerCase() === 'bearer' && value !== '') return value
  if (scheme.toLowerCase() === 'basic')
    return Buffer.from(value, 'base64').toString('utf8').split(':')[0] || null
  return query === '' ? null : new URLSearchParams(query).get('key') || null
}

/** The key in the body, where Segment's libraries put it. */
export function keyInBody(body: unknown): string | null {
  const key = isFields(body) ? body.writeKey : undefined
  return typeof key === 'string' && key !== '' && key.length <= 200 ? key : null
}

/** What the key opens. Throws `unauthenticated`, and counts a wrong one against the address. */
export async function admitKey(
  house: House,
  req: IncomingMessage,
  res: ServerResponse,
  key: string | null,
): Promise<KnownKey> {
  const known = key === null ? null : await house.keys.find(key)
  if (known) return known
  await house.limits.consume('wrongKeys', addressOf(house, req))
  // not to a page: there it would make the browser ask for a password
  if (req.headers.origin === undefined) res.setHeader('WWW-Authenticate', 'Basic realm="Rapport"')
  throw new Problem(
    'unauthenticated',
    'Send the key as the user of HTTP basic, as a bearer token, or as writeKey in the body.',
  )
}

/** A page of the shop: an origin on its list, and not too often. */
export async function admitPage(
  house: House,
  req: IncomingMessage,
  settings: Settings | Promise<Settings> = house.settings(),
): Promise<void> {
  await house.limits.consume('requests', addressOf(house, req))
  const own = ownOrigins(house.config.PUBLIC_URL, req.headers.host)
  if (!mayEmbed(req.headers.origin, own, await settings))
    throw new Problem('forbidden', 'This origin is not on the shop’s list.')
}

const MAX_TOKEN_CHARS = 4000

/** Whom the identity token of the request names; null without one. Throws `unauthenticated` on a bad one. */
export async function proofOf(house: House, req: IncomingMessage, body: unknown): Promise<Proof | null> {
  const given = req.headers['x-identity-token'] ?? (isFields(body) ? body.identityToken : undefined)
  if (given === undefined || given === null) return null
  if (typeof given !== 'string' || given.length > MAX_TOKEN_CHARS)
    throw new Problem('unauthenticated', 'The identity token is not valid.')
  const verified = await verifyIdentityToken(house.secrets.identityAccepted, given, house.clock())
  if (!verified.ok)
    throw new Problem(
      'unauthenticated',
      `The identity token does not hold: ${verified.reason.replaceAll('_', ' ')}.`,
    )
  return { userId: verified.claims.sub, email: verified.claims.email }
}

/** The caller's address, as far as the proxies in front are believed. */
export function ipOf(house: House, req: IncomingMessage): string {
  const forwarded = String(req.headers['x-forwarded-for'] ?? '')
  const hops = [req.socket.remoteAddress ?? '', ...forwarded.split(',').reverse()]
    .map((each) => each.trim())
    .filter((each) => each !== '')
  return hops[Math.min(house.config.TRUST_PROXY, hops.length - 1)] ?? ''
}

function addressOf(house: House, req: IncomingMessage): string {
  return keyedHash(house.secrets, 'address', networkOf(ipOf(house, req)))
}

import { compactVerify, decodeProtectedHeader, SignJWT } from 'jose'
import { z } from 'zod'

/**
 * The host site's signed identity token: a JWT with HS256 and a secret that only shop and Rapport know.
 * It is the one way to account trust.
 */
const SKEW_SECONDS = 60
const MAX_LIFE_SECONDS = 3600

const claims = z.object({
  sub: z.string().max(200),
  iat: z.number(),
  exp: z.number(),
  nbf: z.number().optional(),
  email: z.string().max(254).optional(),
  name: z.string().max(200).optional(),
  /** As OpenID Connect names it; counts only where the site says that it has verified it. */
  phone_number: z.string().max(40).optional(),
  phone_number_verified: z.boolean().optional(),
})
export type IdentityClaims = z.infer<typeof claims>

export type TokenRefusal =
  | 'malformed'
  | 'bad_signature'
  | 'expired'
  | 'not_yet_valid'
  | 'too_long_lived'
  | 'wrong_algorithm'
  | 'missing_subject'

export type TokenAnswer = { ok: true; claims: IdentityClaims } | { ok: false; reason: TokenRefusal }

/** A token as the host site would make it; lives 10 minutes unless told otherwise. */
export function signIdentityToken(
  secret: string,
  subject: Omit<IdentityClaims, 'iat' | 'exp' | 'nbf'>,
  now: Date,
  ttlSeconds = 600,
): Promise<string> {
  const iat = Math.floor(now.getTime() / 1000)
  return new SignJWT({ ...subject, iat, exp: iat + ttlSeconds })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret))
}

/** Checks a token against the secrets in use (more than one while they are rotated). Never throws. */
export async function verifyIdentityToken(secrets: string[], token: string, now: Date): Promise<TokenAnswer> {
  const algorithm = algorithmOf(token)
  if (algorithm === null) return refuse('malformed')
  if (algorithm !== 'HS256') return refuse('wrong_algorithm')
  const payload = await signedPayload(secrets, token)
  if (payload === null) return refuse('bad_signature')
  return checkClaims(payload, Math.floor(now.getTime() / 1000))
}

function algorithmOf(token: string): string | null {
  if (token.split('.').length !== 3) return null
  try {
    return decodeProtectedHeader(token).alg ?? null
  } catch {
    return null
  }
}

async function signedPayload(secrets: string[], token: string): Promise<Uint8Array | null> {
  for (const secret of secrets.filter((entry) => entry !== '')) {
    try {
      const key = new TextEncoder().encode(secret)
      return (await compactVerify(token, key, { algorithms: ['HS256'] })).payload
    } catch {} // signed with another secret, or not at all
  }
  return null
}

function checkClaims(payload: Uint8Array, seconds: number): TokenAnswer {
  const read = readJson(payload)
  if (typeof read !== 'object' || read === null) return refuse('malformed')
  if (!('sub' in read) || typeof read.sub !== 'string' || read.sub.trim() === '')
    return refuse('missing_subject')
  const parsed = claims.safeParse(read)
  if (!parsed.success) return refuse('malformed')
  const { iat, exp, nbf = iat } = parsed.data
  if (exp - iat > MAX_LIFE_SECONDS) return refuse('too_long_lived')
  if (Math.max(iat, nbf) > seconds + SKEW_SECONDS) return refuse('not_yet_valid')
  if (exp <= seconds - SKEW_SECONDS || exp <= iat) return refuse('expired')
  return { ok: true, claims: parsed.data }
}

function readJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload))
  } catch {
    return null
  }
}

function refuse(reason: TokenRefusal): TokenAnswer {
  return { ok: false, reason }
}

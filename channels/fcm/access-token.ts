import { importPKCS8, SignJWT } from 'jose'

/** The parts of a Google service account's file that are needed. */
export interface ServiceAccount {
  projectId: string
  clientEmail: string
  /** PEM, PKCS #8. */
  privateKey: string
  tokenUri: string
}

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging'
const HOUR_SECONDS = 3600
/** Renewed this long before its end, so that it does not end on the way. */
const MARGIN_MS = 120_000

/** `text` says why there is none; `lasting` where only a person can mend it. */
export type TokenAnswer = { ok: true; token: string } | { ok: false; lasting: boolean; text: string }

export interface AccessTokens {
  /** The one in use, or a new one; many callers at once ask once. */
  current: () => Promise<TokenAnswer>
  /** This one was refused: the next call gets another. */
  forget: (token: string) => void
}

/** Access tokens for a service account (RFC 7523): a JWT of ours for an hour of theirs. */
export function createAccessTokens(
  account: ServiceAccount,
  clock: () => Date,
  timeoutMs: number,
): AccessTokens {
  let known: { token: string; until: number } | null = null
  let asking: Promise<TokenAnswer> | null = null
  const ask = async (): Promise<TokenAnswer> => {
    const answer = await askToken(account, clock(), timeoutMs)
    if (!answer.ok) return answer
    known = { token: answer.token, until: clock().getTime() + answer.seconds * 1000 - MARGIN_MS }
    return answer
  }
  return {
    current: () => {
      if (known && clock().getTime() < known.until) return Promise.resolve({ ok: true, token: known.token })
      asking ??= ask().finally(() => {
        asking = null
      })
      return asking
    },
    forget: (token) => {
      if (known?.token === token) known = null
    },
  }
}

type Fresh = { ok: true; token: string; seconds: number } | Extract<TokenAnswer, { ok: false }>

async function askToken(account: ServiceAccount, now: Date, timeoutMs: number): Promise<Fresh> {
  const assertion = await signedFor(account, now)
  if (assertion === null)
    return { ok: false, lasting: true, text: 'The private key of the service account is not valid.' }
  try {
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    const answer = await fetch(account.tokenUri, {
      method: 'POST',
      body: new URLSearchParams({ grant_type, assertion }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const said: unknown = await answer.json().catch(() => null)
    if (!answer.ok) {
      const lasting = answer.status < 500 && answer.status !== 429
      return { ok: false, lasting, text: `The token endpoint answered ${answer.status}.` }
    }
    return readToken(said) ?? { ok: false, lasting: false, text: 'The token endpoint gave no token.' }
  } catch {
    return { ok: false, lasting: false, text: 'The token endpoint did not answer.' }
  }
}

function readToken(said: unknown): Fresh | null {
  if (typeof said !== 'object' || said === null || !('access_token' in said)) return null
  const seconds = 'expires_in' in said ? Number(said.expires_in) : HOUR_SECONDS
  const token = said.access_token
  return typeof token === 'string' ? { ok: true, token, seconds: seconds || HOUR_SECONDS } : null
}

async function signedFor(account: ServiceAccount, now: Date): Promise<string | null> {
  const iat = Math.floor(now.getTime() / 1000)
  try {
    const key = await importPKCS8(account.privateKey, 'RS256')
    return await new SignJWT({ scope: SCOPE })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(account.clientEmail)
      .setAudience(account.tokenUri)
      .setIssuedAt(iat)
      .setExpirationTime(iat + HOUR_SECONDS)
      .sign(key)
  } catch {
    return null
  }
}

import { importPKCS8, SignJWT } from 'jose'

export interface ApnsKey {
  keyId: string
  teamId: string
  /** The .p8 file: PEM, PKCS #8, on the curve P-256. */
  privateKey: string
}

/** Apple takes a token for an hour, and refuses one that is made anew more often than every 20 minutes. */
const LIFE_MS = 50 * 60_000
const YOUNGEST_MS = 20 * 60_000

export interface ProviderTokens {
  /** null: the key is not valid. */
  current: () => Promise<string | null>
  /** Apple says that it has ended; false: it is too young for another. */
  renew: () => boolean
}

/** The JWT (ES256) that says to Apple who we are, used for most of its hour. */
export function createProviderTokens(key: ApnsKey, clock: () => Date): ProviderTokens {
  let known: { token: Promise<string | null>; madeAt: number } | null = null
  return {
    current: () => {
      const now = clock().getTime()
      if (!known || now - known.madeAt >= LIFE_MS) known = { token: sign(key, now), madeAt: now }
      return known.token
    },
    renew: () => {
      if (known && clock().getTime() - known.madeAt < YOUNGEST_MS) return false
      known = null
      return true
    },
  }
}

async function sign({ keyId, teamId, privateKey }: ApnsKey, now: number): Promise<string | null> {
  try {
    const key = await importPKCS8(privateKey, 'ES256')
    return await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: keyId })
      .setIssuer(teamId)
      .setIssuedAt(Math.floor(now / 1000))
      .sign(key)
  } catch {
    return null
  }
}

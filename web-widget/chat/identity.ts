import type { TokenSource } from '../handover.ts'

const EARLY_MS = 30_000
const PATIENCE_MS = 5000

export interface Identity {
  /** A token that is still good, asking the host page's function for a fresh one where it gave one. */
  token(): Promise<string | undefined>
  set(source: TokenSource | null): void
  isKnown(): boolean
  /** Forgets the token at hand, so that the next `token()` asks again. */
  refused(): void
}

/** Holds the host site's signed identity token. It stays in memory, and is sent only with the chat's own calls. */
export function createIdentity(first: TokenSource | null, clock: () => number): Identity {
  let source = first
  let held: string | undefined
  const isGood = (token: string | undefined) => token !== undefined && expiryOf(token) - EARLY_MS > clock()
  return {
    async token() {
      if (isGood(held)) return held
      held = typeof source === 'function' ? await fresh(source) : (source ?? undefined)
      if (!isGood(held)) held = undefined
      return held
    },
    set(next) {
      source = next
      held = undefined
    },
    isKnown: () => source !== null,
    refused() {
      held = undefined
      if (typeof source === 'string') source = null // the same one would be refused again
    },
  }
}

/** A function of the host page may fail, or never end; the shopper then goes on as a visitor. */
async function fresh(source: () => string | Promise<string>): Promise<string | undefined> {
  try {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
    const token = await Promise.race([source(), late])
    return typeof token === 'string' ? token : undefined
  } catch {
    return undefined
  }
}

/** When a JWT expires, in milliseconds; 0 where it cannot be read. The server alone judges whether it is true. */
export function expiryOf(token: string): number {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const claims: unknown = JSON.parse(atob(payload))
    const exp = typeof claims === 'object' && claims !== null ? Reflect.get(claims, 'exp') : null
    return typeof exp === 'number' ? exp * 1000 : 0
  } catch {
    return 0
  }
}

import type { Ack, ChatHandshake } from '../../contract/chat.ts'
import type { TokenSource } from '../handover.ts'
import { expiryOf, type Identity } from './identity.ts'
import type { Memory } from './memory.ts'
import { createTabs } from './tabs.ts'

interface Deps {
  key: string
  memory: Memory
  identity: Identity
  /** Whether a session of ours would be kept on the device, and so be shared with other tabs. */
  isShared: () => boolean
  isOnline: () => boolean
  identify: (token: string) => Promise<Ack<{ signedIn: boolean; session?: string }>>
  reconnect: () => void
  /** The session has become another one: what is shown belongs to the one before. */
  onReplaced: () => void
}

/** Room for a clock that goes a little wrong before a token is renewed. */
const EARLY_MS = 30_000

/**
 * The visitor's session: none until the first message or cart change, then the secret that the server made.
 * Who is signed in is told to the server with the handshake, or just before that first call.
 */
export function createSession(deps: Deps) {
  const { memory, identity } = deps
  let used = memory.read().session
  let renewal: ReturnType<typeof setTimeout> | undefined
  const tabs = createTabs(() => used)

  const adopt = (session: string | undefined) => {
    if (!session || session === used) return
    const isOther = used !== null
    used = session
    memory.keep({ session })
    if (isOther) deps.onReplaced()
  }

  const signIn = async () => {
    const token = await identity.token()
    if (token === undefined) return
    const answer = await deps.identify(token)
    if (answer.ok) adopt(answer.session)
    else identity.refused()
    renewBefore(token)
  }

  const renewBefore = (token: string) => {
    clearTimeout(renewal)
    const ms = Math.max(1000, expiryOf(token) - Date.now() - EARLY_MS)
    renewal = setTimeout(() => {
      if (deps.isOnline()) signIn().catch(() => {}) // the next handshake carries a fresh one
    }, ms)
  }

  const beginHere = async <T>(call: () => Promise<T>): Promise<T> => {
    if (identity.isKnown()) await signIn()
    return call()
  }

  const joined = async (): Promise<boolean> => {
    const session = await tabs.sessionOfAnother()
    if (session !== null) memory.keep({ session })
    return session !== null
  }

  return {
    adopt,
    has: () => used !== null,
    is: (session: string | null) => used === session,
    async handshake(): Promise<ChatHandshake> {
      used = memory.read().session
      if (used === null) return { key: deps.key }
      const identityToken = await identity.token()
      if (identityToken) renewBefore(identityToken)
      return { key: deps.key, session: used, ...(identityToken && { identityToken }) }
    },
    /** Runs a call that may make the session; where two tabs begin at once, one makes it and the other joins. */
    begin<T>(call: () => Promise<T>): Promise<T | null> {
      if (used !== null) return call()
      if (!deps.isShared()) return beginHere(call)
      return tabs.alone(async () => {
        if (memory.reread() || (await joined())) {
          deps.reconnect()
          return null
        }
        const answer = await beginHere(call)
        if (used !== null) await tabs.begun()
        return answer
      })
    },
    async setIdentity(source: TokenSource | null): Promise<void> {
      identity.set(source)
      if (source === null) clearTimeout(renewal)
      else if (used !== null && deps.isOnline()) await signIn()
    },
    end(): void {
      used = null
      tabs.ended()
      clearTimeout(renewal)
    },
  }
}

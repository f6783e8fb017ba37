import { setTimeout } from 'node:timers/promises'
import { findApiKey, type KeyKind } from '#domain/settings/index.ts'
import type { Db } from '#store/index.ts'

export interface KnownKey {
  kind: KeyKind
  label: string
}

/** Keys that were found lately, so that a thousand events a second are not a thousand looks at the same row. */
export interface KeyMemory {
  /** A page waits for it: where the database is slow, a public key is what it was when it was last looked at. */
  find: (key: string) => Promise<KnownKey | null>
  /** A key was made or revoked here: the next call sees it. */
  forget: () => void
}

/** A key that is revoked in another process closes after this long, or as soon as the database answers. */
const REMEMBER_MS = 1000
const MOST = 1000
/** For a public key that was known before, nobody waits longer. */
const PATIENCE_MS = 5

export function createKeyMemory(db: Db): KeyMemory {
  const known = new Map<string, { key: KnownKey; until: number }>()
  const reading = new Map<string, Promise<KnownKey | null>>()
  const read = async (key: string) => {
    const asked = performance.now()
    const found = await findApiKey(db, key)
    if (known.size >= MOST) known.clear()
    if (found) known.set(key, { key: found, until: asked + REMEMBER_MS })
    else known.delete(key)
    return found
  }
  const readOnce = (key: string) => {
    const running = reading.get(key) ?? read(key).finally(() => reading.delete(key))
    reading.set(key, running)
    return running
  }
  return {
    find: async (key) => {
      const before = known.get(key)
      if (before && before.until > performance.now()) return before.key
      const running = readOnce(key)
      if (before?.key.kind !== 'public') return running
      running.catch(() => {}) // whoever has gone on does not hear of it; the next call asks again
      return Promise.race([running, setTimeout(PATIENCE_MS, before.key)])
    },
    forget: () => known.clear(),
  }
}

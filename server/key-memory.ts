import { findApiKey, type KeyKind } from '#domain/settings/index.ts'
import type { Db } from '#store/index.ts'

export interface KnownKey {
  kind: KeyKind
  label: string
}

/** Keys that were found lately, so that a thousand events a second are not a thousand looks at the same row. */
export interface KeyMemory {
  find: (key: string) => Promise<KnownKey | null>
  /** A key was made or revoked here: the next call sees it. */
  forget: () => void
}

/** A key that is revoked in another process closes after this long. */
const REMEMBER_MS = 1000
const MOST = 1000

export function createKeyMemory(db: Db): KeyMemory {
  const known = new Map<string, { key: KnownKey; until: number }>()
  return {
    find: async (key) => {
      const found = known.get(key)
      if (found && found.until > performance.now()) return found.key
      const asked = performance.now()
      const read = await findApiKey(db, key)
      if (known.size >= MOST) known.clear()
      if (read) known.set(key, { key: read, until: asked + REMEMBER_MS })
      else known.delete(key)
      return read
    },
    forget: () => known.clear(),
  }
}

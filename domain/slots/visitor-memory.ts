import type { Visitor, VisitorAsk } from './visitor.ts'

/** Who asks, as known now; `late` where it was not known in time. */
export interface Met {
  visitor: Visitor | null
  late: boolean
}

/** Visitors that were read lately. */
export interface VisitorMemory {
  /** At once, where it is known and fresh. */
  known: (ask: VisitorAsk) => { visitor: Visitor | null } | null
  /** Within so many milliseconds; what comes later is kept for the next time. */
  meet: (ask: VisitorAsk, deadlineMs: number) => Promise<Met>
  /** The same without a deadline; rejects where it could not be read. */
  read: (ask: VisitorAsk) => Promise<Visitor | null>
  /** Something new of them: read again, and used as it was if that takes too long. */
  outdate: (customerIds: readonly string[]) => void
  /** What was known of them may be used no more. */
  forget: (customerIds: readonly string[]) => void
  size: () => number
}

interface Entry {
  visitor: Visitor | null
  readAt: number
  outdated: boolean
}

/** A read under way. */
interface Reading {
  read: Promise<Visitor | null>
  /** Who was to be forgotten since it began: what it finds of them is used for nobody who asks later. */
  forgotten: Set<string>
}

/** A change in another process is heard of after this long at the latest. */
const FRESH_MS = 30_000
/** Somebody who was nobody may become known by their next event, which tells us nothing of this key. */
const NOBODY_MS = 2000
const MOST = 20_000

/** Bounded: whoever was met longest ago is forgotten. A read that fails is not remembered. */
export function createVisitorMemory(read: (ask: VisitorAsk) => Promise<Visitor | null>): VisitorMemory {
  const entries = new Map<string, Entry>()
  const keysOf = new Map<string, Set<string>>()
  const reading = new Map<string, Reading>()
  /** Counts up with every change of a person: what was being read meanwhile is old already. */
  let changes = 0

  const drop = (key: string) => {
    for (const id of entries.get(key)?.visitor?.members ?? []) {
      const keys = keysOf.get(id)
      keys?.delete(key)
      if (keys?.size === 0) keysOf.delete(id)
    }
    entries.delete(key)
  }
  const keep = (key: string, entry: Entry) => {
    drop(key)
    entries.set(key, entry)
    for (const id of entry.visitor?.members ?? []) {
      const keys = keysOf.get(id)
      if (keys) keys.add(key)
      else keysOf.set(id, new Set([key]))
    }
    const [oldest] = entries.size > MOST ? entries.keys() : []
    if (oldest !== undefined) drop(oldest)
  }
  const readOnce = (ask: VisitorAsk) => {
    const key = keyOf(ask)
    const running = reading.get(key)
    if (running && running.forgotten.size === 0) return running.read
    const before = changes
    const forgotten = new Set<string>()
    const started = read(ask)
      .then((visitor) => {
        if (!visitor?.members.some((id) => forgotten.has(id)))
          keep(key, { visitor, readAt: performance.now(), outdated: changes !== before })
        return visitor
      })
      .finally(() => {
        if (reading.get(key)?.read === started) reading.delete(key)
      })
    reading.set(key, { read: started, forgotten })
    return started
  }
  const usable = (ask: VisitorAsk) => {
    const entry = entries.get(keyOf(ask))
    const age = entry ? performance.now() - entry.readAt : Number.POSITIVE_INFINITY
    return entry && age < (entry.visitor === null ? NOBODY_MS : FRESH_MS) ? entry : null
  }
  return {
    known: (ask) => {
      const entry = usable(ask)
      return entry && !entry.outdated ? { visitor: entry.visitor } : null
    },
    meet: async (ask, deadlineMs) => {
      const running = readOnce(ask)
      const inTime = await within(running, deadlineMs)
      if (inTime) return { visitor: inTime.value, late: false }
      const before = usable(ask)
      return before ? { visitor: before.visitor, late: false } : { visitor: null, late: true }
    },
    read: readOnce,
    outdate: (customerIds) => {
      changes++
      for (const id of customerIds)
        for (const key of keysOf.get(id) ?? []) {
          const entry = entries.get(key)
          if (entry) entry.outdated = true
        }
    },
    forget: (customerIds) => {
      changes++
      for (const { forgotten } of reading.values()) for (const id of customerIds) forgotten.add(id)
      for (const id of customerIds) for (const key of [...(keysOf.get(id) ?? [])]) drop(key)
    },
    size: () => entries.size,
  }
}

function keyOf({ anonymousId, userId, country, region }: VisitorAsk): string {
  return JSON.stringify([anonymousId, userId, country, region])
}

/** What it resolves to; null: it takes longer, or failed. */
async function within<T>(promise: Promise<T>, ms: number): Promise<{ value: T } | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([
      promise.then(
        (value) => ({ value }),
        () => null,
      ),
      late,
    ])
  } finally {
    clearTimeout(timer)
  }
}

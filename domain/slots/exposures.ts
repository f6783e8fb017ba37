import { newId } from '#contract/ids.ts'
import type { Db } from '#store/index.ts'
import type { Decision } from './decide.ts'
import { addCounts, type Count, type ExposureRow, insertExposures } from './queries-exposures.ts'

/** What is written of a decision: why each slot showed what it showed, and how often. */
export interface ExposureWriter {
  /**
   * Counts a decision, and keeps it under the visitor's record where there is one. Nothing waits for it: what
   * was not yet written when the process dies is lost, at most the last second.
   */
  note: (
    decision: Decision,
    about: { customerId: string | null; path: string; late: boolean },
    now: Date,
  ) => void
  /** The customers are erased: what waits of them is not written. */
  forget: (customerIds: readonly string[]) => void
  /** Writes what waits. */
  flush: () => Promise<void>
  /** How many were not kept because the database did not take them in time. */
  dropped: () => number
  close: () => Promise<void>
}

const FLUSH_MS = 200
const COUNTS_MS = 1000
const MOST_AT_ONCE = 500
/** Memory is not a queue: with the database away, the oldest go. */
const MOST_WAITING = 20_000

export function createExposureWriter(deps: {
  db: Db
  log: { warn: (fields: object, text: string) => void }
}): ExposureWriter {
  let waiting: ExposureRow[] = []
  let counts = new Map<string, Count>()
  let dropped = 0
  let countsDueAt = 0
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let closed = false

  const wake = () => {
    if (timer || closed) return
    timer = setTimeout(() => {
      timer = null
      void flush()
    }, FLUSH_MS)
    timer.unref()
  }
  const writeRows = async () => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, MOST_AT_ONCE)
      await insertExposures(deps.db, group)
      const written = new Set(group)
      waiting = waiting.filter((row) => !written.has(row))
    }
  }
  const writeCounts = async () => {
    const group = counts
    counts = new Map()
    try {
      await addCounts(deps.db, [...group.values()])
    } catch (error) {
      for (const count of group.values()) add(counts, count)
      throw error
    }
  }
  const write = async (everything: boolean) => {
    try {
      await writeRows()
      if (counts.size > 0 && (everything || performance.now() >= countsDueAt)) {
        countsDueAt = performance.now() + COUNTS_MS
        await writeCounts()
      }
    } catch (error) {
      deps.log.warn({ error }, 'what the slots showed was not written; it is tried again')
    }
    if (waiting.length > 0 || counts.size > 0) wake()
  }
  const flush = (everything = false) => {
    writing = writing.then(() => write(everything))
    return writing
  }
  return {
    note: (decision, { customerId, path, late }, now) => {
      const day = now.toISOString().slice(0, 10)
      for (const slot of decision.slots) {
        add(counts, { slot: slot.name, variantId: slot.variantId ?? '', day, served: 1, late: late ? 1 : 0 })
        if (customerId !== null) waiting.push(rowOf(decision, slot, { customerId, path, late }, now))
      }
      if (waiting.length > MOST_WAITING) {
        dropped += waiting.length - MOST_WAITING
        waiting = waiting.slice(-MOST_WAITING)
      }
      wake()
    },
    forget: (customerIds) => {
      const gone = new Set(customerIds)
      waiting = waiting.filter((row) => !gone.has(row.customerId))
    },
    flush: () => flush(true),
    dropped: () => dropped,
    close: async () => {
      closed = true
      if (timer) clearTimeout(timer)
      await flush(true)
    },
  }
}

function add(counts: Map<string, Count>, count: Count): void {
  const key = `${count.slot} ${count.variantId} ${count.day}`
  const known = counts.get(key)
  if (known) {
    known.served += count.served
    known.late += count.late
  } else counts.set(key, count)
}

function rowOf(
  decision: Decision,
  slot: Decision['slots'][number],
  about: { customerId: string; path: string; late: boolean },
  now: Date,
): ExposureRow {
  return {
    customerId: about.customerId,
    decidedAt: now,
    exposureId: newId('slotExposure', now),
    decisionId: decision.decisionId,
    slot: slot.name,
    variantId: slot.variantId,
    strategy: slot.strategy,
    reason: slot.reason.code,
    segmentKey: decision.segmentKey,
    productIds: slot.content.row?.products.map(({ productId }) => productId) ?? [],
    isDefault: slot.variantId === null,
    isLate: about.late,
    path: about.path,
  }
}

import type { Db } from '#store/index.ts'
import type { ProductCounts } from './proof.ts'
import { readProductCounts } from './queries-proof.ts'

/** What social proof counts, in memory. */
export interface ProofCounts {
  of: (productId: string) => ProductCounts
  /** Counts anew where it is time; two calls at once are one. */
  refresh: (now: Date) => Promise<void>
}

const nothing: ProductCounts = { viewedToday: 0, boughtThisWeek: 0 }
const REST_MS = 5000
/** A count that is dear is made less often: it takes a twentieth of the time at most. */
const REST_PER_COST = 20

export function createProofCounts(db: Db): ProofCounts {
  let counts: ReadonlyMap<string, ProductCounts> = new Map()
  let dueAt = 0
  let running: Promise<void> | null = null
  const refresh = async (now: Date) => {
    const begun = performance.now()
    counts = await readProductCounts(db, now)
    const cost = performance.now() - begun
    dueAt = performance.now() + Math.max(REST_MS, cost * REST_PER_COST)
  }
  return {
    of: (productId) => counts.get(productId) ?? nothing,
    refresh: async (now) => {
      if (performance.now() < dueAt) return
      running ??= refresh(now).finally(() => {
        running = null
      })
      await running
    },
  }
}

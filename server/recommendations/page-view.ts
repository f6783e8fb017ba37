import type { RecommendationsPage, ServedView, TrainingView } from '#contract/staff-recommendations.ts'
import { type Look, latestRuns } from '#domain/recommendation/index.ts'
import { shownProducts, slotCounts } from '#domain/slots/index.ts'
import type { House } from '../house.ts'

const DAYS = 30
const LOOKS = 40

type Parts = Pick<House, 'db' | 'recommender' | 'shelf' | 'slots'>

/** What serves now, what it learned from, and what became of it. */
export async function readRecommendationsPage(
  house: Parts,
  mayChange: boolean,
  now: Date,
): Promise<RecommendationsPage> {
  const { recommender, db } = house
  const { products, sellable, model, manual } = recommender.status()
  return {
    products,
    sellable,
    manual,
    model: model && {
      trainedAt: model.trainedAt.toISOString(),
      durationMs: model.durationMs,
      counts: model.counts,
    },
    training: await readTraining(db),
    looks: [...recommender.looks()].sort(byStrength).slice(0, LOOKS).map(lookView),
    served: await readServed(house, now),
    mayChange,
  }
}

/** The latest run; null: there was none. */
export async function readTraining(db: House['db']): Promise<TrainingView | null> {
  const [run] = await latestRuns(db, 1)
  if (!run) return null
  const { runId, step, done, total, error } = run
  const [startedAt, endedAt] = [run.startedAt.toISOString(), run.endedAt?.toISOString() ?? null]
  return { runId, startedAt, step, done, total, endedAt, error }
}

/**
 * Learns anew, in the background: resolves when it has begun. Throws `conflict` while it is done already; what
 * fails later stands in the run itself.
 */
export function beginTraining({ recommender }: Parts): Promise<void> {
  return new Promise((resolve, reject) => {
    recommender.train({ onProgress: () => resolve() }).then(() => resolve(), reject)
  })
}

const byStrength = (a: Look, b: Look) => b.people * Math.log(b.lift) - a.people * Math.log(a.lift)

const lookView = ({ category, completedBy, lift, people }: Look) => ({ category, completedBy, lift, people })

async function readServed({ db, recommender, slots }: Parts, now: Date): Promise<ServedView> {
  const shown = await shownProducts(db, DAYS, now)
  let places = 0
  let head = 0
  for (const [productId, times] of shown) {
    places += times
    if (recommender.isHead(productId)) head += times
  }
  const rows = new Map<string, { shown: number; clicked: number }>()
  for (const { slot, served, clicked } of await slotCounts(db, DAYS, now)) {
    if (slots.live().byName.get(slot)?.kind !== 'row') continue
    const sum = rows.get(slot) ?? { shown: 0, clicked: 0 }
    rows.set(slot, { shown: sum.shown + served, clicked: sum.clicked + clicked })
  }
  return {
    days: DAYS,
    shown: places,
    products: shown.size,
    headShare: places === 0 ? null : head / places,
    rows: [...rows].map(([slot, counts]) => ({ slot, ...counts })),
  }
}

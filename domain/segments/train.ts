import type { Db } from '#store/index.ts'
import { engagementChannels } from './predictions/engagement.ts'
import { takeTurns } from './predictions/pause.ts'
import { dayOf, type PurchaseHistory } from './predictions/purchases.ts'
import { buysWithin30, churns } from './predictions/questions.ts'
import { mainCurrency, purchaseHistories, rootsInChunks } from './queries-history.ts'
import { beginRun, dropOldScores, forgetRun, noteRun, type ScoreRow, writeScores } from './queries-models.ts'
import { refreshAll } from './queries-refresh.ts'
import { addClusters, addEngagement, addRfm, applyPredictor, type ToldModel } from './scoring.ts'
import { type Predictor, purchasePredictor, questionPredictor } from './train-models.ts'

export interface TrainingProgress {
  step: string
  done: number
  total: number
}

export interface TrainingOptions {
  onProgress?: (progress: TrainingProgress) => void
  /** For the times of the run itself; everything else is as of `now`. */
  clock?: () => Date
  /** Ends it at its next breath, with the signal's reason. */
  signal?: AbortSignal
  /** Customers asked in one statement. */
  atOnce?: number
}

export interface TrainingResult {
  customers: number
  buyers: number
  /** Amounts were counted in this currency; null: nobody has bought. */
  currency: string | null
  models: ToldModel[]
}

const STEPS = 9
/** Short enough for an embedded server to answer between two of them. */
const CUSTOMERS_AT_ONCE = 250
const SCORES_AT_ONCE = 1000

/**
 * Learns everything anew from the shop's own history up to `now`, scores every customer, and asks the rules
 * of all segments again. A model that does not beat its baselines on a later period is kept with its figures
 * and not used. Yields all the time; one at a time, in whichever process (`conflict`).
 */
export async function trainPredictions(
  db: Db,
  now: Date,
  options: TrainingOptions = {},
): Promise<TrainingResult> {
  const { onProgress = () => {}, clock = () => now, signal } = options
  const runId = await beginRun(db, now)
  let done = 0
  const step = async (text: string) => {
    onProgress({ step: text, done, total: STEPS })
    await noteRun(db, runId, { step: text, done, total: STEPS }, clock())
    done++
  }
  try {
    const result = await train(db, now, step, takeTurns(signal))
    await step('Asking the rules of all segments')
    await refreshAll(db, now, options.atOnce)
    onProgress({ step: 'Done', done: STEPS, total: STEPS })
    await noteRun(db, runId, { step: 'Done', done: STEPS, total: STEPS, ended_at: clock() }, clock())
    return result
  } catch (error) {
    if (signal?.aborted) {
      await forgetRun(db, runId)
      throw error
    }
    const message = error instanceof Error ? error.message.slice(0, 500) : 'failed'
    await noteRun(db, runId, { ended_at: clock(), error: message }, clock())
    throw error
  }
}

async function train(
  db: Db,
  now: Date,
  step: (text: string) => Promise<void>,
  pause: () => Promise<void>,
): Promise<TrainingResult> {
  const today = dayOf(now)
  await step('Reading what customers bought')
  const main = await mainCurrency(db)
  const { histories, customers } = await readHistories(db, main?.currency ?? '', now, pause)
  const scores = new Map<string, ScoreRow>()
  await step('Scoring recency, frequency and value')
  addRfm(scores, histories)
  await step('Looking for clusters')
  const models = [await addClusters(db, scores, histories, now, pause)]
  const predictors: (() => Promise<Predictor>)[] = [
    () => purchasePredictor(histories, today, pause),
    () => questionPredictor('buys_30', buysWithin30, histories, today, pause),
    () => questionPredictor('churns', churns, histories, today, pause),
  ]
  const steps = [
    'Learning how people come back',
    'Learning who buys within 30 days',
    'Learning who stays away',
  ]
  for (const [i, make] of predictors.entries()) {
    await step(steps[i] ?? '')
    const predictor = await make()
    models.push(...(await applyPredictor(db, predictor, scores, histories, now, pause)))
  }
  await step('Learning who answers on which channel')
  for (const channel of engagementChannels) models.push(await addEngagement(db, scores, channel, now))
  await step('Writing the scores')
  await writeAll(db, [...scores.values()], now, pause)
  return { customers, buyers: histories.length, currency: main?.currency ?? null, models }
}

async function readHistories(
  db: Db,
  currency: string,
  now: Date,
  pause: () => Promise<void>,
): Promise<{ histories: PurchaseHistory[]; customers: number }> {
  const histories: PurchaseHistory[] = []
  let customers = 0
  for await (const roots of rootsInChunks(db, CUSTOMERS_AT_ONCE)) {
    customers += roots.length
    for (const history of await purchaseHistories(db, roots, currency, now)) histories.push(history)
    await new Promise((resolve) => setImmediate(resolve))
    await pause()
  }
  return { histories, customers }
}

async function writeAll(
  db: Db,
  rows: readonly ScoreRow[],
  now: Date,
  pause: () => Promise<void>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += SCORES_AT_ONCE) {
    await writeScores(db, rows.slice(at, at + SCORES_AT_ONCE), now)
    await pause()
  }
  await dropOldScores(db, now)
}

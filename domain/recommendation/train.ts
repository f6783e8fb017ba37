import { Problem } from '#contract/problem.ts'
import { takeTurns } from '#domain/segments/index.ts'
import type { ShelfView } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import {
  beginRun,
  forgetRun,
  latestModel,
  noteRun,
  type StoredModel,
  type TrainingCounts,
  writeModel,
} from './queries-models.ts'
import { readSignalMark, type SignalMark } from './queries-signals.ts'
import { learn, learningSteps } from './training/learn.ts'
import { packModels } from './training/pack.ts'
import { readSignals, type Signals } from './training/signals.ts'

export interface TrainingProgress {
  step: string
  done: number
  total: number
}

export interface TrainingOptions {
  onProgress?: ((progress: TrainingProgress) => void) | undefined
  /** For the times of the run itself; everything else is as of `now`. */
  clock?: (() => Date) | undefined
  /** Ends it at its next breath, with the signal's reason. */
  signal?: AbortSignal | undefined
}

export interface TrainingResult {
  modelId: string
  trainedAt: Date
  durationMs: number
  counts: TrainingCounts
  /** Packed, in the database. */
  bytes: number
}

const STEPS = learningSteps.length + 2

/**
 * Learns everything anew from what people did up to `now`, and stores it: whoever follows takes it over within a
 * second. A run that fails says why and leaves the model before it in use; one that is stopped counts as never
 * begun. Yields all the time; one at a time, in whichever process (`conflict`).
 */
export async function trainModels(
  db: Db,
  shelf: ShelfView,
  now: Date,
  options: TrainingOptions = {},
): Promise<TrainingResult> {
  const { onProgress = () => {}, clock = () => now, signal } = options
  const began = performance.now()
  const runId = await beginRun(db, now)
  let done = 0
  const step = async (text: string) => {
    onProgress({ step: text, done, total: STEPS })
    await noteRun(db, runId, { step: text, done, total: STEPS }, clock())
    done++
  }
  const pause = takeTurns(signal)
  try {
    await step('Reading what people did')
    const mark = await readSignalMark(db)
    const signals = await readSignals(db, shelf, now, pause)
    const learnt = await learn(signals, shelf, now, step, pause)
    await step('Storing the model')
    const bytes = await packModels(learnt)
    const durationMs = performance.now() - began
    const counts = countsOf(signals, learnt.ids.length)
    const stored = { trainedAt: now, durationMs, counts, params: paramsOf(learnt), mark, bytes }
    const modelId = await writeModel(db, stored)
    onProgress({ step: 'Done', done: STEPS, total: STEPS })
    await noteRun(db, runId, { step: 'Done', done: STEPS, total: STEPS, ended_at: clock() }, clock())
    return { modelId, trainedAt: now, durationMs, counts, bytes: bytes.length }
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

function countsOf({ counts, refused }: Signals, products: number): TrainingCounts {
  return { ...counts, products, refused }
}

function paramsOf({ next, sessions, together, popularity }: Awaited<ReturnType<typeof learn>>) {
  return {
    next: { kind: next.kind, ...next.params },
    sessions: sessions?.params ?? null,
    together: together.params,
    popularity: popularity.params,
  }
}

/** Training begins at this hour, UTC. */
const TRAINING_HOUR = 3
const HOUR_MS = 3_600_000
/** While so little is known, every fifth more is worth an hour's wait and no more. */
const FEW_SIGNALS = 5000
const GROWN_BY = 1.2

/** When it was last looked whether there is anything new: this process alone, to save a question. */
export interface LookedAt {
  at: Date | null
}

/**
 * Trains where there is something new: once a night; while little is known, at most every hour. Where nothing is
 * new nothing happens, however long it has been. Answers whether it trained; ends quietly when the signal says so,
 * or while another process trains.
 */
export async function trainWhenDue(
  db: Db,
  shelf: ShelfView,
  now: Date,
  looked: LookedAt,
  options: TrainingOptions = {},
): Promise<boolean> {
  if (looked.at && now >= looked.at && now.getTime() - looked.at.getTime() < HOUR_MS) return false
  looked.at = now
  const last = await latestModel(db)
  if (last && now < nightAfter(last.trainedAt) && sumOf(last.mark) >= FEW_SIGNALS) return false
  const mark = await readSignalMark(db)
  if (!isWorthIt(last, mark, now)) return false
  try {
    await trainModels(db, shelf, now, options)
    return true
  } catch (error) {
    const elsewhere = error instanceof Problem && error.kind === 'conflict'
    if (elsewhere || options.signal?.aborted) return false
    throw error
  }
}

function isWorthIt(last: StoredModel | null, mark: SignalMark, now: Date): boolean {
  if (!last) return sumOf(mark) > 0
  if (mark.events === last.mark.events && mark.lines === last.mark.lines) return false
  if (now >= nightAfter(last.trainedAt)) return true
  return sumOf(mark) >= GROWN_BY * sumOf(last.mark) || sumOf(mark) < sumOf(last.mark) / GROWN_BY
}

const sumOf = ({ events, lines }: SignalMark) => events + lines

function nightAfter(at: Date): Date {
  const night = new Date(at)
  night.setUTCHours(TRAINING_HOUR, 0, 0, 0)
  if (night <= at) night.setUTCDate(night.getUTCDate() + 1)
  return night
}

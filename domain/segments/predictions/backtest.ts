import { type BgNbd, fitBgNbd } from './bg-nbd.ts'
import { type Classifier, type Examples, probability, trainClassifier } from './classifier.ts'
import { featuresAt } from './features.ts'
import { historyUntil, type PurchaseHistory, repeatsAt } from './purchases.ts'
import { type Quality, qualityOf } from './quality.ts'
import { sampleOf } from './random.ts'

/** A yes-or-no about what a customer does after a day. */
export interface Question {
  /** For this many days after a day it must be known what happened. */
  horizon: number
  /** `until` that day: what was known; `whole`: what came. */
  happened: (until: PurchaseHistory, whole: PurchaseHistory, day: number) => boolean
  /** What one would say without a model; beside "the same for everybody". */
  simple: (until: PurchaseHistory, day: number) => number
}

export interface Trained {
  classifier: Classifier
  bgNbd: BgNbd
}

export interface Backtest {
  trained: { from: number; until: number; cases: number }
  calibrated: { day: number; cases: number }
  tested: { day: number; until: number }
  model: 'logistic' | 'boosting'
  quality: Quality
  baselines: { everybody: Quality; simple: Quality }
  /** Less wrong than both baselines by the Brier score, which counts ranking and calibration together. */
  better: boolean
}

/** Customers that are looked at: on one day, and in training on all its days together. */
const MOST_CASES = 20_000
const MOST_TRAINING_CASES = 24_000
const MOST_TRAINING_DAYS = 8
const LEAST_HISTORY = 60
const LEAST_CASES = 200
const LEAST_OF_EACH = 30

export type BacktestAnswer = { ok: true; backtest: Backtest } | { ok: false; reason: string }
export type TrainAnswer = { ok: true; trained: Trained } | { ok: false; reason: string }

/**
 * Trained on earlier days, calibrated on a later one, tested on a later one still; no two windows overlap.
 * The last window ends with the history.
 */
export async function backtest(
  histories: readonly PurchaseHistory[],
  question: Question,
  end: number,
  pause: () => Promise<void>,
): Promise<BacktestAnswer> {
  const testDay = end - question.horizon
  const done = await trainBefore(histories, question, testDay, pause)
  if (!done.ok) return done
  const { trained, days } = done
  const cases = casesAt(histories, question, testDay)
  const labels = cases.map(({ label }) => label)
  if (!isEnough(labels)) return { ok: false, reason: notEnough(labels, 'the last window') }
  const said = cases.map(({ until }) =>
    probability(trained.classifier, featuresAt(until, testDay, trained.bgNbd)),
  )
  const quality = qualityOf(said, labels)
  const baselines = {
    everybody: qualityOf(
      labels.map(() => done.rate),
      labels,
    ),
    simple: qualityOf(
      cases.map(({ until }) => question.simple(until, testDay)),
      labels,
    ),
  }
  const better = quality.brier < Math.min(baselines.everybody.brier, baselines.simple.brier)
  return {
    ok: true,
    backtest: {
      trained: { from: days.training.at(-1) ?? 0, until: days.calibration, cases: done.cases },
      calibrated: { day: days.calibration, cases: done.calibrationCases },
      tested: { day: testDay, until: end },
      model: trained.classifier.model.kind,
      quality,
      baselines,
      better,
    },
  }
}

/** The same recipe with everything that is known up to `end`: what goes into use. */
export async function trainForUse(
  histories: readonly PurchaseHistory[],
  question: Question,
  end: number,
  pause: () => Promise<void>,
): Promise<TrainAnswer> {
  return trainBefore(histories, question, end, pause)
}

type Prepared =
  | { ok: false; reason: string }
  | {
      ok: true
      trained: Trained
      days: { training: number[]; calibration: number }
      cases: number
      calibrationCases: number
      /** How often it happened in training and calibration. */
      rate: number
    }

/** Trains with windows that end at `until` or before. */
async function trainBefore(
  histories: readonly PurchaseHistory[],
  question: Question,
  until: number,
  pause: () => Promise<void>,
): Promise<Prepared> {
  const first = histories.reduce((least, { days }) => Math.min(least, days[0]?.day ?? Infinity), Infinity)
  const calibration = until - question.horizon
  const training = Array.from(
    { length: MOST_TRAINING_DAYS },
    (_, i) => calibration - (i + 1) * question.horizon,
  ).filter((day) => day >= first + LEAST_HISTORY)
  if (training.length === 0)
    return {
      ok: false,
      reason: `not enough data: less than ${LEAST_HISTORY + 3 * question.horizon} days of purchases`,
    }
  const bgNbd = await bgNbdAt(histories, calibration, pause)
  const earlier: Examples = { rows: [], labels: [] }
  const each = Math.ceil(MOST_TRAINING_CASES / training.length)
  for (const day of training)
    await addExamples(
      earlier,
      casesAt(histories, question, day, Math.min(each, MOST_CASES)),
      day,
      bgNbd,
      pause,
    )
  const later: Examples = { rows: [], labels: [] }
  await addExamples(later, casesAt(histories, question, calibration), calibration, bgNbd, pause)
  for (const { labels } of [earlier, later])
    if (!isEnough(labels)) return { ok: false, reason: notEnough(labels, 'training or calibration') }
  const classifier = await trainClassifier(earlier, later, pause)
  const all = [...earlier.labels, ...later.labels]
  return {
    ok: true,
    trained: { classifier, bgNbd },
    days: { training, calibration },
    cases: earlier.labels.length,
    calibrationCases: later.labels.length,
    rate: all.reduce((sum, label) => sum + label, 0) / all.length,
  }
}

async function bgNbdAt(
  histories: readonly PurchaseHistory[],
  day: number,
  pause: () => Promise<void>,
): Promise<BgNbd> {
  const known = sampleOf(histories, MOST_CASES).flatMap((history) => historyUntil(history, day) ?? [])
  return (
    await fitBgNbd(
      known.map((history) => repeatsAt(history, day)),
      pause,
    )
  ).model
}

interface Case {
  until: PurchaseHistory
  label: number
}

function casesAt(
  histories: readonly PurchaseHistory[],
  question: Question,
  day: number,
  most = MOST_CASES,
): Case[] {
  const known = histories.flatMap((whole) => {
    const until = historyUntil(whole, day)
    return until === null ? [] : [{ until, whole }]
  })
  return sampleOf(known, most).map(({ until, whole }) => ({
    until,
    label: question.happened(until, whole, day) ? 1 : 0,
  }))
}

async function addExamples(
  into: Examples,
  cases: readonly Case[],
  day: number,
  bgNbd: BgNbd,
  pause: () => Promise<void>,
): Promise<void> {
  for (const { until, label } of cases) {
    into.rows.push(featuresAt(until, day, bgNbd))
    into.labels.push(label)
    await pause()
  }
}

function isEnough(labels: readonly number[]): boolean {
  const yes = labels.reduce((sum, label) => sum + label, 0)
  return labels.length >= LEAST_CASES && Math.min(yes, labels.length - yes) >= LEAST_OF_EACH
}

function notEnough(labels: readonly number[], where: string): string {
  const yes = labels.reduce((sum, label) => sum + label, 0)
  return `not enough data: ${labels.length} customers in ${where}, it happened for ${yes}; ${LEAST_CASES} and ${LEAST_OF_EACH} are needed`
}

import { type Boosting, fitBoosting, scoreBoosting } from './boosting.ts'
import { fitLogistic, type Logistic, scoreLogistic } from './logistic.ts'
import { qualityOf } from './quality.ts'
import { sigmoid } from './special-functions.ts'

/** Rows of features with what happened after. */
export interface Examples {
  rows: number[][]
  labels: number[]
}

/** A model with its calibration: what it says is σ(slope · score + shift), after Platt 1999. */
export interface Classifier {
  model: Logistic | Boosting
  slope: number
  shift: number
}

/**
 * Trains a regression and trees on one period, and calibrates both on a later one; the one that says less
 * wrong there (log loss) is taken. The two periods must not overlap.
 */
export async function trainClassifier(
  train: Examples,
  later: Examples,
  pause: () => Promise<void>,
): Promise<Classifier> {
  const models = [
    await fitLogistic(train.rows, train.labels, pause),
    await fitBoosting(train.rows, train.labels, pause),
  ]
  const calibrated: { classifier: Classifier; loss: number }[] = []
  for (const model of models) {
    const classifier = await calibrate(model, later, pause)
    const said = later.rows.map((row) => probability(classifier, row))
    calibrated.push({ classifier, loss: qualityOf(said, later.labels).logLoss })
  }
  const [best] = calibrated.sort((a, b) => a.loss - b.loss)
  if (!best) throw new Error('there is no model to choose from')
  return best.classifier
}

async function calibrate(
  model: Logistic | Boosting,
  later: Examples,
  pause: () => Promise<void>,
): Promise<Classifier> {
  const scores = later.rows.map((row) => [scoreOf(model, row)])
  const line = await fitLogistic(scores, later.labels, pause)
  const [mean = 0] = line.means
  const [deviation = 0] = line.deviations
  const [weight = 0, intercept = 0] = line.weights
  const slope = deviation > 1e-12 ? weight / deviation : 0
  return { model, slope, shift: intercept - slope * mean }
}

function scoreOf(model: Logistic | Boosting, row: readonly number[]): number {
  return model.kind === 'logistic' ? scoreLogistic(model, row) : scoreBoosting(model, row)
}

export function probability({ model, slope, shift }: Classifier, row: readonly number[]): number {
  return sigmoid(slope * scoreOf(model, row) + shift)
}

import type { PredictionName } from '#contract/segments.ts'
import { backtest, type Question, trainForUse } from './predictions/backtest.ts'
import { expectedPurchases, probabilityAlive } from './predictions/bg-nbd.ts'
import { probability } from './predictions/classifier.ts'
import {
  type Engagement,
  type EngagementChannel,
  engages,
  fitEngagement,
  LEAST_CUSTOMERS,
  LEAST_MESSAGES,
  testEngagement,
} from './predictions/engagement.ts'
import { featuresAt } from './predictions/features.ts'
import {
  beatsBaselines,
  fitPurchaseModels,
  testPurchaseModels,
  valueOfPurchase,
} from './predictions/purchase-models.ts'
import { type PurchaseHistory, repeatsAt } from './predictions/purchases.ts'
import type { PredictionModel } from './queries-models.ts'

type Untimed = Omit<PredictionModel, 'trainedAt' | 'trainedFrom' | 'trainedUntil'>
type Predictions = Partial<Record<PredictionName, number>>

/** Models with their figures, and what they say of a customer; without `predict` none is in use. */
export interface Predictor {
  models: Untimed[]
  predict: ((history: PurchaseHistory) => Predictions) | null
}

const LEAST_BUYERS = 100
const LEAST_REPEATERS = 30
const LEAST_DAYS = 120
const MOST_HOLDOUT = 182
const horizons = [30, 90, 365] as const

/** How often people come back, and for how much: tested on the last months, then fitted to everything. */
export async function purchasePredictor(
  histories: readonly PurchaseHistory[],
  today: number,
  pause: () => Promise<void>,
): Promise<Predictor> {
  const first = histories.reduce((least, { days }) => Math.min(least, days[0]?.day ?? least), today)
  const repeaters = histories.filter(({ days }) => days.length > 1).length
  if (histories.length < LEAST_BUYERS || repeaters < LEAST_REPEATERS || today - first < LEAST_DAYS) {
    const verdict = `not enough data: ${histories.length} customers have bought, ${repeaters} of them again, in ${today - first} days; ${LEAST_BUYERS}, ${LEAST_REPEATERS} and ${LEAST_DAYS} are needed`
    const model = { params: null, metrics: null, inUse: false, verdict }
    return { models: ['purchases', 'value'].map((name) => ({ name, ...model })), predict: null }
  }
  const split = today - Math.min(MOST_HOLDOUT, Math.floor((today - first) / 2))
  const earlier = await fitPurchaseModels(histories, split, pause)
  const fitted = { purchases: earlier.purchases.model, value: earlier.value.model }
  const test = await testPurchaseModels(histories, fitted, split, today, pause)
  const now = await fitPurchaseModels(histories, today, pause)
  const counts = beatsBaselines(test.purchases)
  const values = counts && beatsBaselines(test.value)
  const scope = {
    customers: test.customers,
    calibrationDays: test.calibrationDays,
    holdoutDays: test.holdoutDays,
  }
  return {
    models: [
      {
        name: 'purchases',
        params: now.purchases,
        metrics: { ...scope, ...test.purchases },
        inUse: counts,
        verdict: told(counts, test.purchases, 1),
      },
      {
        name: 'value',
        params: now.value,
        metrics: { ...scope, ...test.value, correlation: now.value.correlation },
        inUse: values,
        verdict: counts ? told(values, test.value, 100) : 'not used: the model of purchases is not in use',
      },
    ],
    predict: counts
      ? (history) => predictPurchases(now.purchases.model, values ? now.value.model : null, history, today)
      : null,
  }
}

function predictPurchases(
  purchases: Parameters<typeof expectedPurchases>[0],
  value: Parameters<typeof valueOfPurchase>[0] | null,
  history: PurchaseHistory,
  today: number,
): Predictions {
  const repeats = repeatsAt(history, today)
  const worth = value === null ? null : valueOfPurchase(value, history)
  const said: Predictions = { alive: rounded(probabilityAlive(purchases, repeats)) }
  for (const days of horizons) {
    const expected = expectedPurchases(purchases, repeats, days / 7)
    said[`orders_${days}`] = rounded(expected)
    if (worth !== null) said[`value_${days}`] = Math.round(expected * worth)
  }
  return said
}

function told(
  inUse: boolean,
  { model, sameRate, average }: { model: number; sameRate: number; average: number },
  per: number,
): string {
  const [ours, rate, all] = [model, sameRate, average].map((error) => (error / per).toFixed(3))
  const figures = `mean error ${ours} a customer; at their rate before ${rate}, the average for all ${all}`
  return inUse ? `in use: ${figures}` : `not used, it does not beat its baselines: ${figures}`
}

/** A yes-or-no: tested on the last window, then trained the same way on everything that is known. */
export async function questionPredictor(
  name: 'buys_30' | 'churns',
  question: Question,
  histories: readonly PurchaseHistory[],
  today: number,
  pause: () => Promise<void>,
): Promise<Predictor> {
  const tested = await backtest(histories, question, today, pause)
  if (!tested.ok)
    return {
      models: [{ name, params: null, metrics: null, inUse: false, verdict: tested.reason }],
      predict: null,
    }
  const { quality, baselines, better } = tested.backtest
  const trained = better ? await trainForUse(histories, question, today, pause) : null
  const use = trained?.ok ? trained.trained : null
  const figures = `AUC ${quality.auc.toFixed(3)}, Brier ${quality.brier.toFixed(3)}; at their rate before ${baselines.simple.auc.toFixed(3)} and ${baselines.simple.brier.toFixed(3)}, the same for everybody ${baselines.everybody.brier.toFixed(3)}`
  return {
    models: [
      {
        name,
        params: use,
        metrics: tested.backtest,
        inUse: use !== null,
        verdict: use ? `in use: ${figures}` : `not used, it does not beat its baselines: ${figures}`,
      },
    ],
    predict: use
      ? (history) => ({
          [name]: rounded(probability(use.classifier, featuresAt(history, today, use.bgNbd))),
        })
      : null,
  }
}

/** Who does something with the messages of a channel. */
export function engagementPredictor(
  channel: EngagementChannel,
  earlier: readonly Engagement[],
  later: readonly Engagement[],
): { model: Untimed; predict: ((counts: Engagement) => Predictions) | null } {
  const name = `engages_${channel}` as const
  const messages = [...earlier, ...later].reduce((sum, { arrived }) => sum + arrived, 0)
  const customers = new Set([...earlier, ...later].map(({ customerId }) => customerId)).size
  const test = testEngagement(earlier, later)
  if (messages < LEAST_MESSAGES || customers < LEAST_CUSTOMERS || test.messages === 0) {
    const verdict = `not enough data: ${messages} messages to ${customers} customers in 180 days; ${LEAST_MESSAGES} and ${LEAST_CUSTOMERS} are needed`
    return { model: { name, params: null, metrics: null, inUse: false, verdict }, predict: null }
  }
  const model = fitEngagement([...earlier, ...later])
  const figures = `mean squared error ${test.brier.toFixed(4)}, everybody alike ${test.everybody.toFixed(4)}`
  const verdict = test.better ? `in use: ${figures}` : `not used, it does not beat its baseline: ${figures}`
  return {
    model: { name, params: model, metrics: test, inUse: test.better, verdict },
    predict: test.better ? (counts) => ({ [name]: rounded(engages(model, counts)) }) : null,
  }
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

import { type BacktestAnswer, backtest } from './backtest.ts'
import { type BgNbd, logLikelihood } from './bg-nbd.ts'
import {
  beatsBaselines,
  fitPurchaseModels,
  type PurchaseTest,
  testPurchaseModels,
} from './purchase-models.ts'
import { historyUntil, type PurchaseHistory, repeatsAt } from './purchases.ts'
import { buysWithin30, churns } from './questions.ts'

export interface PredictionReport {
  customers: number
  /** Days on which somebody bought, counted for each customer. */
  purchases: number
  from: number
  until: number
  test: PurchaseTest & { purchasesBeat: boolean; valueBeats: boolean }
  bgNbd: BgNbd & {
    logLikelihood: number
    customers: number
    converged: boolean
    /** What the likelihood loses when one parameter moves by 1%, down and up; all below 0 at an optimum. */
    moved: Record<keyof BgNbd, { down: number; up: number }>
    atOptimum: boolean
  }
  gammaGamma: {
    p: number
    q: number
    gamma: number
    correlation: number
    customers: number
    converged: boolean
  }
  buys30: BacktestAnswer
  churns: BacktestAnswer
}

/**
 * How good the predictions are on a list of purchases: the purchase models with the first `calibrationWeeks`
 * to learn from and the `holdoutWeeks` after them to be tested on (half and half where the list is shorter),
 * the yes-or-nos on the last windows of the list.
 */
export async function evaluatePredictions(
  histories: readonly PurchaseHistory[],
  weeks: { calibration: number; holdout: number },
  pause: () => Promise<void>,
): Promise<PredictionReport> {
  const first = Math.min(...histories.map(({ days }) => days[0]?.day ?? Infinity))
  const last = Math.max(...histories.map(({ days }) => days.at(-1)?.day ?? -Infinity))
  const fits = last - first + 1 >= 7 * (weeks.calibration + weeks.holdout)
  const half = Math.floor((last - first + 1) / 2)
  const split = first + (fits ? 7 * weeks.calibration : half) - 1
  const end = fits ? split + 7 * weeks.holdout : last
  const { purchases, value } = await fitPurchaseModels(histories, split, pause)
  const test = await testPurchaseModels(
    histories,
    { purchases: purchases.model, value: value.model },
    split,
    end,
    pause,
  )
  const moved = movedByOnePercent(purchases.model, histories, split)
  return {
    customers: histories.length,
    purchases: histories.reduce((sum, { days }) => sum + days.length, 0),
    from: first,
    until: last,
    test: {
      ...test,
      purchasesBeat: beatsBaselines(test.purchases),
      valueBeats: beatsBaselines(test.value),
    },
    bgNbd: {
      ...purchases.model,
      logLikelihood: purchases.likelihood,
      customers: purchases.customers,
      converged: purchases.converged,
      moved,
      atOptimum: Object.values(moved).every(({ down, up }) => down < 0 && up < 0),
    },
    gammaGamma: {
      ...value.model,
      correlation: value.correlation,
      customers: value.customers,
      converged: value.converged,
    },
    buys30: await backtest(histories, buysWithin30, last, pause),
    churns: await backtest(histories, churns, last, pause),
  }
}

function movedByOnePercent(
  model: BgNbd,
  histories: readonly PurchaseHistory[],
  day: number,
): PredictionReport['bgNbd']['moved'] {
  const known = histories.flatMap((history) => historyUntil(history, day) ?? [])
  const repeats = known.map((history) => repeatsAt(history, day))
  const best = logLikelihood(model, repeats)
  const change = (name: keyof BgNbd) => ({
    down: logLikelihood({ ...model, [name]: model[name] * 0.99 }, repeats) - best,
    up: logLikelihood({ ...model, [name]: model[name] * 1.01 }, repeats) - best,
  })
  return { r: change('r'), alpha: change('alpha'), a: change('a'), b: change('b') }
}

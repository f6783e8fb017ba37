import { type BgNbd, type BgNbdFit, expectedPurchases, fitBgNbd, type Repeats } from './bg-nbd.ts'
import { expectedValue, fitGammaGamma, type GammaGamma, type GammaGammaFit } from './gamma-gamma.ts'
import { historyUntil, type PurchaseHistory, purchasesBetween, repeatsAt, spendingOf } from './purchases.ts'
import { sampleOf } from './random.ts'

/** Purchases and their value, together. */
export interface PurchaseModels {
  purchases: BgNbdFit
  value: GammaGammaFit
}

/** Customers whose purchases still all fit: more would only make the same figures slower. */
const MOST_CUSTOMERS = 50_000

/** Fits both models to what was known at the end of `day`. Value is learned from repeat purchases. */
export async function fitPurchaseModels(
  histories: readonly PurchaseHistory[],
  day: number,
  pause: () => Promise<void>,
): Promise<PurchaseModels> {
  const known = sampleOf(histories, MOST_CUSTOMERS).flatMap((history) => historyUntil(history, day) ?? [])
  const purchases = await fitBgNbd(
    known.map((history) => repeatsAt(history, day)),
    pause,
  )
  const value = await fitGammaGamma(known.map(repeatSpending), pause)
  return { purchases, value }
}

/** The first purchase is what made them customers; its value differs from those that follow (Fader). */
function repeatSpending(history: PurchaseHistory) {
  return spendingOf({ ...history, days: history.days.slice(1) })
}

/** What a customer's next purchase is worth; null where nobody's could be told. */
export function valueOfPurchase(model: GammaGamma, history: PurchaseHistory): number | null {
  const repeats = repeatSpending(history)
  return expectedValue(model, repeats.x > 0 ? repeats : { x: 0, mean: 0 })
}

/** Mean absolute errors over a period that the models have not seen, a customer each. */
export interface PurchaseTest {
  customers: number
  calibrationDays: number
  holdoutDays: number
  /** Repeat purchases: the model, each at their rate before, and the average of all for everybody. */
  purchases: { model: number; sameRate: number; average: number; expected: number; happened: number }
  /** Net value in minor units. */
  value: { model: number; sameRate: number; average: number; expected: number; happened: number }
}

/** Tests models that were fitted at the end of `day` on the days after it, up to `end`. */
export async function testPurchaseModels(
  histories: readonly PurchaseHistory[],
  models: { purchases: BgNbd; value: GammaGamma },
  day: number,
  end: number,
  pause: () => Promise<void>,
): Promise<PurchaseTest> {
  const weeks = (end - day) / 7
  const cases = histories.flatMap((whole) => {
    const until = historyUntil(whole, day)
    return until === null ? [] : [{ whole, until, repeats: repeatsAt(until, day) }]
  })
  const average = averageRate(cases.map(({ repeats }) => repeats)) * weeks
  const spent =
    averageSpend(
      cases.map(({ until }) => until),
      day,
    ) *
    weeks *
    7
  const errors = { purchases: newErrors(), value: newErrors() }
  for (const { whole, until, repeats } of cases) {
    const model = expectedPurchases(models.purchases, repeats, weeks)
    add(errors.purchases, purchasesBetween(whole, day, end), {
      model,
      sameRate: repeats.T > 0 ? (repeats.x / repeats.T) * weeks : 0,
      average,
    })
    add(errors.value, spentBetween(whole, day, end), {
      model: model * (valueOfPurchase(models.value, until) ?? 0),
      sameRate: spendRate(until, day) * weeks * 7,
      average: spent,
    })
    await pause()
  }
  const n = Math.max(1, cases.length)
  return {
    customers: cases.length,
    calibrationDays: day - Math.min(...histories.map(({ days }) => days[0]?.day ?? day)) + 1,
    holdoutDays: end - day,
    purchases: meanOf(errors.purchases, n),
    value: meanOf(errors.value, n),
  }
}

function averageRate(repeats: readonly Repeats[]): number {
  const purchases = repeats.reduce((sum, { x }) => sum + x, 0)
  return (
    purchases /
    Math.max(
      1e-9,
      repeats.reduce((sum, { T }) => sum + T, 0),
    )
  )
}

/** Repeat spending a day, of a customer. */
function spendRate({ days }: PurchaseHistory, day: number): number {
  const first = days[0]?.day ?? day
  const spent = days.slice(1).reduce((sum, { amount }) => sum + amount, 0)
  return day > first ? spent / (day - first) : 0
}

function averageSpend(histories: readonly PurchaseHistory[], day: number): number {
  let [spent, time] = [0, 0]
  for (const { days } of histories) {
    spent += days.slice(1).reduce((sum, { amount }) => sum + amount, 0)
    time += day - (days[0]?.day ?? day)
  }
  return spent / Math.max(1, time)
}

function spentBetween({ days }: PurchaseHistory, from: number, until: number): number {
  return days.reduce((sum, { day, amount }) => (day > from && day <= until ? sum + amount : sum), 0)
}

type Errors = PurchaseTest['purchases']
const newErrors = (): Errors => ({ model: 0, sameRate: 0, average: 0, expected: 0, happened: 0 })

function add(
  errors: Errors,
  happened: number,
  said: { model: number; sameRate: number; average: number },
): void {
  errors.model += Math.abs(said.model - happened)
  errors.sameRate += Math.abs(said.sameRate - happened)
  errors.average += Math.abs(said.average - happened)
  errors.expected += said.model
  errors.happened += happened
}

function meanOf(errors: Errors, n: number): Errors {
  const { model, sameRate, average, expected, happened } = errors
  return {
    model: model / n,
    sameRate: sameRate / n,
    average: average / n,
    expected: expected / n,
    happened: happened / n,
  }
}

/** Less wrong than both baselines. */
export function beatsBaselines({ model, sameRate, average }: Errors): boolean {
  return model < Math.min(sameRate, average)
}

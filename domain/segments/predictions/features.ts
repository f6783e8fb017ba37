import { type BgNbd, expectedPurchases, probabilityAlive } from './bg-nbd.ts'
import { type PurchaseHistory, repeatsAt, spendingOf } from './purchases.ts'

/** What a classifier sees of a customer at the end of a day; in this order. */
export const featureNames = [
  'days since the last purchase',
  'purchases',
  'days since the first purchase',
  'purchases in 30 days',
  'purchases in 90 days',
  'purchases in 180 days',
  'usual gap',
  'gap now against the usual',
  'unevenness of gaps',
  'mean value',
  'last value against the mean',
  'products at a time',
  'purchases in these weeks a year ago',
  'probability of being a customer still',
  'purchases expected in 30 days',
] as const

const log = (value: number) => Math.log1p(Math.max(0, value))

/** One number for each feature; `history` must end at `day`. Nothing after that day is looked at. */
export function featuresAt(history: PurchaseHistory, day: number, model: BgNbd): number[] {
  const { days } = history
  const last = days.at(-1)
  const repeats = repeatsAt(history, day)
  const recency = day - (last?.day ?? day)
  const tenure = repeats.T * 7
  const since = (from: number) => days.filter((purchase) => purchase.day > day - from).length
  const gaps = gapsOf(history)
  const gap = gaps.length === 0 ? tenure : mean(gaps)
  const spending = spendingOf(history)
  return [
    log(recency),
    log(days.length),
    log(tenure),
    log(since(30)),
    log(since(90)),
    log(since(180)),
    log(gap),
    Math.log((recency + 7) / (gap + 7)),
    gaps.length < 2 ? 0 : Math.log1p(deviation(gaps) / (gap + 1)),
    log(spending.mean),
    Math.log((Math.max(0, last?.amount ?? 0) + 100) / (spending.mean + 100)),
    log(mean(days.map(({ products }) => products))),
    log(days.filter((purchase) => Math.abs(purchase.day - (day - 349)) <= 15).length),
    probabilityAlive(model, repeats),
    log(expectedPurchases(model, repeats, 30 / 7)),
  ]
}

/** Days between one purchase and the next. */
export function gapsOf({ days }: PurchaseHistory): number[] {
  return days.slice(1).map((purchase, i) => purchase.day - (days[i]?.day ?? purchase.day))
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}

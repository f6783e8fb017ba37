import type { Question } from './backtest.ts'
import { gapsOf } from './features.ts'
import { type PurchaseHistory, purchasesBetween, repeatsAt } from './purchases.ts'

const LEAST_WINDOW = 30
const MOST_WINDOW = 90
/** Twice their own usual gap without a purchase is longer than most of their pauses. */
const GAPS = 2

/**
 * How long a customer may stay away before we say that they left: twice their own usual gap, between 30 and
 * 90 days; the longest for those who bought once, because they have no gap yet.
 */
export function churnWindow(history: PurchaseHistory): number {
  const gaps = gapsOf(history)
  if (gaps.length === 0) return MOST_WINDOW
  const usual = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  return Math.round(Math.min(MOST_WINDOW, Math.max(LEAST_WINDOW, GAPS * usual)))
}

/** The probability of a purchase within so many days at the rate they had so far. */
function atOwnRate(until: PurchaseHistory, day: number, days: number): number {
  const { x, T } = repeatsAt(until, day)
  return 1 - Math.exp((-x / Math.max(T, 1)) * (days / 7))
}

/** Does this customer buy again within 30 days? */
export const buysWithin30: Question = {
  horizon: 30,
  happened: (_until, whole, day) => purchasesBetween(whole, day, day + 30) > 0,
  simple: (until, day) => atOwnRate(until, day, 30),
}

/** Does this customer stay away for the whole of their own window? */
export const churns: Question = {
  horizon: MOST_WINDOW,
  happened: (until, whole, day) => purchasesBetween(whole, day, day + churnWindow(until)) === 0,
  simple: (until, day) => 1 - atOwnRate(until, day, churnWindow(until)),
}

import { gapsOf } from '../predictions/features.ts'
import { type PurchaseHistory, spendingOf } from '../predictions/purchases.ts'

/** One number that clusters are made of, and how it is told to people. */
export interface Behaviour {
  name: string
  unit: 'days' | 'count' | 'money'
  /** What a cluster is called in which it is far above or below the others. */
  high: string
  low: string
}

export const behaviours: Behaviour[] = [
  { name: 'days since the last purchase', unit: 'days', high: 'away for long', low: 'here lately' },
  { name: 'purchases', unit: 'count', high: 'buy often', low: 'bought once or twice' },
  { name: 'days between purchases', unit: 'days', high: 'long pauses', low: 'short pauses' },
  { name: 'value of a purchase', unit: 'money', high: 'large baskets', low: 'small baskets' },
  { name: 'products at a time', unit: 'count', high: 'many things at once', low: 'one thing at a time' },
  { name: 'days as a customer', unit: 'days', high: 'here for years', low: 'new here' },
]

/** The numbers of a customer as of a day, in the order of `behaviours`. */
export function behaviourOf(history: PurchaseHistory, today: number): number[] {
  const { days } = history
  const first = days[0]?.day ?? today
  const gaps = gapsOf(history)
  const gap = gaps.length === 0 ? today - first : gaps.reduce((sum, one) => sum + one, 0) / gaps.length
  const products = days.reduce((sum, day) => sum + day.products, 0) / Math.max(1, days.length)
  return [
    today - (days.at(-1)?.day ?? today),
    days.length,
    gap,
    Math.max(0, spendingOf(history).mean),
    products,
    today - first,
  ]
}

/** Behaviour is counted in multiples, not in sums: 2 purchases against 1 is as much as 20 against 10. */
export function logged(row: readonly number[]): number[] {
  return row.map((value) => Math.log1p(Math.max(0, value)))
}

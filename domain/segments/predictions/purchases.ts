import type { Repeats } from './bg-nbd.ts'
import type { Spending } from './gamma-gamma.ts'

const DAY_MS = 86_400_000

/** One day on which somebody bought: days are counted from 1 January 1970, UTC. */
export interface PurchaseDay {
  day: number
  /** Net, in minor units of one currency. */
  amount: number
  /** Different products. */
  products: number
}

/** All days on which a customer bought, oldest first; what was bought on one day is one purchase. */
export interface PurchaseHistory {
  customerId: string
  days: PurchaseDay[]
}

export function dayOf(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS)
}

export function dateOfDay(day: number): Date {
  return new Date(day * DAY_MS)
}

/** The purchases up to the end of `day`; null where there were none yet. */
export function historyUntil(history: PurchaseHistory, day: number): PurchaseHistory | null {
  const last = history.days.at(-1)
  if (last && last.day <= day) return history
  const days = history.days.filter((purchase) => purchase.day <= day)
  return days.length === 0 ? null : { ...history, days }
}

/** How many days with a purchase there are after `from`, up to and with `until`. */
export function purchasesBetween(history: PurchaseHistory, from: number, until: number): number {
  return history.days.filter(({ day }) => day > from && day <= until).length
}

/** As BG/NBD sees it at the end of `day`, in weeks. */
export function repeatsAt({ days }: PurchaseHistory, day: number): Repeats {
  const first = days[0]?.day ?? day
  const last = days.at(-1)?.day ?? first
  return { x: Math.max(0, days.length - 1), tx: (last - first) / 7, T: (day - first) / 7 }
}

/** As gamma-gamma sees it: the mean over days whose net value is above 0. */
export function spendingOf({ days }: PurchaseHistory): Spending {
  const paid = days.filter(({ amount }) => amount > 0)
  const sum = paid.reduce((total, { amount }) => total + amount, 0)
  return { x: paid.length, mean: paid.length === 0 ? 0 : sum / paid.length }
}

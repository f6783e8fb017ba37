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

/** One line of a list of purchases; an amount of 0 or less is what came back, or a gift. */
export interface PurchaseLine {
  customerId: string
  day: number
  amount: number
  productId: string | null
  bought: boolean
}

/** Histories out of lines in any order: what came back is taken off the purchase before it. */
export function historiesOf(lines: Iterable<PurchaseLine>): PurchaseHistory[] {
  const byCustomer = new Map<
    string,
    Map<number, { amount: number; bought: boolean; products: Set<string> }>
  >()
  for (const { customerId, day, amount, productId, bought } of lines) {
    const days = byCustomer.get(customerId) ?? new Map()
    const known = days.get(day) ?? { amount: 0, bought: false, products: new Set<string>() }
    known.amount += amount
    known.bought ||= bought
    if (bought && productId !== null) known.products.add(productId)
    byCustomer.set(customerId, days.set(day, known))
  }
  return [...byCustomer].flatMap(([customerId, days]) => {
    const history: PurchaseHistory = { customerId, days: [] }
    for (const [day, { amount, bought, products }] of [...days].sort(([a], [b]) => a - b)) {
      const last = history.days.at(-1)
      if (bought) history.days.push({ day, amount, products: Math.max(1, products.size) })
      else if (last) last.amount += amount
    }
    return history.days.length === 0 ? [] : [history]
  })
}

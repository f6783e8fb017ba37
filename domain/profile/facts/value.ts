import type { Money } from '#contract/money.ts'
import { dayOf } from '../why.ts'
import { type Bought, type BoughtOrder, counted, DAY_MS, median, percent } from './bought.ts'

/** What a customer was worth, per currency: net of returns, without cancelled orders. */
export interface ValueFact {
  currency: string
  lifetimeValue: Money
  orders: number
  averageOrder: Money | null
  /** Of the lines whose cost the catalog knows; `knownShare` is their share of the turnover. null: of none. */
  margin: { amount: Money; knownShare: number } | null
  why: string
}

/** When and how often, over all currencies. */
export interface BuyingFact {
  orders: number
  firstOrderAt: Date
  lastOrderAt: Date
  recencyDays: number
  /** Orders a year between the first and now; null with fewer than two, or within a month. */
  perYear: number | null
  medianGapDays: number | null
  why: string
}

export interface ReturnsFact {
  /** Of the turnover. */
  valueRate: number
  /** Of the orders: how many had something come back. */
  orderRate: number
  why: string
}

export function valueFacts({ orders, lines, goods }: Bought): ValueFact[] {
  return [...new Set(orders.map((order) => order.currency))].sort().map((currency) => {
    const own = orders.filter((order) => order.currency === currency)
    const bought = own.filter((order) => order.isPurchase)
    const net = own.reduce((sum, order) => sum + order.total - order.refunded, 0)
    const paid = bought.reduce((sum, order) => sum + order.total, 0)
    const money = (amount: number) => ({ amount: Math.round(amount), currency })
    return {
      currency,
      lifetimeValue: money(net),
      orders: bought.length,
      averageOrder: bought.length > 0 ? money(paid / bought.length) : null,
      margin: marginOf({ orders: own, lines, goods }, currency),
      why: `The total of ${counted(bought.length, 'order')} ${span(own)}, less what was returned or refunded.`,
    }
  })
}

function marginOf({ lines, goods }: Bought, currency: string): ValueFact['margin'] {
  let turnover = 0
  let known = 0
  let margin = 0
  for (const line of lines) {
    if (line.currency !== currency) continue
    const value = line.quantity * line.unitPrice
    turnover += Math.abs(value)
    const cost = goods.get(line.variantId)?.cost
    if (cost?.currency !== currency) continue
    known += Math.abs(value)
    margin += value - line.quantity * cost.amount
  }
  if (known === 0) return null
  return { amount: { amount: Math.round(margin), currency }, knownShare: known / turnover }
}

export function buyingFact({ orders }: Bought, now: Date): BuyingFact | null {
  const times = orders
    .filter((order) => order.isPurchase && order.placedAt <= now)
    .map((order) => order.placedAt.getTime())
    .sort((a, b) => a - b)
  const [first] = times
  const last = times.at(-1)
  if (first === undefined || last === undefined) return null
  const gaps = times.slice(1).map((time, at) => (time - (times[at] ?? time)) / DAY_MS)
  const days = (now.getTime() - first) / DAY_MS
  return {
    orders: times.length,
    firstOrderAt: new Date(first),
    lastOrderAt: new Date(last),
    recencyDays: Math.floor((now.getTime() - last) / DAY_MS),
    perYear: times.length >= 2 && days >= 30 ? Math.round((times.length / days) * 3650) / 10 : null,
    medianGapDays: gaps.length > 0 ? Math.round(median(gaps)) : null,
    why: `${counted(times.length, 'order')} ${span(orders)}.`,
  }
}

export function returnsFact({ orders, lines }: Bought): ReturnsFact | null {
  const bought = orders.filter((order) => order.total > 0)
  if (bought.length === 0) return null
  const paid = bought.reduce((sum, order) => sum + order.total, 0)
  const credited = orders.reduce((sum, order) => sum - Math.min(order.total, 0) + order.refunded, 0)
  const cameBack = new Set([
    ...bought.filter((order) => order.refunded > 0 || order.status === 'returned').map((one) => one.orderId),
    ...lines.filter((line) => line.quantity < 0).map((line) => line.orderId),
  ])
  const valueRate = Math.min(credited / paid, 1)
  return {
    valueRate,
    orderRate: Math.min(cameBack.size / bought.length, 1),
    why: `${percent(valueRate)} of the value of ${counted(bought.length, 'order')} came back.`,
  }
}

function span(orders: readonly BoughtOrder[]): string {
  const times = orders.map((order) => order.placedAt.getTime())
  if (times.length === 0) return ''
  const first = dayOf(new Date(Math.min(...times)))
  const last = dayOf(new Date(Math.max(...times)))
  return first === last ? `on ${first}` : `between ${first} and ${last}`
}

/** One order as facts are made from it; a credit note has a negative total. */
export interface BoughtOrder {
  orderId: string
  orderNumber: string
  placedAt: Date
  status: string
  currency: string
  /** Minor units. */
  total: number
  refunded: number
  isPurchase: boolean
  channel: string
  storeId: string | null
}

/** One line of an order; `quantity` is negative where goods came back. */
export interface BoughtLine {
  orderId: string
  placedAt: Date
  currency: string
  productId: string
  variantId: string
  title: string
  quantity: number
  unitPrice: number
}

/** What the catalog says of something bought, where it still has it. */
export interface BoughtGoods {
  brand: string | null
  categories: string[]
  /** Minor units and currency of what the shop paid. */
  cost: { amount: number; currency: string } | null
  options: { name: string; value: string }[]
  /** Days it lasts, where the catalog says so (attribute `replenish_days`). */
  lastsDays: number | null
}

export interface Bought {
  orders: BoughtOrder[]
  lines: BoughtLine[]
  /** By variant id. */
  goods: ReadonlyMap<string, BoughtGoods>
}

export const DAY_MS = 86_400_000

/** A purchase of today weighs twice as much as one of half a year ago. */
const HALF_LIFE_DAYS = 180

export function recencyWeight(at: Date, now: Date): number {
  return 0.5 ** (Math.max(now.getTime() - at.getTime(), 0) / DAY_MS / HALF_LIFE_DAYS)
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** By linear interpolation between the ordered values (type 7 of Hyndman and Fan, 1996). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

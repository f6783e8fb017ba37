import { type ItemIndex, itemIndex, type Sequences, userCount } from './interactions.ts'

/** One order, as it comes. */
export interface Order {
  /** null: a guest, who cannot be followed. */
  customer: string | null
  /** Milliseconds. */
  at: number
  items: readonly string[]
}

/** Orders as sequences, the oldest first: the "user" is an order, and has each of its items once. Plain data. */
export interface Baskets extends Sequences {
  /** Of each basket; -1 for a guest. */
  customer: Int32Array
  customers: number
}

/** Packs orders that come in any order; an order of nothing is left out, and an item outside a given index. */
export function packBaskets(orders: Iterable<Order>, index?: ItemIndex): Baskets {
  const sorted = [...orders].sort((a, b) => a.at - b.at)
  const items = index ?? itemIndex(itemsOf(sorted))
  const customers = new Map<string, number>()
  const start = [0]
  const item: number[] = []
  const time: number[] = []
  const customer: number[] = []
  for (const order of sorted) {
    const own = new Set(order.items.map((id) => items.at.get(id) ?? -1))
    own.delete(-1)
    if (own.size === 0) continue
    for (const one of own) {
      item.push(one)
      time.push(order.at)
    }
    start.push(item.length)
    customer.push(order.customer === null ? -1 : numberOf(customers, order.customer))
  }
  return {
    items,
    start: Int32Array.from(start),
    item: Int32Array.from(item),
    time: Float64Array.from(time),
    customer: Int32Array.from(customer),
    customers: customers.size,
  }
}

function* itemsOf(orders: readonly Order[]): Generator<string> {
  for (const order of orders) yield* order.items
}

function numberOf(numbers: Map<string, number>, id: string): number {
  const there = numbers.get(id)
  if (there !== undefined) return there
  numbers.set(id, numbers.size)
  return numbers.size - 1
}

export const timeOf = (baskets: Sequences, basket: number): number =>
  baskets.time[baskets.start[basket] ?? 0] ?? 0

/** The first basket later than a moment. */
export function firstAfter(baskets: Baskets, moment: number): number {
  let [low, high] = [0, userCount(baskets)]
  while (low < high) {
    const middle = (low + high) >> 1
    if (timeOf(baskets, middle) > moment) high = middle
    else low = middle + 1
  }
  return low
}

/** The baskets before one of them, over the same items and customers; shares their memory. */
export function basketsBefore(baskets: Baskets, basket: number): Baskets {
  const lines = baskets.start[basket] ?? 0
  return {
    ...baskets,
    start: baskets.start.subarray(0, basket + 1),
    item: baskets.item.subarray(0, lines),
    time: baskets.time.subarray(0, lines),
    customer: baskets.customer.subarray(0, basket),
  }
}

import type { ItemIndex, Sequences } from '../models/interactions.ts'
import type { Purchase, Signal } from './signals.ts'

/** What each group had (a person, a session, a basket), packed for the models. Groups come in time order. */
export async function packed(
  groups: readonly (readonly Signal[])[],
  items: ItemIndex,
  pause: () => Promise<void>,
): Promise<Sequences> {
  let total = 0
  for (const group of groups) total += group.length
  const start = new Int32Array(groups.length + 1)
  const item = new Int32Array(total)
  const time = new Float64Array(total)
  let next = 0
  for (const [at, group] of groups.entries()) {
    for (const signal of group) {
      item[next] = signal.item
      time[next++] = signal.at
    }
    start[at + 1] = next
    await pause()
  }
  return { items, start, item, time }
}

export interface BasketsOfPeople {
  baskets: Purchase[][]
  /** Whose each basket is; the baskets of a person stand side by side. */
  personOf: Int32Array
}

/** Everybody's purchases, order by order. */
export async function basketsOf(
  purchases: readonly (readonly Purchase[])[],
  pause: () => Promise<void>,
): Promise<BasketsOfPeople> {
  const baskets: Purchase[][] = []
  const people: number[] = []
  for (const [person, theirs] of purchases.entries()) {
    const orders = new Map<number, Purchase[]>()
    for (const purchase of theirs) {
      const order = orders.get(purchase.basket)
      if (order) order.push(purchase)
      else orders.set(purchase.basket, [purchase])
    }
    for (const order of orders.values()) {
      baskets.push(order)
      people.push(person)
    }
    await pause()
  }
  return { baskets, personOf: Int32Array.from(people) }
}

const SILENCE_MS = 30 * 60_000

/** Everybody's looks, parted where half an hour went by. */
export async function sessionsOf<S extends Signal>(
  looks: readonly (readonly S[])[],
  pause: () => Promise<void>,
): Promise<S[][]> {
  const sessions: S[][] = []
  for (const theirs of looks) {
    let before = Number.NEGATIVE_INFINITY
    for (const look of theirs) {
      if (look.at - before > SILENCE_MS) sessions.push([])
      sessions.at(-1)?.push(look)
      before = look.at
    }
    await pause()
  }
  return sessions
}

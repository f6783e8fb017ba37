import type { ItemIndex, Sequences } from '../models/interactions.ts'
import type { Signal } from './signals.ts'

/**
 * What somebody had, packed for the models: group by group (persons, sessions, baskets), each in time order. The
 * groups stand as `order` names them, else as they are first met; what is not in the index is left out.
 */
export function sequencesOf<S extends Signal>(
  signals: readonly S[],
  items: ItemIndex,
  groupOf: (signal: S) => number,
  order: readonly number[] = [],
): Sequences {
  const groups = new Map<number, S[]>(order.map((group) => [group, []]))
  for (const signal of signals) {
    if (!items.at.has(signal.productId)) continue
    const group = groups.get(groupOf(signal))
    if (group) group.push(signal)
    else if (order.length === 0) groups.set(groupOf(signal), [signal])
  }
  let total = 0
  for (const group of groups.values()) total += group.length
  const start = new Int32Array(groups.size + 1)
  const item = new Int32Array(total)
  const time = new Float64Array(total)
  let next = 0
  let user = 0
  for (const group of groups.values()) {
    for (const { productId, at } of group.sort((a, b) => a.at - b.at)) {
      item[next] = items.at.get(productId) ?? 0
      time[next++] = at
    }
    start[++user] = next
  }
  return { items, start, item, time }
}

const SILENCE_MS = 30 * 60_000

/** A number for each session: a person's looks, parted where half an hour went by. Looks come in time order. */
export function sessionsOf<S extends Signal>(looks: readonly S[]): (look: S) => number {
  const numbers = new Map<S, number>()
  const latest = new Map<number, { at: number; session: number }>()
  let sessions = 0
  for (const look of looks) {
    const before = latest.get(look.person)
    const session = before && look.at - before.at <= SILENCE_MS ? before.session : sessions++
    latest.set(look.person, { at: look.at, session })
    numbers.set(look, session)
  }
  return (look) => numbers.get(look) ?? 0
}

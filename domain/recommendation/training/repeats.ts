import type { ItemIndex } from '../models/interactions.ts'
import type { Purchase } from './signals.ts'

const DAY_MS = 86_400_000
/** Below these one household's habit would look like a law. */
const LEAST_REPEATERS = 5
const LEAST_SHARE = 0.2
/** Two parcels of one purchase, and what is bought again for another reason, such as a gift. */
const SHORTEST_DAYS = 3
const LONGEST_DAYS = 400
/** Gaps that scatter more than this around their median are no rhythm (the rule of domain/profile for one person). */
const WIDEST_SPREAD = 1

/**
 * Of each product the days after which people buy it again; NaN where too few do, or without a rhythm. A gap is
 * the time between two purchases of one person.
 */
export function learnRepeats(purchases: readonly Purchase[], items: ItemIndex): Float32Array {
  const gaps = new Map<number, number[]>()
  const buyers = new Map<number, Set<number>>()
  const repeaters = new Map<number, Set<number>>()
  const latest = new Map<string, number>()
  for (const { person, productId, at } of [...purchases].sort((a, b) => a.at - b.at)) {
    const item = items.at.get(productId)
    if (item === undefined) continue
    add(buyers, item, person)
    const key = `${person} ${item}`
    const before = latest.get(key)
    latest.set(key, at)
    const days = before === undefined ? 0 : (at - before) / DAY_MS
    if (days < SHORTEST_DAYS || days > LONGEST_DAYS) continue
    add(repeaters, item, person)
    gaps.set(item, [...(gaps.get(item) ?? []), days])
  }
  return Float32Array.from(items.ids, (_, item) => {
    const again = repeaters.get(item)?.size ?? 0
    if (again < LEAST_REPEATERS || again / (buyers.get(item)?.size ?? 1) < LEAST_SHARE) return Number.NaN
    return rhythmOf(gaps.get(item) ?? [])
  })
}

function rhythmOf(gaps: number[]): number {
  const sorted = gaps.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  const median = at(0.5)
  return at(0.75) - at(0.25) <= WIDEST_SPREAD * median ? median : Number.NaN
}

function add(sets: Map<number, Set<number>>, item: number, person: number): void {
  const set = sets.get(item)
  if (set) set.add(person)
  else sets.set(item, new Set([person]))
}

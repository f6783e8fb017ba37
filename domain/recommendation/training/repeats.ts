import type { Signal } from './signals.ts'

const DAY_MS = 86_400_000
/** Below these one household's habit would look like a law. */
const LEAST_REPEATERS = 5
const LEAST_SHARE = 0.2
/** Two parcels of one purchase, and what is bought again for another reason, such as a gift. */
const SHORTEST_DAYS = 3
const LONGEST_DAYS = 400
/** Gaps that scatter more than this around their median are no rhythm. */
const WIDEST_SPREAD = 1

/**
 * Of each product the days after which people buy it again; NaN where too few do, or without a rhythm. A gap is
 * the time between two purchases of one person; `purchases` are everybody's, each in time order.
 */
export async function learnRepeats(
  purchases: readonly (readonly Signal[])[],
  items: number,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const gaps = Array.from({ length: items }, (): number[] => [])
  const buyers = new Int32Array(items)
  const repeaters = new Int32Array(items)
  for (const theirs of purchases) {
    const latest = new Map<number, number>()
    const again = new Set<number>()
    for (const { item, at } of theirs) {
      const days = (at - (latest.get(item) ?? at)) / DAY_MS
      latest.set(item, at)
      if (days < SHORTEST_DAYS || days > LONGEST_DAYS) continue
      again.add(item)
      gaps[item]?.push(days)
    }
    for (const item of latest.keys()) buyers[item] = (buyers[item] ?? 0) + 1
    for (const item of again) repeaters[item] = (repeaters[item] ?? 0) + 1
    await pause()
  }
  return Float32Array.from(gaps, (seen, item) => {
    const many = repeaters[item] ?? 0
    const enough = many >= LEAST_REPEATERS && many >= LEAST_SHARE * (buyers[item] ?? 0)
    return enough ? rhythmOf(seen) : Number.NaN
  })
}

function rhythmOf(gaps: number[]): number {
  const sorted = gaps.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  const median = at(0.5)
  return at(0.75) - at(0.25) <= WIDEST_SPREAD * median ? median : Number.NaN
}

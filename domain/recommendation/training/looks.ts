import type { Purchase } from './signals.ts'

/** That what lies in one category completes what lies in another: directed, the second came with it or after it. */
export interface Look {
  /** Leaf categories, as the shop writes them. */
  category: string
  completedBy: string
  /** Between 0 and 1, comparable among the looks of one category. */
  score: number
  /** How much likelier who bought the one buys the other than anybody. */
  lift: number
  /** Different people behind it. */
  people: number
}

const DAY_MS = 86_400_000
/** What is bought later than this after a thing has little to do with it. */
const TOGETHER_DAYS = 60
/** Below these it could be chance, or one household. */
const LEAST_PEOPLE = 5
const LEAST_LIFT = 1.1
/** Standard deviations above what independence would give. */
const LEAST_SURE = 2
/** People that every expectation starts with, so that two rare categories that met once do not lead. */
const SMOOTHING = 5
const MOST_PER_CATEGORY = 12

/**
 * Which categories complete which, from everybody's baskets and orders that follow within two months. For
 * categories a and b, counted in people:
 *
 *   lift(a → b) = (n(a → b) + s) / (n(a) · n(b) / N + s)
 *
 * (lift after Brin et al. 1997, smoothed), kept where five people and two standard deviations of a Poisson
 * count stand behind it, and ordered by confidence × log lift, which prefers neither what everybody buys nor
 * curiosities. What people buy instead of a thing is seldom bought with it, so substitutes fall out by lift.
 */
export async function learnLooks(
  purchases: readonly (readonly Purchase[])[],
  categoryOf: (item: number) => string | null,
  pause: () => Promise<void>,
): Promise<Look[]> {
  const buyers = new Map<string, number>()
  const both = new Map<string, Map<string, number>>()
  let everybody = 0
  for (const theirs of purchases) {
    if (theirs.length === 0) continue
    everybody++
    const met = metBy(theirs, categoryOf)
    for (const [category, others] of met) {
      buyers.set(category, (buyers.get(category) ?? 0) + 1)
      const counts = both.get(category) ?? new Map<string, number>()
      for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1)
      both.set(category, counts)
    }
    await pause()
  }
  return [...both].flatMap(([category, counts]) =>
    [...counts]
      .flatMap(([completedBy, people]) => {
        const [a, b] = [buyers.get(category) ?? 0, buyers.get(completedBy) ?? 0]
        const expected = (a * b) / Math.max(everybody, 1)
        const lift = (people + SMOOTHING) / (expected + SMOOTHING)
        const sure = (people - expected) / Math.sqrt(Math.max(expected, 1))
        if (people < LEAST_PEOPLE || lift < LEAST_LIFT || sure < LEAST_SURE) return []
        return [{ category, completedBy, score: (people / a) * Math.log(lift), lift, people }]
      })
      .sort((one, other) => other.score - one.score || (one.completedBy < other.completedBy ? -1 : 1))
      .slice(0, MOST_PER_CATEGORY)
      .map(({ score, ...look }, _at, all) => ({ ...look, score: score / (all[0]?.score ?? 1) })),
  )
}

/** Of one person: with each category they bought, those of the same order or of one that came soon after. */
function metBy(
  theirs: readonly Purchase[],
  categoryOf: (item: number) => string | null,
): Map<string, Set<string>> {
  const met = new Map<string, Set<string>>()
  for (const first of theirs) {
    const category = categoryOf(first.item)
    if (category === null) continue
    const others = met.get(category) ?? new Set<string>()
    met.set(category, others)
    for (const next of theirs) {
      const soon = next.at >= first.at && next.at - first.at <= TOGETHER_DAYS * DAY_MS
      if (next.basket !== first.basket && !soon) continue
      const other = categoryOf(next.item)
      if (other !== null && other !== category) others.add(other)
    }
  }
  return met
}

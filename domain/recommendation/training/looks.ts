import type { Purchase } from './signals.ts'

/** That what lies in one category completes what lies in another: directed, the second came with it or after it. */
export interface Look {
  /** Leaf categories, as the shop writes them. */
  category: string
  completedBy: string
  /** Between 0 and 1, comparable among the looks of one category. */
  score: number
  /** How much likelier the other comes to it than to anything. */
  lift: number
  /** Different people behind it. */
  people: number
}

const DAY_MS = 86_400_000
/** What is bought later than this after a thing has little to do with it. */
const TOGETHER_DAYS = 60
/** So many orders after one are looked at: a trader's thousands say no more. */
const MOST_FOLLOWING = 50
/** Below these it could be chance, or one household. */
const LEAST_PEOPLE = 5
const LEAST_LIFT = 1.15
/** Standard deviations above what is usual. */
const LEAST_SURE = 2.5
/** Orders that both sides of a lift start with, so that two rare categories that met once do not lead. */
const SMOOTHING = 5
const MOST_PER_CATEGORY = 12

/**
 * Which categories complete which. An order of one person, with what they order within two months after it, is
 * one occasion. Whoever buys more buys more of everything, so that what comes to category a is compared with
 * what comes to things in general, at the same number of categories (the configuration model):
 *
 *   usual(a → b) = all that came to a · came(b) / sum of came(c) over c ≠ a
 *   lift(a → b) = (n(a → b) + s) / (usual(a → b) + s)
 *
 * Kept where five people stand behind it and the count is so many Poisson deviations above what is usual, one
 * person's occasions counting as much as that person; ordered by confidence × log lift, which prefers neither
 * what everybody buys nor curiosities.
 */
export async function learnLooks(
  purchases: readonly (readonly Purchase[])[],
  categoryOf: (item: number) => string | null,
  pause: () => Promise<void>,
): Promise<Look[]> {
  const counts = new OccasionCounts()
  for (const [person, theirs] of purchases.entries()) {
    const orders = ordersOf(theirs, categoryOf)
    for (const [at, order] of orders.entries()) {
      const met = new Set(order.categories)
      for (const later of orders.slice(at + 1, at + 1 + MOST_FOLLOWING)) {
        if (later.at - order.at > TOGETHER_DAYS * DAY_MS) break
        for (const category of later.categories) met.add(category)
      }
      counts.add(person, order.categories, met)
    }
    await pause()
  }
  return counts.looks()
}

interface CategoryOrder {
  at: number
  categories: Set<string>
}

/** In time order, each with the categories that were in it. */
function ordersOf(theirs: readonly Purchase[], categoryOf: (item: number) => string | null): CategoryOrder[] {
  const orders = new Map<number, CategoryOrder>()
  for (const { basket, at, item } of theirs) {
    const category = categoryOf(item)
    if (category === null) continue
    const order = orders.get(basket)
    if (order) order.categories.add(category)
    else orders.set(basket, { at, categories: new Set([category]) })
  }
  return [...orders.values()].sort((a, b) => a.at - b.at)
}

interface Pair {
  occasions: number
  people: number
  latest: number
}

class OccasionCounts {
  /** By category: orders with it, and occasions on which it came to something else. */
  readonly #ordered = new Map<string, number>()
  readonly #came = new Map<string, number>()
  readonly #pairs = new Map<string, Map<string, Pair>>()

  add(person: number, ordered: ReadonlySet<string>, met: ReadonlySet<string>): void {
    for (const category of ordered) {
      count(this.#ordered, category)
      for (const other of met) if (other !== category) this.#pair(category, other, person)
    }
    for (const category of met) if (ordered.size > 1 || !ordered.has(category)) count(this.#came, category)
  }

  looks(): Look[] {
    return [...this.#pairs].flatMap(([category, others]) => {
      const found = [...others]
        .flatMap(([completedBy, pair]) => this.#look(category, completedBy, pair))
        .sort((a, b) => b.score - a.score || (a.completedBy < b.completedBy ? -1 : 1))
        .slice(0, MOST_PER_CATEGORY)
      const best = found[0]?.score ?? 1
      return found.map((look) => ({ ...look, score: look.score / best }))
    })
  }

  #look(category: string, completedBy: string, { occasions, people }: Pair): Look[] {
    const usual = this.#usual(category, completedBy)
    const lift = (occasions + SMOOTHING) / (usual + SMOOTHING)
    const sure = ((occasions - usual) / Math.sqrt(Math.max(usual, 1))) * Math.sqrt(people / occasions)
    if (people < LEAST_PEOPLE || lift < LEAST_LIFT || sure < LEAST_SURE) return []
    const confidence = occasions / (this.#ordered.get(category) ?? occasions)
    return [{ category, completedBy, score: confidence * Math.log(lift), lift, people }]
  }

  #usual(category: string, completedBy: string): number {
    let toIt = 0
    for (const { occasions } of this.#pairs.get(category)?.values() ?? []) toIt += occasions
    let toAnything = 0
    for (const [other, came] of this.#came) if (other !== category) toAnything += came
    return (toIt * (this.#came.get(completedBy) ?? 0)) / Math.max(toAnything, 1)
  }

  #pair(category: string, other: string, person: number): void {
    const others = this.#pairs.get(category) ?? new Map<string, Pair>()
    this.#pairs.set(category, others)
    const pair = others.get(other) ?? { occasions: 0, people: 0, latest: -1 }
    pair.occasions++
    if (pair.latest !== person) pair.people++
    pair.latest = person
    others.set(other, pair)
  }
}

function count(counts: Map<string, number>, category: string): void {
  counts.set(category, (counts.get(category) ?? 0) + 1)
}

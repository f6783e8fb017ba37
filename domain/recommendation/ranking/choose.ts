import type { ShelfProduct } from '#knowledge/catalog/index.ts'
import type { Candidate } from '../candidates/candidate.ts'
import { familyOf } from '../family.ts'
import { leafOf } from '../leaf.ts'

export interface Balance {
  limit: number
  /** So many of one leaf category, where others are to be had; null: as many as there are. */
  perLeaf: number | null
  /** So many of the most popular products, where others are to be had; null: as many as there are. */
  mostHead: number | null
  isHead: (productId: string) => boolean
  /** One version of a model. */
  oneOfFamily: boolean
}

export interface Chosen extends Candidate {
  product: ShelfProduct
}

/** What another one of the same category counts, for each that stands in the row already. */
const SAME_AGAIN = 0.85

/**
 * Fills a row list by list, the better ones first, and keeps it mixed: after the idea of maximal marginal
 * relevance (Carbonell and Goldstein 1998), with the category for likeness. What a bound turned away waits, and
 * comes in with `settle` where the row is still short: a bound orders, it never empties.
 */
export class Row {
  readonly chosen: Chosen[] = []
  readonly #balance: Balance
  readonly #ids = new Set<string>()
  readonly #families = new Set<string>()
  readonly #leaves = new Map<string, number>()
  #heads = 0
  #waiting: Chosen[] = []

  constructor(balance: Balance) {
    this.#balance = balance
  }

  get isFull(): boolean {
    return this.chosen.length >= this.#balance.limit
  }

  /** Takes from a list that is ordered by its score. */
  fill(list: readonly Chosen[]): void {
    const left = list.filter((one) => !this.#ids.has(one.productId))
    while (!this.isFull && left.length > 0) {
      const at = this.#best(left)
      const [one] = left.splice(at, 1)
      if (one) this.#offer(one)
    }
    this.#waiting.push(...left)
  }

  /** Takes one without asking the bounds, as the shop's own picks are. */
  take(one: Chosen): void {
    if (this.isFull || this.#ids.has(one.productId)) return
    const leaf = leafOf(one.product) ?? ''
    this.#ids.add(one.productId)
    this.#families.add(familyOf(one.product))
    this.#leaves.set(leaf, (this.#leaves.get(leaf) ?? 0) + 1)
    if (this.#balance.isHead(one.productId)) this.#heads++
    this.chosen.push(one)
  }

  /** Lets in what waited: first what a bound turned away, of families one still, in the order it came. */
  settle(): void {
    for (const one of this.#waiting.splice(0)) if (!this.#isTwin(one)) this.take(one)
  }

  #offer(one: Chosen): void {
    if (this.#ids.has(one.productId) || this.#isTwin(one)) return
    const { perLeaf, mostHead, isHead } = this.#balance
    const full = perLeaf !== null && (this.#leaves.get(leafOf(one.product) ?? '') ?? 0) >= perLeaf
    const tooPopular = mostHead !== null && this.#heads >= mostHead && isHead(one.productId)
    if (full || tooPopular) this.#waiting.push(one)
    else this.take(one)
  }

  #isTwin(one: Chosen): boolean {
    return this.#balance.oneOfFamily && this.#families.has(familyOf(one.product))
  }

  #best(list: readonly Chosen[]): number {
    if (this.#balance.perLeaf === null) return 0
    let best = 0
    let most = Number.NEGATIVE_INFINITY
    for (const [at, { score, product }] of list.entries()) {
      if (score <= most) break // ordered: nothing further down can be better
      const worth = score * SAME_AGAIN ** (this.#leaves.get(leafOf(product) ?? '') ?? 0)
      if (worth > most) {
        most = worth
        best = at
      }
    }
    return best
  }
}

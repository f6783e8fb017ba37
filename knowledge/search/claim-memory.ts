import { claims } from './claims.ts'
import type { Entry } from './product-index.ts'
import type { ProductSource } from './product-source.ts'

const PAGE = 100
/** Candidates whose words are read for one query, best first; what comes after is left out. */
const MOST_READ = 2000
const MOST_WISHES = 200

/** Remembers which products truly are what was wished for, as long as their words stay the same. */
export class ClaimMemory {
  readonly #known = new Map<string, Map<string, boolean>>()

  /** Those of the candidates that hold every wish, in their order. */
  async keep(
    source: ProductSource,
    candidates: { entry: Entry; score: number }[],
    wishes: readonly string[],
  ): Promise<{ productId: string; score: number }[]> {
    let kept = wishes.length > 0 ? candidates.slice(0, MOST_READ) : candidates
    for (const wish of wishes) {
      const answers = this.#answersTo(wish.trim().toLowerCase())
      await this.#read(
        source,
        kept.map(({ entry }) => entry),
        wish,
        answers,
      )
      kept = kept.filter(({ entry }) => answers.get(keyOf(entry)) === true)
    }
    return kept.map(({ entry, score }) => ({ productId: entry.facets.productId, score }))
  }

  async #read(
    source: ProductSource,
    entries: Entry[],
    wish: string,
    answers: Map<string, boolean>,
  ): Promise<void> {
    const unread = entries.filter((entry) => !answers.has(keyOf(entry)))
    for (let at = 0; at < unread.length; at += PAGE) {
      const page = unread.slice(at, at + PAGE)
      const found = await source.find(page.map((entry) => entry.facets.productId))
      const products = new Map(found.map((product) => [product.productId, product]))
      for (const entry of page) {
        const product = products.get(entry.facets.productId)
        answers.set(keyOf(entry), product !== undefined && claims(product, wish))
      }
    }
  }

  #answersTo(wish: string): Map<string, boolean> {
    const known = this.#known.get(wish)
    if (known) return known
    const [oldest] = this.#known.keys()
    if (this.#known.size >= MOST_WISHES && oldest !== undefined) this.#known.delete(oldest)
    const made = new Map<string, boolean>()
    this.#known.set(wish, made)
    return made
  }
}

const keyOf = (entry: Entry) => `${entry.textHash} ${entry.facets.productId}`

import { claims } from './claims.ts'
import type { Found } from './find-products.ts'
import type { LexicalIndex } from './lexical-index.ts'
import type { Entry } from './product-index.ts'
import type { ProductSource } from './product-source.ts'
import { termsOf } from './tokenise.ts'

const PAGE = 100
/** Candidates whose words are read for one query, best first; what comes after is left out. */
const MOST_READ = 2000
const MOST_WISHES = 200

interface Reading {
  source: ProductSource
  index: { lexical: LexicalIndex }
}

/** Remembers which products truly are what was wished for, as long as their words stay the same. */
export class ClaimMemory {
  readonly #known = new Map<string, Map<string, boolean>>()

  /** Those of the candidates that claim every wish and nothing they are to be without, in their order. */
  async keep(
    room: Reading,
    candidates: readonly Found[],
    { wishes, without }: { wishes: readonly string[]; without: readonly string[] },
  ): Promise<Found[]> {
    let kept = [...candidates]
    for (const wish of wishes) {
      const speaking = speakingOf(room.index.lexical, wish)
      const read = kept.filter(({ entry }) => speaking.has(entry.document)).slice(0, MOST_READ)
      const answers = await this.#read(room.source, read, wish)
      kept = read.filter(({ entry }) => answers.get(keyOf(entry)) === true)
    }
    for (const wish of without) {
      const speaking = speakingOf(room.index.lexical, wish)
      const read = kept.filter(({ entry }) => speaking.has(entry.document)).slice(0, MOST_READ)
      const answers = await this.#read(room.source, read, wish)
      // who speaks of it and was not read is left out too
      kept = kept.filter(({ entry }) => !speaking.has(entry.document) || answers.get(keyOf(entry)) === false)
    }
    return kept
  }

  async #read(source: ProductSource, read: readonly Found[], wish: string): Promise<Map<string, boolean>> {
    const answers = this.#answersTo(wish.trim().toLowerCase())
    const unread = read.map(({ entry }) => entry).filter((entry) => !answers.has(keyOf(entry)))
    for (let at = 0; at < unread.length; at += PAGE) {
      const page = unread.slice(at, at + PAGE)
      const found = await source.find(page.map((entry) => entry.facets.productId))
      const products = new Map(found.map((product) => [product.productId, product]))
      for (const entry of page) {
        const product = products.get(entry.facets.productId)
        if (product) answers.set(keyOf(entry), claims(product, wish))
      }
    }
    return answers
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

/** Who has none of its words can claim nothing of the kind, and need not be read. */
function speakingOf(lexical: LexicalIndex, wish: string): Set<number> {
  const terms = termsOf(wish)
  const alternatives = [...terms, terms.join('')].map((term) => ({ terms: [term], weight: 1 }))
  return new Set(lexical.match([{ alternatives }]).map(({ document }) => document))
}

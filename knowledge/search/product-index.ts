import type { ChangedProduct } from '#knowledge/catalog/index.ts'
import { type Facets, facetsOf } from './facets.ts'
import { FactPool } from './fact-pool.ts'
import { LexicalIndex } from './lexical-index.ts'
import { NeedPostings } from './needs/need-postings.ts'
import { createPace } from './pace.ts'
import type { ProductSource } from './product-source.ts'
import { productSentence, productTerms } from './product-text.ts'
import { hashOfText } from './queries.ts'
import { type RankingWeights, rankingWeights } from './ranking-weights.ts'
import { createVocabulary, type VocabularyCounts } from './vocabulary.ts'

const PAGE = 50
/** Characters read before the event loop has its turn: some 3 ms of work. */
const READ_BUDGET = 10_000

/** One product as the index holds it. */
export interface Entry {
  facets: Facets
  document: number
  /** Of everything that is indexed as text; stock and price are not. */
  textHash: string
  /** Of what the encoder is given. */
  sentenceHash: string
}

/**
 * The catalog in memory, following it by rev. A change of stock or price touches the facets alone; only a
 * change of words is indexed again.
 */
export class ProductIndex {
  readonly entries = new Map<string, Entry>()
  readonly byDocument = new Map<number, Entry>()
  lexical: LexicalIndex
  vocabulary: VocabularyCounts = createVocabulary()
  needs = new NeedPostings()
  pool = new FactPool()
  #weights: RankingWeights
  #rev = 0

  constructor(weights: RankingWeights = rankingWeights) {
    this.#weights = weights
    this.lexical = new LexicalIndex(weights)
  }

  /** What ranking weighs by; may be changed at any time. */
  get weights(): RankingWeights {
    return this.#weights
  }

  set weights(weights: RankingWeights) {
    this.#weights = weights
    this.lexical.weighting = weights
  }

  /** Reads what has changed since the last time. Answers the ids of products that are gone. */
  async follow(source: ProductSource): Promise<string[]> {
    const gone: string[] = []
    const pace = createPace(READ_BUDGET)
    for (;;) {
      const changed = await source.after(this.#rev, PAGE)
      for (const product of changed) {
        if (product.deleted) this.#drop(product.productId, gone)
        else this.#put(product)
        await pace(sizeOf(product))
      }
      this.#rev = changed.at(-1)?.rev ?? this.#rev
      if (changed.length < PAGE) break
    }
    if (this.lexical.removed > 1000 && this.lexical.removed > this.lexical.living)
      await this.#buildAnew(source)
    return gone
  }

  /** Whether some product's category has a segment of these words. */
  isCategory(terms: string[]): boolean {
    for (const { facets } of this.entries.values())
      if (facets.categories.some((segment) => terms.every((term) => segment.includes(term)))) return true
    return false
  }

  #put(product: ChangedProduct): void {
    const old = this.entries.get(product.productId)
    const textHash = hashOfText(textOf(product))
    const facets = facetsOf(product, this.pool)
    if (old?.textHash === textHash) {
      old.facets = facets
      return
    }
    if (old) this.#forget(old)
    const document = this.lexical.add(productTerms(product))
    const sentenceHash = hashOfText(productSentence(product))
    const entry = { facets, document, textHash, sentenceHash }
    this.entries.set(product.productId, entry)
    this.byDocument.set(document, entry)
    this.vocabulary.add(product)
    this.needs.add(document, product)
    this.pool.note(product)
  }

  #forget(entry: Entry): void {
    this.lexical.remove(entry.document)
    this.byDocument.delete(entry.document)
    this.entries.delete(entry.facets.productId)
  }

  #drop(productId: string, gone: string[]): void {
    const old = this.entries.get(productId)
    if (old) this.#forget(old)
    gone.push(productId)
  }

  // searches go on in the old one until the new one is whole
  async #buildAnew(source: ProductSource): Promise<void> {
    const fresh = new ProductIndex(this.#weights)
    await fresh.follow(source)
    this.entries.clear()
    this.byDocument.clear()
    for (const [id, entry] of fresh.entries) this.entries.set(id, entry)
    for (const [document, entry] of fresh.byDocument) this.byDocument.set(document, entry)
    this.lexical = fresh.lexical
    this.vocabulary = fresh.vocabulary
    this.needs = fresh.needs
    this.pool = fresh.pool
    this.#rev = fresh.#rev
  }
}

function textOf(product: ChangedProduct): string {
  const options = product.variants.map((variant) => [variant.sku, variant.barcode, variant.options])
  return JSON.stringify([
    product.title,
    product.brand,
    product.categories,
    product.attributes,
    product.description,
    options,
  ])
}

const sizeOf = (product: ChangedProduct) =>
  200 + product.title.length + product.description.length + 30 * Object.keys(product.attributes).length

import { countIn } from './postings.ts'
import type { Entry } from './product-index.ts'
import { namingFields } from './product-text.ts'
import type { RankingRoom } from './rank-products.ts'

export interface SimilarProduct {
  productId: string
  /** 0 to 1. */
  score: number
}

/** What each likeness counts: of words and kinds, of meaning, of brand, of price. Meaning is left out where it is not known. */
const WORDS = 0.5
const MEANING = 0.3
const BRAND = 0.08
const PRICE = 0.12
/** Terms that stand in more products than this say too little to be followed, unless nothing else is left. */
const TOO_COMMON = 2000
/** Candidates by words that are looked at closely. */
const LOOKED_AT = 250
/** Neighbours of one product that are remembered, and of how many products. */
const KEPT = 120
const MOST_REMEMBERED = 5000

/**
 * Products like another one, by what they are: words of title and kind weighed by rarity, meaning where there
 * are vectors, brand, price. In memory and synchronous; what was found once is remembered until the catalog's
 * words change.
 */
export class Similar {
  readonly #room: RankingRoom
  #remembered = new Map<string, SimilarProduct[]>()
  #version = ''
  #sums = new Float64Array(0)

  constructor(room: RankingRoom) {
    this.#room = room
  }

  /** Like all of the given ones together, best first; those given are left out. */
  to(productIds: readonly string[], limit: number, passes: (productId: string) => boolean): SimilarProduct[] {
    this.#forgetOld()
    const given = new Set(productIds)
    const known = [...given].filter((id) => this.#room.index.entries.has(id))
    const wanted = (id: string) => !given.has(id) && passes(id)
    const found = this.#together(known, (id) => this.#neighbours(id), wanted)
    // the neighbours remembered may all be filtered out: then it is looked farther
    const enough = found.length >= limit || known.length === 0
    const all = enough ? found : this.#together(known, (id) => this.#find(id, wanted), wanted)
    return all.slice(0, limit)
  }

  #together(
    productIds: readonly string[],
    neighboursOf: (productId: string) => readonly SimilarProduct[],
    wanted: (productId: string) => boolean,
  ): SimilarProduct[] {
    const scores = new Map<string, number>()
    for (const id of productIds)
      for (const { productId, score } of neighboursOf(id))
        scores.set(productId, (scores.get(productId) ?? 0) + score / productIds.length)
    return best(
      [...scores].flatMap(([productId, score]) => (wanted(productId) ? [{ productId, score }] : [])),
    )
  }

  #neighbours(productId: string): readonly SimilarProduct[] {
    const known = this.#remembered.get(productId)
    if (known) return known
    const found = this.#find(productId, () => true).slice(0, KEPT)
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size >= MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest)
    this.#remembered.set(productId, found)
    return found
  }

  #find(productId: string, wanted: (productId: string) => boolean): SimilarProduct[] {
    const { index } = this.#room
    const entry = index.entries.get(productId)
    if (!entry) return []
    const { candidates, whole } = this.#byWords(entry)
    const close = candidates
      .flatMap(({ document, sum }) => {
        const other = index.byDocument.get(document)
        return other && other !== entry && wanted(other.facets.productId) ? [{ other, sum }] : []
      })
      .slice(0, LOOKED_AT)
    return best(
      close.map(({ other, sum }) => ({
        productId: other.facets.productId,
        score: this.#likeness(entry, other, whole > 0 ? sum / whole : 0),
      })),
    )
  }

  // the dot product of the words both have, each by its rarity squared; `whole`: of the product with itself
  #byWords(entry: Entry): { candidates: { document: number; sum: number }[]; whole: number } {
    const { lexical } = this.#room.index
    const terms = [...termsThatName(entry)].map((term) => ({ term, frequency: lexical.frequency(term) }))
    const telling = terms.filter(({ frequency }) => frequency > 1 && frequency <= TOO_COMMON)
    const followed = telling.length > 0 ? telling : terms.filter(({ frequency }) => frequency > 1)
    const touched: number[] = []
    let whole = 0
    for (const { term, frequency } of followed) {
      const worth = lexical.rarity(frequency) ** 2
      whole += worth
      const postings = lexical.terms.get(term)
      for (let at = 0; postings && at < postings.size; at++) {
        const document = postings.documents[at] ?? 0
        const counts = postings.counts[at] ?? 0
        if (!namingFields.some((field) => countIn(counts, field) > 0)) continue
        const before = this.#sumOf(document)
        if (before === 0) touched.push(document)
        this.#sums[document] = before + worth
      }
    }
    const candidates = touched.map((document) => ({ document, sum: this.#sumOf(document) }))
    for (const document of touched) this.#sums[document] = 0
    return {
      candidates: candidates.sort((a, b) => b.sum - a.sum || a.document - b.document),
      whole,
    }
  }

  #sumOf(document: number): number {
    if (document >= this.#sums.length) {
      const grown = new Float64Array(2 * document + 1024)
      grown.set(this.#sums)
      this.#sums = grown
    }
    return this.#sums[document] ?? 0
  }

  #likeness(one: Entry, other: Entry, words: number): number {
    const meaning = this.#room.vectors?.products.between(one.facets.productId, other.facets.productId) ?? null
    const brand = one.facets.brand !== '' && one.facets.brand === other.facets.brand ? 1 : 0
    const known = WORDS * words + BRAND * brand + PRICE * priceNearness(one, other)
    if (meaning === null) return known / (1 - MEANING)
    return known + MEANING * Math.max(0, meaning)
  }

  #forgetOld(): void {
    const { index, vectors } = this.#room
    const version = `${index.lexical.living} ${index.lexical.removed} ${vectors?.products.size ?? 0}`
    if (version === this.#version) return
    this.#version = version
    this.#remembered = new Map()
  }
}

function termsThatName({ facets }: Entry): Set<string> {
  return new Set([...facets.titleTerms, ...facets.categories.flat()])
}

/** 1 at the same price, .5 at double or half of it. */
function priceNearness(one: Entry, other: Entry): number {
  const [a, b] = [cheapest(one), cheapest(other)]
  return a > 0 && b > 0 ? 2 ** -Math.abs(Math.log2(a / b)) : 0
}

const cheapest = ({ facets }: Entry) =>
  facets.variants.reduce((least, { amount }) => Math.min(least, amount), Number.POSITIVE_INFINITY)

const best = (found: SimilarProduct[]) =>
  found.sort((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1))

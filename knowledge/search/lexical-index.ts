import { addOne, countIn, Postings } from './postings.ts'
import { SpellingTable } from './spelling.ts'

/** How much a field's words say, and how much a long field dilutes them (0 not at all, 1 in full). */
export interface FieldWeight {
  weight: number
  dilution: number
}

export interface Weighting {
  fields: readonly FieldWeight[]
  /** Counts above this say little more; in weighted counts, where a word in a title counts 3. */
  saturation: number
}

/** One word of a query and what else it may be called; the best of them counts. */
export interface QueryGroup {
  alternatives: { terms: string[]; weight: number }[]
  /** The word as it was said, in the form the index holds. */
  said?: string
  /** What answering it counts among the others, default 1. */
  importance?: number
  /** Which part of the sentence it stands in: prepositions part "a pan" from "for induction". */
  clause?: number
}

export interface LexicalMatch {
  document: number
  score: number
  /** Share of the query that the document answers, by weight of its words: 0 to 1. */
  coverage: number
}

/**
 * An inverted index in memory, scored by BM25F: counts are weighted by field before they saturate
 * (Robertson, Zaragoza: "The Probabilistic Relevance Framework", 2009). Documents are numbered as they
 * come; a removed one keeps its number and is passed over until the index is built anew.
 */
export class LexicalIndex {
  readonly terms = new Map<string, Postings>()
  readonly spelling = new SpellingTable()
  /** May be changed at any time: nothing of it is in the index. */
  weighting: Weighting
  /** Terms of each field, by document. */
  #lengths: Uint16Array[]
  readonly #totals: number[]
  #alive = new Uint8Array(64)
  #size = 0
  #living = 0
  // what a query adds up, by document; all zero between two queries
  #best = new Float64Array(0)
  #scores = new Float64Array(0)
  #covered = new Float64Array(0)

  constructor(weighting: Weighting) {
    const { fields } = weighting
    if (fields.length > 5) throw new RangeError('five fields are what a posting can hold')
    this.weighting = weighting
    this.#lengths = fields.map(() => new Uint16Array(64))
    this.#totals = fields.map(() => 0)
  }

  /** Documents that can be found. */
  get living(): number {
    return this.#living
  }

  /** Removed documents that still take room. */
  get removed(): number {
    return this.#size - this.#living
  }

  /** Adds a document of one list of terms per field; answers its number. */
  add(fields: readonly (readonly string[])[]): number {
    const document = this.#size++
    if (document >= this.#alive.length) this.#grow()
    const counts = new Map<string, number>()
    fields.forEach((terms, field) => {
      for (const term of terms) counts.set(term, addOne(counts.get(term) ?? 0, field))
      const lengths = this.#lengths[field]
      if (lengths) lengths[document] = Math.min(terms.length, 65_535)
      this.#totals[field] = (this.#totals[field] ?? 0) + terms.length
    })
    for (const [term, packed] of counts) this.#postingsOf(term).push(document, packed)
    this.#alive[document] = 1
    this.#living++
    return document
  }

  remove(document: number): void {
    if (!this.#alive[document]) return
    this.#alive[document] = 0
    this.#living--
    this.#lengths.forEach((lengths, field) => {
      this.#totals[field] = (this.#totals[field] ?? 0) - (lengths[document] ?? 0)
    })
  }

  /** How many documents have the term; removed ones count until the next build. */
  frequency(term: string): number {
    return this.terms.get(term)?.size ?? 0
  }

  /** What a word is worth by its rarity; a word that nobody knows is worth most. */
  rarity(frequency: number): number {
    return Math.log(1 + (this.#size - frequency + 0.5) / (frequency + 0.5))
  }

  /** Every document that answers at least that share of the groups, and some of it, in no order. */
  match(groups: readonly QueryGroup[], leastCoverage = 0): LexicalMatch[] {
    this.#makeRoom()
    const worths = groups.map((group) => this.#worthOf(group))
    const whole = worths.reduce((sum, worth) => sum + worth, 0) || 1
    const touched: number[] = []
    groups.forEach((group, index) => {
      const worth = (worths[index] ?? 0) / whole
      for (const document of this.#scoreGroup(group)) {
        const covered = this.#covered[document] ?? 0
        if (covered === 0) touched.push(document)
        this.#covered[document] = covered + worth
        this.#scores[document] = (this.#scores[document] ?? 0) + (this.#best[document] ?? 0)
        this.#best[document] = 0
      }
    })
    const matches: LexicalMatch[] = []
    for (const document of touched) {
      const coverage = this.#covered[document] ?? 0
      if (coverage >= leastCoverage) matches.push({ document, score: this.#scores[document] ?? 0, coverage })
      this.#covered[document] = 0
      this.#scores[document] = 0
    }
    return matches
  }

  /** The documents that have one of the names of the group, whole, in one of these fields. */
  naming(group: QueryGroup, fields: readonly number[]): Set<number> {
    const found = new Set<number>()
    for (const { terms } of group.alternatives) {
      const each = terms.map((term) => this.#standingIn(term, fields))
      for (const document of each[0] ?? [])
        if (each.every((documents) => documents.has(document))) found.add(document)
    }
    return found
  }

  #standingIn(term: string, fields: readonly number[]): Set<number> {
    const found = new Set<number>()
    const postings = this.terms.get(term)
    for (let at = 0; postings && at < postings.size; at++) {
      const document = postings.documents[at] ?? 0
      const counts = postings.counts[at] ?? 0
      if (this.#alive[document] && fields.some((field) => countIn(counts, field) > 0)) found.add(document)
    }
    return found
  }

  #postingsOf(term: string): Postings {
    const known = this.terms.get(term)
    if (known) return known
    const made = new Postings()
    this.terms.set(term, made)
    this.spelling.add(term)
    return made
  }

  #worthOf(group: QueryGroup): number {
    const known = group.alternatives.filter((alternative) => this.#rarest(alternative.terms) > 0)
    const frequency = Math.max(0, ...known.map((alternative) => this.#rarest(alternative.terms)))
    return this.rarity(frequency) * (group.importance ?? 1)
  }

  #rarest(terms: readonly string[]): number {
    return Math.min(...terms.map((term) => this.frequency(term)))
  }

  /** Leaves each document's best score in `#best`; answers which documents have one. */
  #scoreGroup(group: QueryGroup): number[] {
    const touched: number[] = []
    const raise = (document: number, score: number) => {
      const before = this.#best[document] ?? 0
      if (before === 0) touched.push(document)
      if (score > before) this.#best[document] = score
    }
    for (const { terms, weight } of group.alternatives) {
      const [only, ...more] = terms
      const factor = weight * (group.importance ?? 1)
      if (only === undefined) continue
      if (more.length === 0) this.#scoreTerm(only, (document, score) => raise(document, score * factor))
      else for (const [document, score] of this.#scoreAll(terms)) raise(document, score * factor)
    }
    return touched
  }

  // a name of several words counts where all of them stand, with the weakest one's score
  #scoreAll(terms: readonly string[]): Map<number, number> {
    const [rarest = '', ...others] = [...terms].sort((a, b) => this.frequency(a) - this.frequency(b))
    let scores = new Map<number, number>()
    this.#scoreTerm(rarest, (document, score) => scores.set(document, score))
    for (const term of others) {
      const both = new Map<number, number>()
      this.#scoreTerm(term, (document, score) => {
        const before = scores.get(document)
        if (before !== undefined) both.set(document, Math.min(before, score))
      })
      scores = both
    }
    return scores
  }

  #scoreTerm(term: string, give: (document: number, score: number) => void): void {
    const postings = this.terms.get(term)
    if (!postings) return
    const rarity = this.rarity(postings.size)
    const { saturation } = this.weighting
    const averages = this.#totals.map((total) => total / Math.max(1, this.#living))
    for (let at = 0; at < postings.size; at++) {
      const document = postings.documents[at] ?? 0
      if (!this.#alive[document]) continue
      const count = this.#weightedCount(document, postings.counts[at] ?? 0, averages)
      if (count > 0) give(document, (rarity * count) / (saturation + count))
    }
  }

  #weightedCount(document: number, packed: number, averages: readonly number[]): number {
    const { fields } = this.weighting
    let sum = 0
    for (let field = 0; field < fields.length; field++) {
      const count = countIn(packed, field)
      if (count === 0) continue
      const { weight = 0, dilution = 0 } = fields[field] ?? {}
      const length = this.#lengths[field]?.[document] ?? 0
      sum += (weight * count) / (1 - dilution + (dilution * length) / (averages[field] || 1))
    }
    return sum
  }

  #grow(): void {
    const alive = new Uint8Array(this.#alive.length * 2)
    alive.set(this.#alive)
    this.#alive = alive
    this.#lengths = this.#lengths.map((old) => {
      const lengths = new Uint16Array(alive.length)
      lengths.set(old)
      return lengths
    })
  }

  #makeRoom(): void {
    if (this.#best.length >= this.#size) return
    this.#best = new Float64Array(this.#alive.length)
    this.#scores = new Float64Array(this.#alive.length)
    this.#covered = new Float64Array(this.#alive.length)
  }
}

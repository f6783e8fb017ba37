import { addOne, countIn, Postings } from './postings.ts'

/** How much a field's words say, and how much a long field dilutes them (0 not at all, 1 in full). */
export interface FieldWeight {
  weight: number
  dilution: number
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

/** Counts above this say little more; in weighted counts, where a word in a title counts 3. */
const SATURATION = 3

/**
 * An inverted index in memory, scored by BM25F: counts are weighted by field before they saturate
 * (Robertson, Zaragoza: "The Probabilistic Relevance Framework", 2009). Documents are numbered as they
 * come; a removed one keeps its number and is passed over until the index is built anew.
 */
export class LexicalIndex {
  readonly terms = new Map<string, Postings>()
  readonly #fields: readonly FieldWeight[]
  readonly #lengths: number[][]
  readonly #totals: number[]
  readonly #alive: boolean[] = []
  #living = 0

  constructor(fields: readonly FieldWeight[]) {
    if (fields.length > 5) throw new RangeError('five fields are what a posting can hold')
    this.#fields = fields
    this.#lengths = fields.map(() => [])
    this.#totals = fields.map(() => 0)
  }

  /** Documents that can be found. */
  get living(): number {
    return this.#living
  }

  /** Removed documents that still take room. */
  get removed(): number {
    return this.#alive.length - this.#living
  }

  /** Adds a document of one list of terms per field; answers its number. */
  add(fields: readonly (readonly string[])[]): number {
    const document = this.#alive.length
    const counts = new Map<string, number>()
    fields.forEach((terms, field) => {
      for (const term of terms) counts.set(term, addOne(counts.get(term) ?? 0, field))
      this.#lengths[field]?.push(terms.length)
      this.#totals[field] = (this.#totals[field] ?? 0) + terms.length
    })
    for (const [term, packed] of counts) this.#postingsOf(term).push(document, packed)
    this.#alive.push(true)
    this.#living++
    return document
  }

  remove(document: number): void {
    if (!this.#alive[document]) return
    this.#alive[document] = false
    this.#living--
    this.#fields.forEach((_, field) => {
      this.#totals[field] = (this.#totals[field] ?? 0) - (this.#lengths[field]?.[document] ?? 0)
    })
  }

  /** How many documents have the term; removed ones count until the next build. */
  frequency(term: string): number {
    return this.terms.get(term)?.size ?? 0
  }

  /** What a word is worth by its rarity; a word that nobody knows is worth most. */
  rarity(frequency: number): number {
    const all = this.#alive.length
    return Math.log(1 + (all - frequency + 0.5) / (frequency + 0.5))
  }

  /** Every document that matches at least one group, in no order. */
  match(groups: readonly QueryGroup[]): LexicalMatch[] {
    const worths = groups.map((group) => this.#worthOf(group))
    const whole = worths.reduce((sum, worth) => sum + worth, 0) || 1
    const scores = new Map<number, LexicalMatch>()
    groups.forEach((group, index) => {
      const worth = (worths[index] ?? 0) / whole
      for (const [document, score] of this.#scoreGroup(group)) {
        const match = scores.get(document)
        if (match) {
          match.score += score
          match.coverage += worth
        } else scores.set(document, { document, score, coverage: worth })
      }
    })
    return [...scores.values()]
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

  #scoreGroup(group: QueryGroup): Map<number, number> {
    const best = new Map<number, number>()
    for (const { terms, weight } of group.alternatives) {
      for (const [document, score] of this.#scoreAll(terms)) {
        const weighted = score * weight * (group.importance ?? 1)
        if (weighted > (best.get(document) ?? 0)) best.set(document, weighted)
      }
    }
    return best
  }

  // a name of several words counts where all of them stand, with the weakest one's score
  #scoreAll(terms: readonly string[]): Map<number, number> {
    const [first, ...others] = terms
    let scores = first === undefined ? new Map<number, number>() : this.#scoreTerm(first)
    for (const term of others) {
      const more = this.#scoreTerm(term)
      scores = new Map(
        [...scores].flatMap(([document, score]) => {
          const other = more.get(document)
          return other === undefined ? [] : [[document, Math.min(score, other)] as const]
        }),
      )
    }
    return scores
  }

  #scoreTerm(term: string): Map<number, number> {
    const scores = new Map<number, number>()
    const postings = this.terms.get(term)
    if (!postings) return scores
    const rarity = this.rarity(postings.size)
    const averages = this.#totals.map((total) => total / Math.max(1, this.#living))
    for (let at = 0; at < postings.size; at++) {
      const document = postings.documents[at] ?? 0
      if (!this.#alive[document]) continue
      const count = this.#weightedCount(document, postings.counts[at] ?? 0, averages)
      scores.set(document, (rarity * count) / (SATURATION + count))
    }
    return scores
  }

  #weightedCount(document: number, packed: number, averages: readonly number[]): number {
    let sum = 0
    for (let field = 0; field < this.#fields.length; field++) {
      const count = countIn(packed, field)
      if (count === 0) continue
      const { weight = 0, dilution = 0 } = this.#fields[field] ?? {}
      const length = this.#lengths[field]?.[document] ?? 0
      sum += (weight * count) / (1 - dilution + (dilution * length) / (averages[field] || 1))
    }
    return sum
  }
}

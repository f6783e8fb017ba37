import type { Product } from '#knowledge/catalog/index.ts'
import { Postings } from '../postings.ts'
import { belonging, familiesOf, familyOf } from './need-index.ts'

/** Which products belong to which families, by the document numbers of their index. */
export class NeedPostings {
  readonly #families = new Map<number, Postings>()

  add(document: number, product: Product): void {
    for (const packed of familiesOf(product)) this.#of(familyOf(packed)).push(document, packed)
  }

  /** The families that some product belongs to. */
  get families(): Iterable<number> {
    return this.#families.keys()
  }

  /** Calls with every document of the family and what the family counts for it. */
  forEach(family: number, visit: (document: number, weight: number) => void): void {
    const postings = this.#families.get(family)
    for (let at = 0; postings && at < postings.size; at++)
      visit(postings.documents[at] ?? 0, belonging(postings.counts[at] ?? 0))
  }

  #of(family: number): Postings {
    const known = this.#families.get(family)
    if (known) return known
    const made = new Postings()
    this.#families.set(family, made)
    return made
  }
}

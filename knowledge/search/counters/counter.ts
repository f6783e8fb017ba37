import type { Facet, FacetValue } from '../facet.ts'
import type { Facets, VariantFacets } from '../facets.ts'
import type { FilterName } from '../filters.ts'

/** Counts one facet, product by product. */
export interface Counter {
  /** The filter that is left out while it counts. */
  filter: FilterName
  /** Hears of a product and those of its variants that pass the other filters; once for each product. */
  take: (facets: Facets, variants: readonly VariantFacets[]) => void
  /** Once all were taken. None where there is nothing to choose. */
  facets: () => Facet[]
}

/** How often each value came; a product counts once for a value. */
export class Tally<Value = string> {
  readonly #counts = new Map<Value, { count: number; last: number }>()
  #products = 0

  get size(): number {
    return this.#counts.size
  }

  countOf(value: Value): number {
    return this.#counts.get(value)?.count ?? 0
  }

  counts(): [Value, number][] {
    return [...this.#counts].map(([value, { count }]) => [value, count])
  }

  /** What is added from now on belongs to another product. */
  next(): void {
    this.#products++
  }

  add(value: Value): void {
    const line = this.#counts.get(value)
    if (!line) this.#counts.set(value, { count: 1, last: this.#products })
    else if (line.last !== this.#products) {
      line.count++
      line.last = this.#products
    }
  }
}

/** Those chosen and the most frequent, the most frequent first. */
export function mostFrequent(
  counts: readonly (readonly [value: string, count: number])[],
  most: number,
  chosen: ReadonlySet<string>,
  labelOf: (value: string) => string,
): FacetValue[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .filter(([value], at) => at < most || chosen.has(value))
    .map(([value, count]) => ({ value, label: labelOf(value), count, chosen: chosen.has(value) }))
}

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
export class Tally {
  readonly counts = new Map<string, number>()

  add(values: Iterable<string>): void {
    for (const value of new Set(values)) this.counts.set(value, (this.counts.get(value) ?? 0) + 1)
  }

  /** Those chosen and the most frequent, the most frequent first. */
  top(most: number, chosen: ReadonlySet<string>, labelOf: (value: string) => string): FacetValue[] {
    const all = [...this.counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    const shown = all.filter(([value], at) => at < most || chosen.has(value))
    return shown.map(([value, count]) => ({ value, label: labelOf(value), count, chosen: chosen.has(value) }))
  }
}

import { colourFits } from './colours.ts'
import type { Facets, VariantFacets } from './facets.ts'
import type { ProductQuery } from './product-query.ts'
import { sizeFits } from './sizes.ts'
import { fold, termsOf } from './tokenise.ts'

/** The hard filters of one query, prepared. */
export interface Filters {
  /** The cheapest variant that passes all of them, or null. `inStore`: the variants on that store's shelf. */
  choose: (facets: Facets, inStore: ReadonlySet<string> | null) => VariantFacets | null
}

export interface FilterContext {
  /** Whether a segment of some category in the shop has that name. */
  isCategory: (terms: string[]) => boolean
}

export function createFilters(query: ProductQuery, context: FilterContext): Filters {
  const tests: ((facets: Facets) => boolean)[] = []
  if (query.category) tests.push(categoryTest(query.category, context))
  if (query.brand) tests.push(brandTest(query.brand))
  return {
    choose: (facets, inStore) => {
      if (!tests.every((test) => test(facets))) return null
      const there = inStore
        ? facets.variants.filter(({ variantId }) => inStore.has(variantId))
        : facets.variants
      return cheapest(there.filter((variant) => variantPasses(variant, facets, query)))
    },
  }
}

// a name that no category has is looked for in titles too: feeds without categories have nothing else
function categoryTest(category: string, context: FilterContext): (facets: Facets) => boolean {
  const leaf = category.split('>').at(-1) ?? category
  const terms = termsOf(leaf)
  const known = context.isCategory(terms)
  return (facets) => {
    if (facets.categories.some((segment) => terms.every((term) => segment.includes(term)))) return true
    if (known) return false
    const all = new Set([...facets.categories.flat(), ...facets.titleTerms])
    return terms.every((term) => all.has(term))
  }
}

function brandTest(brand: string): (facets: Facets) => boolean {
  const wanted = termsOf(brand)
  return (facets) => {
    const have = termsOf(facets.brand)
    return (
      fold(brand).trim() === facets.brand ||
      (wanted.length > 0 && wanted.every((term) => have.includes(term)))
    )
  }
}

function variantPasses(variant: VariantFacets, facets: Facets, query: ProductQuery): boolean {
  // with a store, its own shelf is looked at instead
  const online = query.inStockOnly !== false && query.storeId === undefined
  if (online && !variant.sellable) return false
  if (query.priceMax !== undefined && variant.amount > query.priceMax) return false
  if (query.priceMin !== undefined && variant.amount < query.priceMin) return false
  const { colour, size } = query
  if (colour && !own(variant.colours, facets.colours).some((offered) => colourFits(offered, colour)))
    return false
  return !size || own(variant.sizes, facets.sizes).some((offered) => sizeFits(offered, size))
}

// a variant's own option says more than an attribute of the whole product
const own = (variant: string[], product: string[]) => (variant.length > 0 ? variant : product)

function cheapest(variants: VariantFacets[]): VariantFacets | null {
  return variants.reduce<VariantFacets | null>(
    (best, variant) => (best === null || variant.amount < best.amount ? variant : best),
    null,
  )
}

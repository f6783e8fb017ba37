import type { FoundProduct, SearchAnswer, SearchFacet } from '#contract/search.ts'
import { toProductCard } from '#knowledge/catalog/index.ts'
import type { Facet, ProductHit, SearchResult } from '#knowledge/search/index.ts'

export function searchView(query: string, result: SearchResult, currency: string): SearchAnswer {
  const { total, understood, facets, hits, because } = result
  return {
    query,
    total,
    understood,
    facets: facets?.map((facet) => facetView(facet, currency)) ?? null,
    products: hits.map(foundProduct),
    because,
  }
}

function foundProduct({ product, variant, reasons }: ProductHit): FoundProduct {
  return { ...toProductCard(product, variant), brand: product.brand, reasons }
}

function facetView({ name, option, values }: Facet, currency: string): SearchFacet {
  return {
    name,
    option,
    values: values.map(({ range, ...value }) => ({
      ...value,
      ...(range && {
        range: {
          from: { amount: range.from, currency },
          to: range.to === null ? null : { amount: range.to, currency },
        },
      }),
    })),
  }
}

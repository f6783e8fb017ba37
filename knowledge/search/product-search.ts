import { countFacets } from './count-facets.ts'
import { findProducts, type Prepared, type ProductSearch } from './find-products.ts'
import { findLettingGo } from './let-go.ts'
import { loadHits } from './load-hits.ts'
import { impersonal, personalOf } from './personal.ts'
import type { ProductQuery, SearchResult } from './product-query.ts'
import { readQuery } from './read-query.ts'
import { sortFound } from './sort-found.ts'

export type { ProductSearch } from './find-products.ts'

/**
 * Finds products, best first; `total` counts all that pass, not only those shown. Throws the problem
 * `bad-request` where a filter names an option or a store that is not there.
 */
export async function searchProducts(room: ProductSearch, given: ProductQuery): Promise<SearchResult> {
  const read = readQuery(room, given)
  const { prepared, found, understood } = await findLettingGo(room, read)
  const { profile } = prepared.query
  const personal = profile ? personalOf(room, prepared, profile) : impersonal
  const byMatch = (prepared.query.order ?? 'match') === 'match'
  const ranked = byMatch ? personal.rank(found) : sortFound(room, prepared, found)
  const facets = given.facets ? await facetsOf(room, prepared, ranked) : null
  const hits = await loadHits(room, ranked, prepared, personal)
  return { hits, total: ranked.length, understood, facets, because: personal.because() }
}

const facetsOf = (room: ProductSearch, prepared: Prepared, found: Parameters<typeof countFacets>[2]) =>
  countFacets(room, prepared, found, (leftOut) => findProducts(room, prepared, leftOut))

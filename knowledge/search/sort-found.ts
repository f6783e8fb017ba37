import { cheapestOf } from './filters.ts'
import type { Found, Prepared, ProductSearch } from './find-products.ts'

/** What only just belongs there (wax, where boots were asked for) is often the cheapest: it does not compete. */
const FITS_WELL = 0.35

/** In the order asked for; by price or age only what fits well is shown. */
export function sortFound(room: ProductSearch, { query, filters }: Prepared, found: Found[]): Found[] {
  const { order = 'match' } = query
  if (order === 'match') return found
  const least = (found[0]?.score ?? 0) * FITS_WELL
  const well = found.filter(({ score }) => score >= least)
  const priceOf = ({ entry }: Found) =>
    cheapestOf(filters.passing(entry.facets))?.amount ?? Number.POSITIVE_INFINITY
  const addedAt = ({ entry: { facets } }: Found) =>
    facets.releasedAt ?? room.shelf?.get(facets.productId)?.firstSeenAt.getTime() ?? 0
  const keyOf = order === 'new' ? addedAt : priceOf
  const direction = order === 'price' ? 1 : -1
  return well
    .map((one) => ({ one, key: keyOf(one) }))
    .sort((a, b) => direction * (a.key - b.key))
    .map(({ one }) => one)
}

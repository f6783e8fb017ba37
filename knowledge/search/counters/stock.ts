import type { Shelf } from '#knowledge/catalog/index.ts'
import { listOf } from '../filters.ts'
import type { ProductQuery } from '../product-query.ts'
import { storesNear } from '../store-filter.ts'
import { type Counter, Tally } from './counter.ts'

/** What can be bought online now, and everything there is. */
export function stockCounter(query: ProductQuery): Counter {
  const tally = new Tally()
  return {
    filter: 'where',
    take: (_facets, variants) =>
      tally.add(variants.some(({ sellable }) => sellable) ? ['online', 'all'] : ['all']),
    facets: () => {
      const inStores = listOf(query.storeId).length > 0 || query.near !== undefined
      const chosen = new Set(query.inStockOnly === false ? ['all'] : inStores ? [] : ['online'])
      const labelOf = (value: string) => (value === 'online' ? 'In stock online' : 'All, sold out too')
      return [{ name: 'stock', option: null, values: tally.top(2, chosen, labelOf).reverse() }]
    },
  }
}

const MOST_STORES = 20

/** What lies in each store near, or in each of the first stores where no place was said. */
export function storeCounter(query: ProductQuery, shelf: Shelf | null): Counter {
  const asked = listOf(query.storeId)
  const stores = shelf?.stores() ?? []
  const near = query.near ? storesNear(stores, query.near) : stores
  const shown = near.filter(({ storeId }, at) => at < MOST_STORES || asked.includes(storeId))
  const tally = new Tally()
  return {
    filter: 'where',
    take: (_facets, variants) =>
      tally.add(
        shown
          .filter(({ storeId }) =>
            variants.some(({ variantId }) => (shelf?.stockIn(storeId, variantId) ?? 0) > 0),
          )
          .map(({ storeId }) => storeId),
      ),
    facets: () => {
      const values = shown.flatMap(({ storeId, name }) => {
        const count = tally.counts.get(storeId) ?? 0
        return count > 0 ? [{ value: storeId, label: name, count, chosen: asked.includes(storeId) }] : []
      })
      return [{ name: 'store', option: null, values }]
    },
  }
}

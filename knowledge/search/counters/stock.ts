import type { Shelf } from '#knowledge/catalog/index.ts'
import type { Facets } from '../facets.ts'
import { listOf } from '../filters.ts'
import type { ProductQuery } from '../product-query.ts'
import { storesNear } from '../store-filter.ts'
import { type Counter, Tally } from './counter.ts'

/** What can be bought online now, and everything there is. */
export function stockCounter(query: ProductQuery, isOpen: (facets: Facets) => boolean): Counter {
  let [online, all] = [0, 0]
  return {
    filter: 'where',
    take: (facets, variants) => {
      all++
      if (isOpen(facets) && variants.some(({ sellable }) => sellable)) online++
    },
    facets: () => {
      const inStores = listOf(query.storeId).length > 0 || query.near !== undefined
      const isAll = query.inStockOnly === false
      const values = [
        { value: 'online', label: 'In stock online', count: online, chosen: !isAll && !inStores },
        { value: 'all', label: 'All, sold out too', count: all, chosen: isAll },
      ]
      return all > 0 ? [{ name: 'stock', option: null, values }] : []
    },
  }
}

const MOST_STORES = 20

/** What lies in each store near, or in each of the first stores where no place was said. */
export function storeCounter(
  query: ProductQuery,
  shelf: Shelf | null,
  isOpen: (facets: Facets) => boolean,
): Counter {
  const asked = listOf(query.storeId)
  const stores = shelf?.stores() ?? []
  const near = query.near ? storesNear(stores, query.near) : stores
  const shown = near.filter(({ storeId }, at) => at < MOST_STORES || asked.includes(storeId))
  const tally = new Tally()
  return {
    filter: 'where',
    take: (facets, variants) => {
      tally.next()
      if (!isOpen(facets)) return
      for (const { storeId } of shown)
        if (variants.some(({ variantId }) => (shelf?.stockIn(storeId, variantId) ?? 0) > 0))
          tally.add(storeId)
    },
    facets: () => {
      const values = shown.flatMap(({ storeId, name }) => {
        const count = tally.countOf(storeId)
        return count > 0 ? [{ value: storeId, label: name, count, chosen: asked.includes(storeId) }] : []
      })
      return [{ name: 'store', option: null, values }]
    },
  }
}

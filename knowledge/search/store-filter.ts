import { Problem } from '#contract/problem.ts'
import { kilometresTo, type Shelf, type Store } from '#knowledge/catalog/index.ts'
import { listOf } from './filters.ts'
import type { Near, ProductQuery } from './product-query.ts'

/**
 * The stores that a query asks of; null: it asks of the stock online. A store that the shelf has not heard of
 * is looked for once more; then it is the problem `bad-request`, with the stores there are.
 */
export async function storesAsked(shelf: Shelf | null, query: ProductQuery): Promise<string[] | null> {
  const named = listOf(query.storeId)
  if (named.length === 0 && !query.near) return null
  const known = () => new Set(shelf?.stores().map(({ storeId }) => storeId))
  if (named.some((storeId) => !known().has(storeId))) await shelf?.follow()
  const unknown = named.find((storeId) => !known().has(storeId))
  if (unknown !== undefined) throw unknownStore(unknown, shelf?.stores() ?? [])
  if (query.inStockOnly === false) return null
  const { near } = query
  if (!near) return [...named]
  const around = storesNear(shelf?.stores() ?? [], near).map(({ storeId }) => storeId)
  return named.length > 0 ? around.filter((storeId) => named.includes(storeId)) : around
}

export function inSomeStore(
  shelf: Shelf | null,
  storeIds: readonly string[],
): (variantId: string) => boolean {
  return (variantId) => storeIds.some((storeId) => (shelf?.stockIn(storeId, variantId) ?? 0) > 0)
}

/** Nearest first; a store without a place on the map is near nothing. */
export function storesNear(stores: readonly Store[], near: Near): Store[] {
  return stores
    .map((store) => ({ store, km: kilometresTo(store, near) ?? Number.POSITIVE_INFINITY }))
    .filter(({ km }) => km <= near.km)
    .sort((a, b) => a.km - b.km)
    .map(({ store }) => store)
}

const MOST_NAMED = 40

function unknownStore(storeId: string, stores: readonly Store[]): Problem {
  const names = stores.slice(0, MOST_NAMED).map((store) => `${store.storeId} (${store.name})`)
  return new Problem('bad-request', `There is no store “${storeId.slice(0, 60)}”.`, {
    errors: [
      {
        path: 'storeId',
        message: names.length > 0 ? `There are: ${names.join(', ')}.` : 'There are no stores.',
      },
    ],
  })
}

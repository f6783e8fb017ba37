import { categoryCounter } from './counters/category.ts'
import type { Counter } from './counters/counter.ts'
import { optionCounter } from './counters/option.ts'
import { priceCounter } from './counters/price.ts'
import { brandCounter, colourCounter, saleCounter } from './counters/simple.ts'
import { sizeCounter } from './counters/size.ts'
import { stockCounter, storeCounter } from './counters/stock.ts'
import type { Facet } from './facet.ts'
import type { FilterName } from './filters.ts'
import type { Found, Prepared, ProductSearch } from './find-products.ts'
import { createPace } from './pace.ts'

/** Products counted before the event loop has its turn: some 5 ms. */
const AT_ONCE = 2000

/**
 * Counts over all that is found. A facet whose own filter is set is counted over what is found without that
 * filter, so that its other values can be seen and added.
 */
export async function countFacets(
  room: ProductSearch,
  prepared: Prepared,
  found: readonly Found[],
  findWithout: (filter: FilterName) => Promise<Found[]>,
): Promise<Facet[]> {
  const { filters } = prepared
  const counters = countersFor(room, prepared)
  const own = new Set(filters.active.filter((name) => counters.some(({ filter }) => filter === name)))
  await count(
    counters.filter(({ filter }) => !own.has(filter)),
    found,
    prepared,
  )
  for (const filter of own) {
    const among = await findWithout(filter)
    await count(
      counters.filter((counter) => counter.filter === filter),
      among,
      prepared,
      filter,
    )
  }
  return counters.flatMap((counter) => counter.facets()).filter(({ values }) => values.length > 0)
}

async function count(
  counters: readonly Counter[],
  found: readonly Found[],
  { filters }: Prepared,
  leftOut?: FilterName,
): Promise<void> {
  const pace = createPace(AT_ONCE)
  for (const { entry } of found) {
    const variants = filters.passing(entry.facets, leftOut)
    if (variants.length > 0) for (const counter of counters) counter.take(entry.facets, variants)
    await pace(1)
  }
}

function countersFor(room: ProductSearch, prepared: Prepared): Counter[] {
  const { query } = prepared
  const { pool } = room.index
  return [
    categoryCounter(query, pool),
    brandCounter(query, pool),
    priceCounter(query, prepared.currency),
    colourCounter(query),
    sizeCounter(query),
    optionCounter(query, null),
    ...Object.keys(query.options ?? {}).map((name) => optionCounter(query, name)),
    saleCounter(query),
    stockCounter(query, prepared.isOpen),
    storeCounter(query, room.shelf, prepared.isOpen),
  ]
}

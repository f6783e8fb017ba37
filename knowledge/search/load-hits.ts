import { asSoldTo, type Product, type Variant } from '#knowledge/catalog/index.ts'
import { facetsOf } from './facets.ts'
import { cheapestOf } from './filters.ts'
import type { Found, Prepared, ProductSearch } from './find-products.ts'
import type { Personal } from './personal.ts'
import type { ProductHit } from './product-query.ts'
import { reasonsOf } from './reasons.ts'

/**
 * The page asked for. Price and stock may have changed since the index looked: what is shown is checked on
 * what is read now, and what passes no more makes room for the next.
 */
export async function loadHits(
  room: ProductSearch,
  found: readonly Found[],
  prepared: Prepared,
  personal: Personal,
): Promise<ProductHit[]> {
  const { limit, offset = 0 } = prepared.query
  const hits: ProductHit[] = []
  for (let at = offset; at < found.length && hits.length < limit; at += limit) {
    const page = found.slice(at, at + limit)
    const products = await readNow(room, prepared, page)
    const lying = await lyingNow(room, prepared, [...products.values()])
    for (const { entry, score } of page) {
      const product = products.get(entry.facets.productId)
      const passing = product ? passingNow(room, prepared, product, lying) : []
      const variant = product && personal.choose(product, passing)
      if (!product || !variant || hits.length >= limit) continue
      const reasons = [
        ...reasonsOf({ room, prepared, product, variant, document: entry.document }),
        ...personal.reasonsOf(product, variant),
      ]
      hits.push({ product, variant, score, reasons })
    }
  }
  return hits
}

async function readNow(
  room: ProductSearch,
  { query, now }: Prepared,
  page: readonly Found[],
): Promise<Map<string, Product>> {
  const products = await room.source.find(page.map(({ entry }) => entry.facets.productId))
  return new Map(products.map((product) => [product.productId, asSoldTo(product, query.access ?? null, now)]))
}

/** What lies in the stores asked for, as the database has it; null: no store was asked for. */
async function lyingNow(
  room: ProductSearch,
  { storeIds }: Prepared,
  products: readonly Product[],
): Promise<Set<string> | null> {
  if (storeIds === null) return null
  const variantIds = products.flatMap(({ variants }) => variants.map(({ variantId }) => variantId))
  const lying = await Promise.all(storeIds.map((storeId) => room.source.inStore(storeId, variantIds)))
  return new Set(lying.flatMap((ids) => [...ids]))
}

/** Cheapest first. */
function passingNow(
  room: ProductSearch,
  { filters }: Prepared,
  product: Product,
  lying: Set<string> | null,
): Variant[] {
  const passing = filters
    .passing(facetsOf(product, room.index.pool))
    .filter(({ variantId }) => lying === null || lying.has(variantId))
  const best = cheapestOf(passing)
  const ids = new Set(passing.map(({ variantId }) => variantId))
  const variants = product.variants.filter(({ variantId }) => ids.has(variantId))
  return variants.sort(
    (a, b) => Number(b.variantId === best?.variantId) - Number(a.variantId === best?.variantId),
  )
}

import type { StoreInput } from '#knowledge/catalog/index.ts'
import type { Goods } from './goods/assortment.ts'
import { randomFor } from './random.ts'

/** The three stores; their hours are those of their documents. */
export const stores: (StoreInput & { storeId: string })[] = [
  {
    storeId: 'portland',
    name: 'Tarnwick Portland',
    address: '412 Quarry Lane, Portland, OR 97209',
    city: 'Portland',
    country: 'US',
    latitude: 45.5289,
    longitude: -122.6841,
    timeZone: 'America/Los_Angeles',
    phone: '+1 503 555 0142',
    hours: 'Mon-Sat 10-19, Sun 11-18',
  },
  {
    storeId: 'seattle',
    name: 'Tarnwick Seattle',
    address: '88 Kelp Street, Seattle, WA 98101',
    city: 'Seattle',
    country: 'US',
    latitude: 47.6101,
    longitude: -122.3353,
    timeZone: 'America/Los_Angeles',
    phone: '+1 206 555 0178',
    hours: 'Mon-Fri 10-20, Sat 10-19, Sun 11-17',
  },
  {
    storeId: 'boulder',
    name: 'Tarnwick Boulder',
    address: '23 Tannery Row, Boulder, CO 80302',
    city: 'Boulder',
    country: 'US',
    latitude: 40.0182,
    longitude: -105.2796,
    timeZone: 'America/Denver',
    phone: '+1 303 555 0116',
    hours: 'Daily 9-19',
  },
]

/** Which share of a department each store carries; Portland has everything. */
const carried: Record<string, (path: string) => number> = {
  portland: () => 0.9,
  seattle: (path) => (path.startsWith('Clothing') ? 0.85 : 0.5),
  boulder: (path) => (path.startsWith('Home') ? 0.25 : 0.75),
}

/** What lies on the shelves, variant by variant; nothing of what is sold out or still to come. */
export function shelves(goods: Goods[]): { variantId: string; storeId: string; quantity: number }[] {
  return goods.filter(({ standing }) => standing === null || standing === 'new').flatMap(shelfOf)
}

function shelfOf({ product }: Goods) {
  return stores.flatMap(({ storeId }) => {
    const random = randomFor(`${storeId}:${product.productId}`)
    const share = carried[storeId]?.(product.categories?.[0] ?? '') ?? 0.5
    if (!random.chance(share)) return []
    return product.variants.map(({ variantId }) => ({
      variantId,
      storeId,
      quantity: random.chance(0.2) ? 0 : random.between(1, 9),
    }))
  })
}

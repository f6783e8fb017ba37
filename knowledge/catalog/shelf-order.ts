import type { ShelfProduct } from './shelf-product.ts'

/** Since when a shopper may call it new: its release, else when it first came. */
export function newSince(product: ShelfProduct): Date {
  return product.releaseAt ?? product.firstSeenAt
}

// seconds and a position share one number: 2^31 seconds, 2^22 positions
const POSITIONS = 2 ** 22

/** Newest first. Numbers are sorted, not products: a hundred thousand take some 10 ms, not 100. */
export function newestFirst(products: readonly ShelfProduct[]): ShelfProduct[] {
  const keys = new Float64Array(products.length)
  for (const [at, product] of products.entries())
    keys[at] = Math.max(Math.floor(newSince(product).getTime() / 1000), 0) * POSITIONS + (POSITIONS - 1 - at)
  keys.sort()
  const sorted: ShelfProduct[] = []
  for (let i = keys.length - 1; i >= 0; i--) {
    const product = products[POSITIONS - 1 - ((keys[i] ?? 0) % POSITIONS)]
    if (product) sorted.push(product)
  }
  return sorted
}

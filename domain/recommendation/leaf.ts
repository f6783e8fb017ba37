import type { ShelfProduct } from '#knowledge/catalog/index.ts'

/** The deepest category of a product, as the shop writes it; null: it has none. */
export function leafOf(product: ShelfProduct): string | null {
  let deepest: string | null = null
  for (const path of product.categories)
    if (deepest === null || depthOf(path) > depthOf(deepest)) deepest = path
  return deepest
}

function depthOf(path: string): number {
  return path.split(' > ').length
}

/** `Jackets` of `Clothing > Jackets`: what a shopper calls it. */
export function nameOfCategory(path: string): string {
  return path.split(' > ').at(-1) ?? path
}

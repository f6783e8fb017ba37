import type { AppliesTo } from '#contract/offers.ts'
import type { BasketLine } from './offers.ts'

type Goods = Pick<BasketLine, 'productId' | 'brand' | 'categories'>

/**
 * Whether an offer means these goods: named by product, brand or category (one of them is enough; nothing named
 * means everything), and by none of what it leaves out.
 */
export function appliesTo(to: AppliesTo, goods: Goods): boolean {
  const named = to.productIds.length + to.brands.length + to.categories.length > 0
  if (named && !isAmong(goods, to.productIds, to.brands, to.categories)) return false
  return !isAmong(goods, to.excludedProductIds, to.excludedBrands, to.excludedCategories)
}

function isAmong(
  { productId, brand, categories }: Goods,
  productIds: readonly string[],
  brands: readonly string[],
  paths: readonly string[],
): boolean {
  if (productIds.includes(productId)) return true
  if (brand !== null && brands.some((one) => one.toLowerCase() === brand.toLowerCase())) return true
  return categories.some((category) => paths.some((path) => isBelow(category, path)))
}

/** `Clothing` holds what is in `Clothing > Jackets`. */
function isBelow(category: string, path: string): boolean {
  const [inner, outer] = [category.toLowerCase(), path.toLowerCase()]
  return inner === outer || inner.startsWith(`${outer} > `)
}

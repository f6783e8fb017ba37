import { formatMoney } from '#contract/money.ts'
import { availabilityOf, optionsInWords, type Product, type Variant } from '#knowledge/catalog/index.ts'
import type { ProductQuery } from './product-query.ts'

/** Why a hit is one, in words: only wishes that were checked and facts that are typed. */
export function reasonsOf(product: Product, variant: Variant, query: ProductQuery): string[] {
  const reasons = [...(query.attributes ?? [])]
  const options = optionsInWords(variant)
  if ((query.colour || query.size) && options) reasons.push(options)
  if (query.brand && product.brand) reasons.push(`by ${product.brand}`)
  if (query.category && product.categories[0]) reasons.push(`in ${product.categories[0]}`)
  if (query.priceMax !== undefined || query.priceMin !== undefined) reasons.push(formatMoney(variant.price))
  const stock = availabilityOf(variant)
  if (query.storeId && query.inStockOnly !== false) reasons.push('in stock in the store')
  else if (stock === 'in_stock') reasons.push('in stock')
  else if (stock === 'low_stock') reasons.push('only a few left')
  if (variant.listPrice && variant.listPrice.amount > variant.price.amount) reasons.push('reduced')
  return reasons
}

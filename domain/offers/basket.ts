import { findProducts, findVariants, type Variant } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { Basket } from './offers.ts'

/** A line as a cart, an order or a checkout names it; without a price it is the catalog's. */
export interface GivenLine {
  productId: string
  variantId: string
  quantity: number
  /** Minor units. */
  unitPrice?: number | undefined
}

/**
 * A basket with what the rules need of it: brand, categories and cost of the catalog. A line that names no variant
 * of ours is taken for the dearest of its product; what the catalog does not know at all has no cost, and without
 * a price none. What came back (a negative quantity) is left out.
 */
export async function basketOf(db: Db, currency: string, lines: readonly GivenLine[]): Promise<Basket> {
  const variants = await findVariants(
    db,
    lines.map(({ variantId }) => variantId),
  )
  const unnamed = lines.filter(({ variantId }) => !variants.has(variantId)).map(({ productId }) => productId)
  const products = new Map((await findProducts(db, unnamed)).map((one) => [one.productId, one]))
  return {
    currency,
    lines: lines.flatMap((line) => {
      if (line.quantity <= 0) return []
      const named = variants.get(line.variantId)
      const product = named?.product ?? products.get(line.productId)
      const sold = named ? [named.variant] : (product?.variants ?? [])
      return {
        productId: product?.productId ?? line.productId,
        variantId: line.variantId,
        title: product?.title ?? line.productId,
        brand: product?.brand ?? null,
        categories: product?.categories ?? [],
        quantity: line.quantity,
        unitPrice: Math.max(0, line.unitPrice ?? priceOf(named?.variant, currency)),
        unitCost: dearest(sold, currency),
      }
    }),
  }
}

/** The highest cost among them; null: one of them has none, or is sold in another currency. */
function dearest(sold: readonly Variant[], currency: string): number | null {
  const costs = sold.map(({ cost }) => (cost?.currency === currency ? cost.amount : Number.NaN))
  return costs.length === 0 || costs.some(Number.isNaN) ? null : Math.max(...costs)
}

function priceOf(variant: Variant | undefined, currency: string): number {
  return variant?.price.currency === currency ? variant.price.amount : 0
}

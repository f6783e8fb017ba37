import { findVariants } from '#knowledge/catalog/index.ts'
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
 * A basket with what the rules need of it: brand, categories and cost of the catalog. Lines that the catalog
 * does not know have no cost, and without a price none; what came back (a negative quantity) is left out.
 */
export async function basketOf(db: Db, currency: string, lines: readonly GivenLine[]): Promise<Basket> {
  const variants = await findVariants(
    db,
    lines.map(({ variantId }) => variantId),
  )
  return {
    currency,
    lines: lines.flatMap((line) => {
      if (line.quantity <= 0) return []
      const { product, variant } = variants.get(line.variantId) ?? {}
      const same = variant?.price.currency === currency
      return {
        productId: product?.productId ?? line.productId,
        variantId: line.variantId,
        title: product?.title ?? line.productId,
        brand: product?.brand ?? null,
        categories: product?.categories ?? [],
        quantity: line.quantity,
        unitPrice: Math.max(0, line.unitPrice ?? (same ? (variant?.price.amount ?? 0) : 0)),
        unitCost: same ? (variant?.cost?.amount ?? null) : null,
      }
    }),
  }
}

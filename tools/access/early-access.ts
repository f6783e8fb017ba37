import type { TrustLevel } from '#contract/message.ts'
import { accessOf } from '#domain/segments/index.ts'
import {
  type Access,
  asSoldTo,
  type Dated,
  findProducts,
  findVariants,
  isBeforeRelease,
  type Product,
  type Variant,
} from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { ToolContext } from '../tool.ts'

/** For whom goods are sold, and how far it is vouched for that it is them. */
export interface Buyer {
  /** Those the trust level stands for. */
  customerIds: readonly string[]
  trust: TrustLevel
}

/**
 * What lets this buyer in before a release. A browser that nobody vouches for is let in nowhere, whoever it was
 * once seen with; null then.
 */
export async function accessOfBuyer(
  db: Db,
  { customerIds, trust }: Buyer,
  now: Date,
): Promise<Access | null> {
  if (trust !== 'account' && trust !== 'channel') return null
  return accessOf(db, customerIds, trust === 'account', now)
}

/** The same, read only where something of this is before its release. */
export async function accessFor(
  db: Db,
  buyer: Buyer,
  goods: Iterable<Dated>,
  now: Date,
): Promise<Access | null> {
  for (const dated of goods) if (isBeforeRelease(dated, now)) return accessOfBuyer(db, buyer, now)
  return null
}

type Asking = Buyer & Pick<ToolContext, 'db' | 'now'>

/** Products as they are sold to this shopper now, in the order asked; those that are not there are left out. */
export async function productsForShopper(ctx: Asking, productIds: string[]): Promise<Product[]> {
  const found = await findProducts(ctx.db, productIds)
  const access = await accessFor(ctx.db, ctx, found, ctx.now)
  return found.map((product) => asSoldTo(product, access, ctx.now))
}

export async function productForShopper(ctx: Asking, productId: string): Promise<Product | null> {
  return (await productsForShopper(ctx, [productId]))[0] ?? null
}

/** Variants as they are sold to this buyer now, by their id. */
export async function variantsForBuyer(
  db: Db,
  buyer: Buyer,
  variantIds: string[],
  now: Date,
): Promise<Map<string, { product: Product; variant: Variant }>> {
  const found = await findVariants(db, variantIds)
  const goods = [...found.values()].map(({ product }) => product)
  const access = await accessFor(db, buyer, goods, now)
  return new Map(
    [...found].map(([id, { product, variant }]) => {
      const sold = asSoldTo(product, access, now)
      const same = sold.variants.find(({ variantId }) => variantId === variant.variantId)
      return [id, { product: sold, variant: same ?? variant }]
    }),
  )
}

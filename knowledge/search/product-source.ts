import {
  type ChangedProduct,
  findProducts,
  type Product,
  productsAfter,
  variantsInStore,
} from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'

/** Where search reads the goods. */
export interface ProductSource {
  /** What has changed since `rev`, in the order of the changes; removed ones come too, flagged. */
  after: (rev: number, limit: number) => Promise<ChangedProduct[]>
  /** Those that are there, in the order asked. */
  find: (productIds: string[]) => Promise<Product[]>
  /** Which of the variants lie in that store now. */
  inStore: (storeId: string, variantIds: string[]) => Promise<Set<string>>
}

/** The catalog of the shop. */
export function catalogSource(db: Db): ProductSource {
  return {
    after: (rev, limit) => productsAfter(db, rev, limit),
    find: (productIds) => findProducts(db, productIds),
    inStore: (storeId, variantIds) => variantsInStore(db, storeId, variantIds),
  }
}

/** Goods that are held nowhere but here: a retailer's file that is only judged. They lie in no store. */
export function listedSource(products: readonly Product[]): ProductSource {
  const byId = new Map(products.map((product) => [product.productId, product]))
  return {
    after: async (rev, limit) =>
      products.slice(rev, rev + limit).map((product, index) => ({
        ...product,
        rev: rev + index + 1,
        deleted: false,
      })),
    find: async (productIds) => productIds.flatMap((id) => byId.get(id) ?? []),
    inStore: async () => new Set(),
  }
}

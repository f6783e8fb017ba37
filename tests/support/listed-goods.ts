import { listedProduct, type Product } from '#knowledge/catalog/index.ts'

export interface ListedGood {
  id: string
  title: string
  kind?: string
  brand?: string
  text?: string
  facts?: Record<string, string>
  price?: number
}

/** Products that are in no database. */
export function listedGoods(goods: readonly ListedGood[]): Product[] {
  return goods.map((good, index) => {
    const product = listedProduct(
      {
        line: index + 1,
        product: {
          productId: good.id,
          title: good.title,
          description: good.text ?? '',
          brand: good.brand ?? null,
          categories: good.kind ? [good.kind] : [],
          attributes: good.facts ?? {},
          variants: [{ variantId: `${good.id}-1`, price: { amount: good.price ?? 5000, currency: 'USD' } }],
        },
      },
      new Date('2026-11-20T10:00:00Z'),
    )
    if ('message' in product) throw new Error(product.message)
    return product
  })
}

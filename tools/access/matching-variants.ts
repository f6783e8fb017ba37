import type { Product, Variant } from '#knowledge/catalog/index.ts'

export interface WantedOptions {
  variantId?: string | undefined
  size?: string | undefined
  colour?: string | undefined
}

/** The variants that fit a shopper's words: "blue" is `Blue`, and also `Navy blue`. */
export function matchingVariants(product: Product, wanted: WantedOptions): Variant[] {
  const words = [wanted.size, wanted.colour].filter((word) => word !== undefined)
  return product.variants.filter((variant) => {
    if (wanted.variantId) return variant.variantId === wanted.variantId
    const values = variant.options.map((option) => option.value.toLowerCase())
    return words.every((word) =>
      values.some(
        (value) => value === word.toLowerCase() || value.split(/[\s/]+/).includes(word.toLowerCase()),
      ),
    )
  })
}

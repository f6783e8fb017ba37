import { isSellable, type Product } from '#knowledge/catalog/index.ts'
import { isColourName, namesColour } from './colours.ts'
import { isSizeName } from './sizes.ts'
import { fold, termsOf } from './tokenise.ts'

/** What filters look at, kept in memory for every product. */
export interface Facets {
  productId: string
  /** Stems of each segment of each category, of its kind where it names one. */
  categories: string[][]
  titleTerms: string[]
  brand: string
  /** Colours and sizes that hold for all variants. */
  colours: string[]
  sizes: string[]
  variants: VariantFacets[]
}

export interface VariantFacets {
  variantId: string
  /** Minor units. */
  amount: number
  sellable: boolean
  colours: string[]
  sizes: string[]
}

export function facetsOf(product: Product): Facets {
  const attributes = Object.entries(product.attributes)
  const valuesOf = (test: (name: string) => boolean) =>
    attributes.filter(([name]) => test(name)).map(([, value]) => value)
  const kinds = attributes
    .filter(([name]) => /^(product )?(type|kind)$/i.test(name))
    .map(([, value]) => value)
  return {
    productId: product.productId,
    categories: [...product.categories.flatMap((path) => path.split('>')), ...kinds].map(termsOf),
    titleTerms: termsOf(product.title),
    brand: fold(product.brand ?? ''),
    colours: coloursOf(product, valuesOf(isColourName)),
    sizes: valuesOf((name) => /\bsize\b/i.test(name)),
    variants: product.variants.map((variant) => ({
      variantId: variant.variantId,
      amount: variant.price.amount,
      sellable: isSellable(variant),
      colours: variant.options.filter(({ name }) => isColourName(name)).map(({ value }) => value),
      sizes: variant.options.filter(({ name }) => isSizeName(name)).map(({ value }) => value),
    })),
  }
}

// where nothing typed names the colour, the title may: "Silver notebook"
function coloursOf(product: Product, typed: string[]): string[] {
  const optional = product.variants.some((variant) => variant.options.some(({ name }) => isColourName(name)))
  if (optional || typed.length > 0) return typed
  return namesColour(product.title) ? [product.title] : []
}

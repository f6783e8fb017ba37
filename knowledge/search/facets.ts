import { isSellable, type Product, type Variant } from '#knowledge/catalog/index.ts'
import { isColourName, namesColour } from './colours.ts'
import type { FactPool, Pair } from './fact-pool.ts'
import { type Quantity, quantitiesIn } from './quantities.ts'
import { fold, termsOf } from './tokenise.ts'

/** What filters look at, kept in memory for every product. */
export interface Facets {
  productId: string
  /** Stems of each segment of each category, of its kind where it names one. */
  categories: (readonly string[])[]
  /** Paths as the catalog writes them. */
  paths: readonly string[]
  titleTerms: string[]
  /** Folded. */
  brand: string
  brandName: string
  /** Colours and sizes that hold for all variants. */
  colours: readonly string[]
  sizes: readonly string[]
  /** The short attributes. */
  attributes: readonly Pair[]
  quantities: readonly Quantity[]
  /** Milliseconds; null: it was never said. */
  releasedAt: number | null
  variants: VariantFacets[]
}

export interface VariantFacets {
  variantId: string
  /** Minor units. */
  amount: number
  sellable: boolean
  reduced: boolean
  options: readonly Pair[]
  colours: readonly string[]
  sizes: readonly string[]
}

/** Values longer than this are for reading, not for filtering. */
const LONGEST_VALUE = 60
const MOST_ATTRIBUTES = 40

export function facetsOf(product: Product, pool: FactPool): Facets {
  const attributes = Object.entries(product.attributes)
  const short = attributes.filter(([, value]) => value !== '' && value.length <= LONGEST_VALUE)
  const valuesOf = (test: (name: string) => boolean) =>
    attributes.filter(([name]) => test(name)).map(([, value]) => pool.text(value))
  const kinds = valuesOf((name) => /^(product )?(type|kind)$/i.test(name))
  return {
    productId: product.productId,
    categories: [
      ...product.categories.flatMap((path) => pool.segmentsOf(path)),
      ...kinds.map((kind) => pool.stemsOf(kind)),
    ],
    paths: product.categories.map((path) => pool.text(path)),
    titleTerms: termsOf(product.title).map((term) => pool.text(term)),
    brand: pool.text(fold(product.brand ?? '').trim()),
    brandName: pool.text(product.brand ?? ''),
    colours: coloursOf(product, valuesOf(isColourName)),
    sizes: valuesOf((name) => /\bsize\b/i.test(name)),
    attributes: short.slice(0, MOST_ATTRIBUTES).map(([name, value]) => pool.pair(name, value)),
    quantities: distinct(
      quantitiesIn([product.title, ...short.map(([, value]) => value), ...optionTexts(product)].join('\n')),
    ),
    releasedAt: product.releaseAt?.getTime() ?? null,
    variants: product.variants.map((variant) => variantFacets(variant, pool)),
  }
}

function variantFacets(variant: Variant, pool: FactPool): VariantFacets {
  const options = variant.options.map(({ name, value }) => pool.pair(name, value))
  const valuesOf = (kind: Pair['kind']) => {
    const values = options.filter((pair) => pair.kind === kind).map(({ value }) => value)
    return values.length > 0 ? values : nothing
  }
  return {
    variantId: variant.variantId,
    amount: variant.price.amount,
    sellable: isSellable(variant),
    reduced: variant.listPrice !== null && variant.listPrice.amount > variant.price.amount,
    options,
    colours: valuesOf('colour'),
    sizes: valuesOf('size'),
  }
}

const nothing: readonly string[] = []

const optionTexts = (product: Product) =>
  new Set(product.variants.flatMap((variant) => variant.options.map(({ value }) => value)))

function distinct(quantities: Quantity[]): Quantity[] {
  return [...new Map(quantities.map((one) => [`${one.measure} ${one.amount}`, one])).values()]
}

// where nothing typed names the colour, the title may: "Silver notebook"
function coloursOf(product: Product, typed: string[]): string[] {
  const optional = product.variants.some((variant) => variant.options.some(({ name }) => isColourName(name)))
  if (optional || typed.length > 0) return typed
  return namesColour(product.title) ? [product.title] : []
}

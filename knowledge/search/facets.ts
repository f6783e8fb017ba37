import {
  type Access,
  type EarlyAccess,
  isSellable,
  mayBuy,
  type Product,
  type Variant,
} from '#knowledge/catalog/index.ts'
import { namesColour } from './colours.ts'
import type { FactPool, Name, Pair } from './fact-pool.ts'
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
  /** Whether it says what it is made of. */
  saysMaterial: boolean
  quantities: readonly Quantity[]
  /** Milliseconds; null: it was never said. */
  releasedAt: number | null
  early: EarlyAccess | null
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

/** The test whether somebody with this access may buy a product already. */
export function opennessOf(access: Access | null, now: Date): (facets: Facets) => boolean {
  const at = now.getTime()
  return ({ releasedAt, early }) =>
    releasedAt === null || releasedAt <= at || mayBuy({ releaseAt: new Date(releasedAt), early }, access, now)
}

/** Values longer than this are for reading, not for filtering. */
const LONGEST_VALUE = 60
const MOST_ATTRIBUTES = 40

export function facetsOf(product: Product, pool: FactPool): Facets {
  const typed = typedFacts(product.attributes, pool)
  const variants = product.variants.map((variant) => variantFacets(variant, pool))
  for (const { options } of variants) for (const { value } of options) typed.texts.add(value)
  typed.texts.add(product.title)
  return {
    productId: product.productId,
    categories: [
      ...product.categories.flatMap((path) => pool.segmentsOf(path)),
      ...typed.kinds.map((kind) => pool.stemsOf(kind)),
    ],
    paths: product.categories.map((path) => pool.text(path)),
    titleTerms: termsOf(product.title).map((term) => pool.text(term)),
    brand: pool.text(fold(product.brand ?? '').trim()),
    brandName: pool.text(product.brand ?? ''),
    colours: coloursOf(product, typed.colours, variants),
    sizes: typed.sizes.length > 0 ? typed.sizes : nothing,
    attributes: typed.pairs,
    saysMaterial: typed.saysMaterial,
    quantities: distinct(typed.texts),
    releasedAt: product.releaseAt?.getTime() ?? null,
    early: product.early,
    variants,
  }
}

/** What the attributes say, read in one go: feeds have dozens of them. */
function typedFacts(attributes: Record<string, string>, pool: FactPool) {
  const typed = {
    pairs: [] as Pair[],
    kinds: [] as string[],
    colours: [] as string[],
    sizes: [] as string[],
    saysMaterial: false,
    /** That may name a quantity. */
    texts: new Set<string>(),
  }
  for (const written in attributes) {
    const value = attributes[written] ?? ''
    if (value === '') continue
    const name = pool.name(written)
    if (name.kind === 'type') typed.kinds.push(value)
    if (name.kind === 'colour') typed.colours.push(pool.text(value))
    if (name.isMaterial) typed.saysMaterial = true
    if (name.isWholeSize) typed.sizes.push(pool.text(value))
    if (value.length > LONGEST_VALUE || typed.pairs.length >= MOST_ATTRIBUTES) continue
    typed.pairs.push(pool.pair(name, value))
    if (/\d/.test(value)) typed.texts.add(value)
  }
  return typed
}

function variantFacets(variant: Variant, pool: FactPool): VariantFacets {
  const options = variant.options.map(({ name, value }) => pool.pair(pool.name(name), value))
  const valuesOf = (kind: Name['kind']) => {
    const values = options.filter(({ of }) => of.kind === kind).map(({ value }) => value)
    return values.length > 0 ? values : nothing
  }
  return {
    variantId: variant.variantId,
    amount: variant.price.amount,
    sellable: isSellable(variant),
    reduced: variant.listPrice !== null && variant.listPrice.amount > variant.price.amount,
    options: options.length > 0 ? options : noPairs,
    colours: valuesOf('colour'),
    sizes: valuesOf('size'),
  }
}

const nothing: readonly string[] = []
const noPairs: readonly Pair[] = []
const noQuantities: readonly Quantity[] = []

function distinct(texts: ReadonlySet<string>): readonly Quantity[] {
  const quantities = quantitiesIn([...texts].join('\n'))
  if (quantities.length === 0) return noQuantities
  return [...new Map(quantities.map((one) => [`${one.measure} ${one.amount}`, one])).values()]
}

// where nothing typed names the colour, the title may: "Silver notebook"
function coloursOf(
  { title }: Product,
  typed: readonly string[],
  variants: readonly VariantFacets[],
): readonly string[] {
  if (typed.length > 0 || variants.some(({ colours }) => colours.length > 0)) return typed
  return namesColour(title) ? [title] : nothing
}

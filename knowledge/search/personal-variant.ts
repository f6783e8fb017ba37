import type { Product, Variant } from '#knowledge/catalog/index.ts'
import { colourFits, isColourName } from './colours.ts'
import type { ProductQuery } from './product-query.ts'
import { isSizeFor, type ProfileSize, type SearchProfile } from './search-profile.ts'
import { normaliseSize } from './sizes.ts'

/**
 * Of the variants that pass, cheapest first: the one in their size, and in a colour they like, where it is sold
 * so. What this query asks for itself is never second-guessed. `size`: the one that decided.
 */
export function chooseVariant(
  product: Product,
  passing: readonly Variant[],
  profile: SearchProfile,
  query: ProductQuery,
): { variant: Variant | undefined; size: ProfileSize | null } {
  const [first] = passing
  if (!first) return { variant: undefined, size: null }
  const variant = query.colour === undefined ? (inColour(passing, profile.colours) ?? first) : first
  const size = query.size === undefined ? sizeFor(product, profile.sizes ?? []) : null
  const fitting = size ? passing.filter((one) => isInSize(one, size)) : []
  const others = variant.options.filter(({ name }) => !isSize(name))
  const sameElse = fitting.find((one) =>
    others.every(({ name, value }) => one.options.some((o) => o.name === name && o.value === value)),
  )
  // where the colour was asked for it stands before the size that is only known
  const inSize = sameElse ?? (query.colour === undefined ? fitting[0] : undefined)
  return { variant: inSize ?? variant, size: inSize ? size : null }
}

function inColour(passing: readonly Variant[], colours: readonly string[] = []): Variant | undefined {
  return passing.find(({ options }) =>
    options.some(
      ({ name, value }) => isColourName(name) && colours.some((colour) => colourFits(value, colour)),
    ),
  )
}

const isSize = (name: string) => /size|grösse|größe|talla|taille|taglia|tamanho/i.test(name)

const isInSize = (variant: Variant, { size }: ProfileSize) =>
  variant.options.some(({ name, value }) => isSize(name) && normaliseSize(value) === normaliseSize(size))

function sizeFor(product: Product, sizes: readonly ProfileSize[]): ProfileSize | null {
  const fits = (size: ProfileSize) =>
    isSizeFor(size, product.categories, product.title) &&
    product.variants.some((variant) => isInSize(variant, size))
  return sizes.find(fits) ?? null
}

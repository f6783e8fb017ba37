import { minorDigits } from '#contract/money.ts'
import { isSellable, type Product, type Variant } from '#knowledge/catalog/index.ts'
import type { ProductHit } from '#knowledge/search/index.ts'
import { termsOf } from '#knowledge/search/index.ts'
import { isSameSize, isSizeFor, type KnownSize, type Tastes } from './tastes.ts'

/** What this search has asked for itself; that is never second-guessed. */
export interface Asked {
  size?: string | undefined
  colour?: string | undefined
  priceMax?: number | undefined
  priceMin?: number | undefined
  order?: 'match' | 'price' | undefined
  text: string
}

export interface Honoured {
  hits: ProductHit[]
  /** What was done for the shopper's taste, each with its reason; empty: nothing. */
  because: string[]
}

/**
 * Puts first what suits what is known of the shopper, and shows it in his size. Nothing is left out: a taste
 * is no filter, and whoever wants one asks for it.
 */
export function honourTastes(hits: readonly ProductHit[], tastes: Tastes, asked: Asked): Honoured {
  const because = new Set<string>()
  const shown = hits.map((hit) => inTheirOptions(hit, tastes, asked, because))
  if (asked.order === 'price') return { hits: shown, because: [...because] }
  const budget = asked.priceMax === undefined && asked.priceMin === undefined ? tastes.budget : null
  const disliked = (hit: ProductHit) => tastes.dislikes.some((word) => isOf(hit.product, word, asked))
  const tooDear = (hit: ProductHit) => budget !== null && unitsOf(hit.variant) > budget
  const rank = (hit: ProductHit) => Number(disliked(hit)) * 2 + Number(tooDear(hit))
  const ranked = [...shown].sort((a, b) => rank(a) - rank(b))
  const last = tastes.dislikes.filter((word) => shown.some((hit) => isOf(hit.product, word, asked)))
  for (const word of last) because.add(`${word} comes last, because you told us you do not like it`)
  if (shown.some(tooDear)) because.add('what is within the budget you told us comes first')
  return { hits: ranked, because: [...because] }
}

/** The hit in their size, and in a colour they like, where it is sold so. */
function inTheirOptions(hit: ProductHit, tastes: Tastes, asked: Asked, because: Set<string>): ProductHit {
  let { variant } = hit
  const { product } = hit
  const within = (one: Variant) =>
    isSellable(one) &&
    (asked.priceMax === undefined || one.price.amount <= asked.priceMax) &&
    (asked.priceMin === undefined || one.price.amount >= asked.priceMin)
  const size = asked.size === undefined ? sizeFor(product, tastes.sizes) : null
  if (asked.colour === undefined) {
    const liked = product.variants.find(
      (one) => within(one) && tastes.colours.some((colour) => hasOption(one, colour)),
    )
    variant = liked && !tastes.colours.some((colour) => hasOption(variant, colour)) ? liked : variant
  }
  const others = variant.options.filter((option) => !isSize(option.name))
  const fitting = size ? product.variants.filter((one) => within(one) && isInSize(one, size)) : []
  const sameElse = fitting.find((one) => others.every((option) => hasOption(one, option.value)))
  // where the colour was asked for it stands before the size that is only known
  const inSize = sameElse ?? (asked.colour === undefined ? fitting[0] : undefined)
  if (inSize && size) because.add(`shown in ${size.size}, because ${size.because}`)
  return { ...hit, variant: inSize ?? variant }
}

function sizeFor(product: Product, sizes: readonly KnownSize[]): KnownSize | null {
  const offered = product.variants.flatMap((variant) => sizeOf(variant) ?? [])
  return (
    sizes.find(
      (size) =>
        isSizeFor(size, product.categories, product.title) &&
        offered.some((entry) => isSameSize(entry, size.size)),
    ) ?? null
  )
}

function isSize(name: string): boolean {
  return /size|grösse|größe|talla|taille|taglia|tamanho/i.test(name)
}

function isInSize(variant: Variant, { size }: KnownSize): boolean {
  const offered = sizeOf(variant)
  return offered !== null && isSameSize(offered, size)
}

function sizeOf(variant: Variant): string | null {
  return variant.options.find((option) => isSize(option.name))?.value ?? null
}

function hasOption(variant: Variant, value: string): boolean {
  return variant.options.some((option) => option.value.toLowerCase() === value.toLowerCase())
}

/** Whether a product is of what they do not like, unless it is what they ask for now. */
function isOf(product: Product, word: string, asked: Asked): boolean {
  const terms = termsOf(word)
  const wanted = new Set(termsOf(asked.text))
  if (terms.length === 0 || terms.some((term) => wanted.has(term))) return false
  const facts = [
    product.title,
    product.brand ?? '',
    ...product.categories,
    ...Object.values(product.attributes),
  ]
  const known = new Set(termsOf(facts.join(' ')))
  return terms.every((term) => known.has(term))
}

function unitsOf(variant: Variant): number {
  return variant.price.amount / 10 ** minorDigits(variant.price.currency)
}

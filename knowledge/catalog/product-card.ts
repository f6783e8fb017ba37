import type { CardVariant, ProductCard } from '#contract/message.ts'
import {
  availabilityOf,
  cheapestVariant,
  isSellable,
  optionsInWords,
  type Product,
  type Variant,
} from './product.ts'

/** What a card needs to know of a variant. */
export type SourceVariant = Pick<
  Variant,
  'variantId' | 'url' | 'options' | 'price' | 'listPrice' | 'available' | 'stockOnline' | 'media'
>
export type CardSource = Pick<Product, 'productId' | 'title' | 'url' | 'media' | 'release'> & {
  variants: readonly SourceVariant[]
}

/**
 * The product as a shopper sees it. The card stands for the variant named, else for the cheapest that can
 * be sold; price, stock and picture are that variant's own.
 */
export function toProductCard(product: CardSource, named?: SourceVariant): ProductCard {
  const variant = named ?? cheapestVariant(product.variants)
  if (variant === null) throw new RangeError(`product ${product.productId} has no variant`)
  const choices = choicesOf(product, variant)
  return {
    productId: product.productId,
    variantId: variant.variantId,
    title: product.title,
    url: variant.url ?? product.url,
    image: variant.media[0] ?? product.media[0] ?? null,
    price: variant.price,
    listPrice: variant.listPrice,
    availability: availabilityOf(variant),
    options: optionsInWords(variant),
    choices,
    ...(product.release && { release: product.release }),
    ...(choices.length > 0 && { variants: sellableVariants(product) }),
  }
}

const MOST_VARIANTS = 60

function sellableVariants(product: CardSource): CardVariant[] {
  return product.variants
    .filter(isSellable)
    .slice(0, MOST_VARIANTS)
    .map((variant) => ({
      variantId: variant.variantId,
      options: variant.options,
      price: variant.price,
      listPrice: variant.listPrice,
      availability: availabilityOf(variant),
    }))
}

/**
 * The values still open, option by option as a shopper picks them: of the first option everything in
 * stock, of each further one what is in stock together with the card's choices before it.
 */
function choicesOf(product: CardSource, variant: SourceVariant): ProductCard['choices'] {
  let open = product.variants.filter(isSellable)
  const choices: ProductCard['choices'] = []
  for (const { name, value } of variant.options) {
    const values = [...new Set(open.map((candidate) => chosen(candidate, name)))].filter(
      (candidate) => candidate !== null,
    )
    if (values.length > 1) choices.push({ name, values })
    open = open.filter((candidate) => chosen(candidate, name) === value)
  }
  return choices
}

function chosen(variant: Pick<Variant, 'options'>, name: string): string | null {
  return variant.options.find((option) => option.name === name)?.value ?? null
}

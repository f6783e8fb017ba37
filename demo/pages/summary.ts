import type { ColourView, ProductSummary, VariantView } from '#contract/demo-shop.ts'
import {
  availabilityOf,
  isSellable,
  type Option,
  type Product,
  toProductCard,
  type Variant,
} from '#knowledge/catalog/index.ts'
import { type Colour, colours } from '../goods/colours.ts'
import { featuresOf } from './features.ts'

const NEW_FOR_DAYS = 45
const DAY = 86_400_000

/** The product, as it is sold to whoever looks, in a grid. */
export function summaryOf(product: Product, now: Date): ProductSummary {
  const card = toProductCard(product)
  const dearest = Math.max(...product.variants.map((variant) => variant.price.amount))
  const released = product.releaseAt?.getTime() ?? 0
  return {
    productId: product.productId,
    title: product.title,
    brand: product.brand,
    url: product.url ?? `/products/${product.productId}`,
    price: card.price,
    priceTo: dearest > card.price.amount ? { ...card.price, amount: dearest } : null,
    listPrice: card.listPrice,
    availability: card.availability,
    image: card.image,
    colours: coloursOf(product),
    sizes: valuesOf(product, 'Size'),
    sellable: sellablePairs(product),
    features: featuresOf(product.attributes),
    fit: product.attributes.fit ?? null,
    isNew: released > now.getTime() - NEW_FOR_DAYS * DAY && released <= now.getTime(),
    comesAt: product.release?.early === false ? product.release.opensAt.slice(0, 10) : null,
    earlyUntil: product.release?.early ? product.release.opensAt.slice(0, 10) : null,
  }
}

function coloursOf(product: Product): ColourView[] {
  return valuesOf(product, 'Color').map((name) => {
    const known = Object.values<Colour>(colours).find((colour) => colour.name === name)
    const variants = product.variants.filter((variant) => valueOfOption(variant.options, 'Color') === name)
    return {
      name,
      family: known?.family ?? name,
      hex: known?.hex ?? '#b5b0a6',
      image: variants[0]?.media[0] ?? null,
      available: variants.some(isSellable),
    }
  })
}

function sellablePairs(product: Product): ProductSummary['sellable'] {
  const [colourNames, sizes] = [valuesOf(product, 'Color'), valuesOf(product, 'Size')]
  return product.variants.filter(isSellable).map(({ options }) => {
    const [colour, size] = [valueOfOption(options, 'Color'), valueOfOption(options, 'Size')]
    return [colour === null ? -1 : colourNames.indexOf(colour), size === null ? -1 : sizes.indexOf(size)]
  })
}

function valuesOf(product: Product, option: string): string[] {
  return [...new Set(product.variants.flatMap(({ options }) => valueOfOption(options, option) ?? []))]
}

function valueOfOption(options: Option[], name: string): string | null {
  return options.find((option) => option.name === name)?.value ?? null
}

/** A variant with what lies in the stores. */
export function variantView(variant: Variant, inStores: VariantView['inStores']): VariantView {
  return {
    variantId: variant.variantId,
    options: variant.options,
    price: variant.price,
    listPrice: variant.listPrice,
    availability: availabilityOf(variant),
    image: variant.media[0] ?? null,
    inStores,
  }
}

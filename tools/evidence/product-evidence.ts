import type { ProductCard } from '#contract/message.ts'
import { formatMoney } from '#contract/money.ts'
import { availabilityOf, type Product, toProductCard, type Variant } from '#knowledge/catalog/index.ts'
import type { Fact } from '../tool.ts'

const DESCRIPTION_CHARS = 600

/** One product as the model reads it: short, with prices already written as a shopper reads them. */
export interface ProductData {
  productId: string
  variantId: string
  title: string
  options: string
  price: string
  /** The price in minor units, to compare by. */
  amount: number
  listPrice: string | null
  availability: string
  choices: { name: string; values: string[] }[]
  /** Before its release: the day everybody may buy it, and whether this shopper may already. */
  release?: { onSaleFrom: string; earlyAccess: boolean }
}

export function productData(card: ProductCard, locale: string): ProductData {
  return {
    productId: card.productId,
    variantId: card.variantId,
    title: card.title,
    options: card.options,
    price: formatMoney(card.price, locale),
    amount: card.price.amount,
    listPrice: card.listPrice && formatMoney(card.listPrice, locale),
    availability: card.availability,
    choices: card.choices,
    ...(card.release && {
      release: { onSaleFrom: dayOf(card.release.opensAt), earlyAccess: card.release.early },
    }),
  }
}

/** What a reply may state about the product of a card: its price, its list price, its stock, its page. */
export function cardFacts(card: ProductCard): Fact[] {
  const name = `${card.title} ${card.options}`.trim()
  const facts: Fact[] = [
    { kind: 'price', name, money: card.price, of: 'price' },
    { kind: 'stock', name, availability: card.availability, quantity: null, store: null },
  ]
  if (card.listPrice) facts.push({ kind: 'price', name, money: card.listPrice, of: 'list_price' })
  if (card.url) facts.push({ kind: 'link', url: card.url })
  if (card.release)
    facts.push({ kind: 'date', name: card.title, of: 'release', date: dayOf(card.release.opensAt) })
  return facts
}

const dayOf = (time: string) => time.slice(0, 10)

/** Facts of every variant, for a product that is looked at alone. */
export function productFacts(product: Product): Fact[] {
  const facts = product.variants.flatMap((variant) => variantFacts(product, variant))
  if (product.releaseAt) {
    const date = product.releaseAt.toISOString().slice(0, 10)
    facts.push({ kind: 'date', name: product.title, of: 'release', date })
  }
  return facts
}

export function variantFacts(product: Product, variant: Variant): Fact[] {
  const facts = cardFacts(toProductCard(product, variant))
  return variant.stockOnline === null
    ? facts
    : facts.map((fact) => (fact.kind === 'stock' ? { ...fact, quantity: variant.stockOnline } : fact))
}

/** A product with all it can be chosen in, as the model reads it. Its description is data, never a price. */
export function productDetail(product: Product, locale: string): Record<string, unknown> {
  return {
    ...productData(toProductCard(product), locale),
    brand: product.brand,
    categories: product.categories,
    attributes: product.attributes,
    description: product.description.slice(0, DESCRIPTION_CHARS),
    variants: product.variants.slice(0, 40).map((variant) => ({
      variantId: variant.variantId,
      options: optionWords(variant),
      price: formatMoney(variant.price, locale),
      availability: availabilityOf(variant),
    })),
  }
}

export function optionWords(variant: Variant): string {
  return variant.options.map((option) => option.value).join(', ')
}

import type { Availability, Image } from '#contract/message.ts'
import type { Money } from '#contract/money.ts'
import type { EarlyAccess, ReleaseNote } from './release.ts'

/** One choice of a variant, such as `{ name: 'Colour', value: 'Navy' }`. */
export interface Option {
  name: string
  value: string
}

/** What is sold: one row of price and stock. */
export interface Variant {
  productId: string
  variantId: string
  title: string
  sku: string | null
  barcode: string | null
  url: string | null
  options: Option[]
  price: Money
  /** The price before a reduction, where there is one. */
  listPrice: Money | null
  /** What the shop pays; never shown to a shopper. */
  cost: Money | null
  available: boolean
  /** null: not counted, `available` decides. */
  stockOnline: number | null
  media: Image[]
}

export interface Product {
  productId: string
  title: string
  /** Plain text. */
  description: string
  brand: string | null
  url: string | null
  /** Paths such as `Clothing > Jackets`. */
  categories: string[]
  media: Image[]
  /** What is the same for every variant, by name: `{ material: 'wool' }`. */
  attributes: Record<string, string>
  /** When everybody may buy it; null: since ever. */
  releaseAt: Date | null
  /** Who may before that; null: nobody. */
  early: EarlyAccess | null
  /** What this shopper is told of a release to come; only on a product made for one by `asSoldTo`. */
  release?: ReleaseNote
  /** In the order the shop gave them. */
  variants: Variant[]
  /** Grows with every change to any product; what `productsAfter` follows. */
  rev: number
  updatedAt: Date
}

const LOW_STOCK = 3

/** What a shopper may be told of the stock online: low at one to three pieces. */
export function availabilityOf(variant: Pick<Variant, 'available' | 'stockOnline'>): Availability {
  if (!variant.available) return 'out_of_stock'
  if (variant.stockOnline === null) return 'in_stock'
  if (variant.stockOnline <= 0) return 'out_of_stock'
  return variant.stockOnline <= LOW_STOCK ? 'low_stock' : 'in_stock'
}

export function isSellable(variant: Pick<Variant, 'available' | 'stockOnline'>): boolean {
  return availabilityOf(variant) !== 'out_of_stock'
}

/** The cheapest of those that can be sold, else the cheapest of all; the shop's order breaks ties. */
export function cheapestVariant<V extends Pick<Variant, 'available' | 'stockOnline' | 'price'>>(
  variants: readonly V[],
): V | null {
  const sellable = variants.filter(isSellable)
  const pool = sellable.length > 0 ? sellable : variants
  return pool.reduce<V | null>(
    (best, variant) => (best === null || variant.price.amount < best.price.amount ? variant : best),
    null,
  )
}

/** The options of a variant in words: `Navy, M`. Empty when there are none. */
export function optionsInWords(variant: Pick<Variant, 'options'>): string {
  return variant.options.map((option) => option.value).join(', ')
}

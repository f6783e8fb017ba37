import type { ReviewBlock } from '#contract/content-blocks.ts'
import type { CartView, Image, OrderCard, ProductCard } from '#contract/message.ts'
import type { Template } from '#contract/templates.ts'

/** Whether a product can be sold to this reader now. */
export type ProductState = 'open' | 'sold_out' | 'not_released'

/** A product as it stands in the catalog at this moment. */
export interface ProductNow {
  card: ProductCard
  brand: string | null
  state: ProductState
}

/** What is said of an offer: of one that was issued, or one that would be (its code then is a sample). */
export interface OfferFeed {
  offerId: string
  title: string
  kind: 'percent' | 'amount' | 'free_shipping' | 'points_multiplier' | 'gift'
  /** Of 100 for percent, minor units for an amount, how many times for points. */
  value: number
  currency: string
  code: string | null
  until: Date | null
}

/** What one reader's message is filled with, all of it of the moment in which it is drawn. */
export interface Feed {
  now: Date
  /** For numbers and dates; its language is the one the message is drawn in. */
  locale: string
  timeZone: string
  shopName: string
  /** The shop's first page: paths are pages beside it. */
  home: string
  person: {
    firstName: string | null
    tier: string | null
    points: number | null
    nextTier: string | null
    pointsToNext: number | null
  }
  /** Told by whoever planned the message. */
  given: Readonly<Record<string, string>>
  /** Products it is about; the first is the one that began it. */
  about: readonly string[]
  /** As this reader can buy it now; undefined: it is not in the catalog. */
  product: (productId: string) => ProductNow | undefined
  /** Picks for each module of a row, the best first, more than it shows. */
  picks: ReadonlyMap<string, readonly string[]>
  cart: CartView | null
  order: OrderCard | null
  offer: OfferFeed | null
  reviews: ReadonlyMap<string, readonly ReviewBlock[]>
  /** A product's picture on this channel; null: the catalog's own. */
  creative: (productId: string) => Image | null
  /** The page on which that product, or this order, is bought again. */
  reorderPath: string | null
  preferencesUrl: string | null
  countdownUrl: (until: Date) => string
  /** The approved WhatsApp template of this name in the language of the message; null: there is none. */
  whatsappTemplate: (name: string) => Pick<Template, 'templateId' | 'parameters'> | null
  /** The address to write for a page: tracked, where links are. */
  link: (asked: LinkWanted) => string
}

export interface LinkWanted {
  /** In full. */
  url: string
  productId: string | null
}

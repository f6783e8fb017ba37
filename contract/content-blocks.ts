import type { Image, ProductCard } from './message.ts'

/** Ink on ground, six hex digits each. */
export interface BlockColours {
  ink: string
  ground: string
}

/** A customer's own words or picture of a product, as it was approved. */
export interface ReviewBlock {
  ugcId: string
  productTitle: string
  author: string
  text: string
  rating: number | null
  image: Image | null
}

/**
 * One piece of a message that was drawn from modules, in its order. The mail shows all of them; channels of words
 * take what says the same from `text` and `parts` of the message. Plain text throughout: whoever draws it escapes it.
 */
export type ContentBlock =
  | { type: 'heading'; text: string; colours?: BlockColours }
  /** The agent's small Markdown. */
  | { type: 'text'; text: string; colours?: BlockColours }
  | { type: 'picture'; url: string; alt: string; href: string | null }
  | { type: 'button'; label: string; href: string; colours?: BlockColours }
  | { type: 'products'; products: ProductCard[] }
  | { type: 'offer'; text: string; code: string | null }
  | { type: 'review'; review: ReviewBlock }
  /** A picture that is drawn anew at every opening; where pictures are off, or it is over, the words say it. */
  | { type: 'countdown'; url: string; text: string }
  | { type: 'divider' }
  | { type: 'small'; text: string }

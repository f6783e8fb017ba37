import type { Money } from './money.ts'

export const senders = ['customer', 'agent', 'associate', 'support', 'system'] as const
export type Sender = (typeof senders)[number]

export const conversationStatuses = ['agent', 'queued', 'with_staff', 'closed'] as const
export type ConversationStatus = (typeof conversationStatuses)[number]

/** How far this conversation is trusted; only code raises it. `order` is per order and kept as grants. */
export const trustLevels = ['session', 'channel', 'order', 'account'] as const
export type TrustLevel = (typeof trustLevels)[number]

export const messageChannels = ['web', 'api', 'terminal', 'sms', 'whatsapp'] as const
export type MessageChannel = (typeof messageChannels)[number]

export type Availability = 'in_stock' | 'low_stock' | 'out_of_stock'

export interface Image {
  url: string
  alt: string
}

/** A product as a shopper sees it in a conversation; every field is typed catalog data, never text of a model. */
export interface ProductCard {
  productId: string
  /** The variant the card stands for: the one the price, stock and "add to cart" belong to. */
  variantId: string
  title: string
  url: string | null
  image: Image | null
  price: Money
  listPrice: Money | null
  availability: Availability
  /** Options of the variant in words: `Blue, M`. Empty when there are none. */
  options: string
  /** Choices left open: option name and values that are in stock, e.g. Size: S, M, L. */
  choices: { name: string; values: string[] }[]
  /** The sellable variants that the choices are made of, at most 60; left out where there is nothing to choose. */
  variants?: CardVariant[]
  /** Before its release: ISO time from which everybody may buy, and whether this shopper may already. */
  release?: { opensAt: string; early: boolean }
  /** Why it is shown, in words for a shopper; left out where it was simply asked for. */
  because?: string
}

/** One sellable variant of a card's product, so that "Size: M" can become the right line of a cart. */
export interface CardVariant {
  variantId: string
  options: { name: string; value: string }[]
  price: Money
  listPrice: Money | null
  availability: Availability
}

/** One thing that can be told of each of the products compared; a value is null where the catalog is silent. */
export interface ComparisonRow {
  name: string
  /** One for each product, in their order. */
  values: (string | null)[]
  /** Whether the products are not all the same in it. */
  differs: boolean
}

export interface OrderCard {
  orderId: string
  orderNumber: string
  status: string
  placedAt: string
  total: Money
  lines: { title: string; options: string; quantity: number; price: Money; image: Image | null }[]
  tracking: { carrier: string | null; number: string; url: string | null }[]
  /** The date promised or reached, ISO date, where known. */
  deliveryDate: string | null
}

export interface CartLine {
  productId: string
  variantId: string
  title: string
  options: string
  quantity: number
  unitPrice: Money
  lineTotal: Money
  image: Image | null
  url: string | null
  availability: Availability
}

export interface CartView {
  cartId: string
  lines: CartLine[]
  subtotal: Money
  /** The shop's own checkout, already filled with these lines; null while the cart is empty. */
  checkoutUrl: string | null
}

/** What a message can carry beside its text. Written once, drawn by each channel in its own way. */
export type MessagePart =
  | { type: 'products'; products: ProductCard[] }
  /** Two to four products side by side; prices and stock are those of the cards, the rows tell the rest. */
  | { type: 'comparison'; products: ProductCard[]; rows: ComparisonRow[] }
  | {
      type: 'source'
      documentId: string
      title: string
      section: string
      url: string | null
      updatedAt: string
    }
  | { type: 'order'; order: OrderCard }
  | { type: 'cart'; cart: CartView }
  | { type: 'choices'; choices: { label: string; text: string }[] }
  | { type: 'proposal'; proposalId: string; summary: string; expiresAt: string }

/**
 * One message of a conversation. `seq` orders messages; `rev` is the conversation's counter at this
 * message's last change, so that "everything after rev N" is a complete resync.
 */
export interface Message {
  messageId: string
  conversationId: string
  seq: number
  rev: number
  sender: Sender
  /** The first name or display name of the person, for associate and support. */
  staffName: string | null
  text: string
  parts: MessagePart[]
  /** `partial` while sentences are still being released. */
  status: 'partial' | 'complete'
  clientMessageId: string | null
  createdAt: string
  /** Where it was written, or went: a conversation may go on elsewhere. */
  channel?: MessageChannel
}

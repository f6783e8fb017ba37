/** Where the value of a field comes from when a message is drawn. `given`: told by whoever planned it. */
export type FieldSource = 'person' | 'shop' | 'product' | 'order' | 'cart' | 'offer' | 'given'

/** Every field that a content template may name, and where its value is from: no other can be put into a text. */
export const contentFields = {
  first_name: 'person',
  tier: 'person',
  points: 'person',
  next_tier: 'person',
  points_to_next: 'person',
  shop: 'shop',
  /** How to end such messages on this channel, in the reader's language. */
  opt_out: 'shop',
  /** Where the message leads: the template's own target, tracked. */
  link: 'shop',
  /** Of the first product that is drawn. */
  'product.title': 'product',
  'product.price': 'product',
  'product.was': 'product',
  'product.brand': 'product',
  'order.number': 'order',
  'order.item': 'order',
  'order.total': 'order',
  'order.delivered_on': 'order',
  'cart.count': 'cart',
  'cart.total': 'cart',
  'offer.title': 'offer',
  'offer.value': 'offer',
  'offer.code': 'offer',
  'offer.until': 'offer',
  associate: 'given',
  /** How many people bought something lately, counted when the message was planned. */
  buyers: 'given',
  /** How the goods of an order are looked after, as the catalog says. */
  care: 'given',
  category: 'given',
  closes_on: 'given',
  days: 'given',
  milestone: 'given',
  opens_on: 'given',
  renews_on: 'given',
  reward: 'given',
  season: 'given',
  store: 'given',
  subscription: 'given',
  visited_on: 'given',
} as const satisfies Record<string, FieldSource>
export type ContentField = keyof typeof contentFields

export function isContentField(name: string): name is ContentField {
  return Object.hasOwn(contentFields, name)
}

/** A text in pieces: words, and the places of fields with what stands there where the field has no value. */
export type TextPiece = { words: string } | { field: string; otherwise: string | null }

const PLACE = /\{\{\s*([A-Za-z0-9_.]{1,60})\s*(?:\|([^{}|]{0,200}))?\}\}/g

/** `Hello {{first_name|there}}` in its pieces. Read once: what fills a place is never read for places again. */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let at = 0
  for (const match of text.matchAll(PLACE)) {
    if (match.index > at) pieces.push({ words: text.slice(at, match.index) })
    pieces.push({ field: match[1] ?? '', otherwise: match[2]?.trim() ?? null })
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ words: text.slice(at) })
  return pieces
}

/** The fields that a text names, each once, known or not. */
export function fieldsIn(text: string): string[] {
  return [...new Set(piecesOf(text).flatMap((piece) => ('field' in piece ? piece.field : [])))]
}

/** Marks of template languages that are none of ours: they would reach the reader as they stand. */
const FOREIGN = /\{\{|\}\}|\{%|%\}|<%|%>|\$\{|\*\|/

/** Why this text could not be read as words and places; null: it can. */
export function placeFault(text: string): string | null {
  const words = piecesOf(text)
    .flatMap((piece) => ('words' in piece ? piece.words : []))
    .join(' ')
  if (/\{\{\s*[#/^>!]|\{%/.test(text))
    return 'texts hold no loops and no conditions: use a module that is filled when the message is sent'
  return FOREIGN.test(words) ? 'a place is a field in double braces, such as {{first_name|there}}' : null
}

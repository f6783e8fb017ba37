import { withoutCards } from './personal-numbers.ts'

/** Thirteen digits or more with what people put between them: the shortest card there is. */
const MAY_HOLD = /\d(?:[ \u00a0.\-‐–/_]{0,4}\d){12}/
/** Names of fields whose digits are something else: every tenth long number looks like a card. */
const IDS = /(?:id|ids|sku|ean|gtin|upc|isbn|barcode|code|number|no|token|url|path|referrer|search|hash)$/i
const CARDS = /card|^pan$|^cc(?:_|$)/i
const MOST_DEPTH = 50

/**
 * The same value with no card number in any of its texts: cards are stored nowhere, whoever sends them.
 * Ids and order numbers stay whole; a field that is named for cards is masked also where it holds a number.
 * What lies deeper than anybody looks is left out: it could hold one, and nothing that writes JSON survives it.
 */
export function withoutCardsIn(value: unknown): unknown {
  return masked(value, '', 0)
}

function masked(value: unknown, field: string, depth: number): unknown {
  if (typeof value === 'string') return maskedText(value, field)
  if (typeof value === 'number') {
    const isCard = CARDS.test(field) && withoutCards(String(value)) !== String(value)
    return isCard ? '[card]' : value
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth > MOST_DEPTH) return null
  if (Array.isArray(value)) return value.map((entry) => masked(entry, field, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, masked(entry, name, depth + 1)]),
  )
}

function maskedText(text: string, field: string): string {
  const isId = IDS.test(field) && !CARDS.test(field)
  return isId || !MAY_HOLD.test(text) ? text : withoutCards(text)
}

import type { ProductSearch } from './find-products.ts'
import type { ProductQuery } from './product-query.ts'
import { understand } from './understand/understand.ts'
import type { Note, Wish } from './understood.ts'
import { isFree } from './wished-query.ts'

/** A longer text is no wish for a product; its beginning is read. */
const MOST_TEXT = 400

/** The query as it was given, with what its text was understood as. */
export interface ReadQuery {
  given: ProductQuery
  /** What is left to look for, as long as every wish is kept. */
  rest: string
  wishes: Wish[]
  notes: Note[]
}

export function readQuery(room: ProductSearch, query: ProductQuery): ReadQuery {
  const text = beginningOf(query.text)
  const notes: Note[] =
    text.length < query.text.trim().length
      ? [{ code: 'text_cut', text: `Only the first ${text.length} characters were read.` }]
      : []
  const given = { ...query, text }
  if (!query.understand) return { given, rest: text, wishes: [], notes }
  const { index } = room
  const { rest, wishes } = understand(text, {
    pool: index.pool,
    currency: index.pool.currency() ?? 'USD',
    locale: query.locale,
    stores: room.shelf?.stores() ?? [],
    isProductNoun: index.vocabulary.isProductNoun,
    frequency: (stem) => index.lexical.frequency(stem),
  })
  return { given, rest, wishes: wishes.filter((wish) => isFree(query, wish)), notes }
}

/** Cut between two words, where there are some, and never through a character. */
function beginningOf(text: string): string {
  const whole = text.trim()
  if (whole.length <= MOST_TEXT) return whole
  const cut = whole.slice(0, MOST_TEXT).replace(/\p{Surrogate}$/u, '')
  return cut.replace(/\s+\S*$/u, '') || cut
}

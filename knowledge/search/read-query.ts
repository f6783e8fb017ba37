import type { ProductSearch } from './find-products.ts'
import type { ProductQuery } from './product-query.ts'
import { isTrusted } from './trusted-claims.ts'
import { type Lexicon, wishKey } from './understand/reading.ts'
import { understand } from './understand/understand.ts'
import type { Note, Wish } from './understood.ts'
import { isFree, isWord } from './wished-query.ts'

/** A longer text is no wish for a product; its beginning is read. */
const MOST_TEXT = 400

/** The query as it was given, with what its text was understood as. */
export interface ReadQuery {
  given: ProductQuery
  wishes: Wish[]
  notes: Note[]
  /** What is left to look for: the words of wishes that are not kept stand in their place again. */
  restOf: (wishes: readonly Wish[]) => string
}

export function readQuery(room: ProductSearch, query: ProductQuery): ReadQuery {
  const text = beginningOf(query.text)
  const notes: Note[] =
    text.length < query.text.trim().length
      ? [{ code: 'text_cut', text: `Only the first ${text.length} characters were read.` }]
      : []
  const given = { ...query, text }
  if (!query.understand) return { given, wishes: [], notes, restOf: () => text }
  const lexicon = lexiconOf(room, query)
  const first = understand(text, lexicon)
  const doubted = first.wishes.filter((wish) => !isTrusted(room, first.rest, wish)).map(wishKey)
  const { wishes } = doubted.length > 0 ? understand(text, lexicon, new Set(doubted)) : first
  const restOf = (answered: readonly Wish[]) => {
    const letGo = answered.filter((wish) => !wish.kept && isWord(wish)).map(wishKey)
    const leave = new Set([...doubted, ...letGo])
    return leave.size > 0 ? understand(text, lexicon, leave).rest : first.rest
  }
  return { given, wishes: wishes.filter((wish) => isFree(query, wish)), notes, restOf }
}

function lexiconOf({ index, shelf }: ProductSearch, { locale }: ProductQuery): Lexicon {
  return {
    pool: index.pool,
    currency: index.pool.currency() ?? 'USD',
    locale,
    stores: shelf?.stores() ?? [],
    isProductNoun: index.vocabulary.isProductNoun,
    frequency: (stem) => index.lexical.frequency(stem),
  }
}

/** Cut between two words, where there are some, and never through a character. */
function beginningOf(text: string): string {
  const whole = text.trim()
  if (whole.length <= MOST_TEXT) return whole
  const cut = whole.slice(0, MOST_TEXT).replace(/\p{Surrogate}$/u, '')
  return cut.replace(/\s+\S*$/u, '') || cut
}

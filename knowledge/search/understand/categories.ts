import { isStopWord } from '../stop-words.ts'
import { termsOf } from '../tokenise.ts'
import { type Lexicon, type Reading, wishKey } from './reading.ts'

/** What is left is the name of a category of several words: "camp kitchen". One word is found by ranking better. */
export function readCategory(reading: Reading, { pool }: Lexicon): Reading {
  const terms = termsOf(reading.rest).filter((term) => !isStopWord(term))
  const category = terms.length > 1 ? pool.categories.get(terms.join(' ')) : undefined
  if (category === undefined || reading.wishes.some(({ field }) => field === 'category')) return reading
  const from = reading.rest.replace(/\s+/g, ' ').trim()
  const wish = { field: 'category', value: category, from, text: `in ${category}`, kept: true } as const
  if (reading.leave.has(wishKey(wish))) return reading
  return { ...reading, rest: '', wishes: [...reading.wishes, wish] }
}

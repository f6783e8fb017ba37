import { deniedWords } from './negation.ts'
import { quantityOf, type Word, wordsOf } from './tokenise.ts'

/** Texts of up to so many letters are mostly values that many products share: they are remembered. */
const SHORT = 60
const MOST_REMEMBERED = 50_000
const remembered = new Map<string, readonly string[]>()

/** The terms of each text, as of texts of their own: nothing joins the end of one to the beginning of the next. */
export function fieldTermsOfAll(texts: Iterable<string>): string[] {
  const terms: string[] = []
  for (const text of texts) for (const term of rememberedTerms(text)) terms.push(term)
  return terms
}

function rememberedTerms(text: string): readonly string[] {
  if (text.length > SHORT) return fieldTerms(text)
  const known = remembered.get(text)
  if (known) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const terms = fieldTerms(text)
  remembered.set(text, terms)
  return terms
}

/**
 * The terms that a text is found by: its words, the two halves of a hyphened word as one (`t-shirt` is
 * also `tshirt`), quantities in one form (`500 ml` is also `500ml`), without the words it denies.
 */
export function fieldTerms(text: string): string[] {
  const words = wordsOf(text)
  const denied = deniedWords(words)
  const terms: string[] = []
  words.forEach((word, index) => {
    if (!denied[index]) terms.push(word.term)
    const joined = joinedTerm(words, index, denied[index + 1] === true)
    if (joined) terms.push(joined)
  })
  return terms
}

function joinedTerm(words: readonly Word[], index: number, nextDenied: boolean): string | null {
  const word = words[index]
  const next = words[index + 1]
  if (!word || !next) return null
  const quantity = quantityOf(word.term, next.term)
  if (quantity) return quantity
  // a denied word is still found by the whole: `non-slip`, `faux leather`, `pvc-free`
  return word.hyphen || (nextDenied && !word.ends) || next.term === 'free' ? word.term + next.term : null
}

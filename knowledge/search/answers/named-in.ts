import type { PreparedPassage, PreparedSentence } from './prepared.ts'
import type { QuestionWord } from './question.ts'

/** Whether the sentence or what stands above it names it, or its whole page holds for that country. */
export function isNamed(
  word: QuestionWord,
  sentence: PreparedSentence,
  passage: PreparedPassage,
  countries: readonly string[],
): boolean {
  const own = word.country !== null && !word.ofPart && countries.includes(word.country)
  const says = (form: readonly string[]) =>
    form.length > 0 && form.every((term) => sentence.withHead.has(term))
  return own || isItsPlace(word, sentence, passage) || word.same.some(says)
}

/** Whether the question names places, and the sentence others: a row of a price list that holds elsewhere. */
export function isOfOtherPlace(
  words: readonly QuestionWord[],
  sentence: PreparedSentence,
  passage: PreparedPassage,
): boolean {
  const places = words.filter((word) => word.country !== null)
  if (places.length === 0 || sentence.countries.length === 0) return false
  return !places.some((word) => isItsPlace(word, sentence, passage))
}

/** What is said of a country holds for a part of it, unless something else is said of that part beside it. */
function isItsPlace(word: QuestionWord, sentence: PreparedSentence, passage: PreparedPassage): boolean {
  if (sentence.withHead.has(word.term)) return true
  if (word.country === null) return false
  return word.ofPart
    ? sentence.wholeCountries.includes(word.country) && !passage.all.has(word.term)
    : sentence.countries.includes(word.country)
}

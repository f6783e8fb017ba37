import { verbStem } from '../stem.ts'
import { isStopWord } from '../stop-words.ts'
import { wordsOf } from '../tokenise.ts'

/** One word of a query: as the index of goods holds it, and as needs are compared. */
export interface NeedWord {
  stem: string
  need: string
}

/** A question of more words than this says what it needs in its first ones. */
const MOST_WORDS = 24

// whom it is for tells what is needed, though it tells no goods apart by their words
const people = new Set(
  'mother father mom mum dad wife husband girlfriend boyfriend sister brother her she him he women men woman man'.split(
    ' ',
  ),
)
const verbs = new Set(
  'keep stop make go going always getting away around up out over off put take come new old own without while after before during when ive dont wont cant sure easy easily never ever still even lot bit way time day people person thing'.split(
    ' ',
  ),
)

/** The words of a text that say what is needed, each once. */
export function needWords(text: string): NeedWord[] {
  const words = new Map<string, NeedWord>()
  for (const { term } of wordsOf(text)) {
    if (words.size >= MOST_WORDS) break
    if (people.has(term) || (!isStopWord(term) && !verbs.has(term)))
      words.set(term, { stem: term, need: verbStem(term) })
  }
  return [...words.values()]
}

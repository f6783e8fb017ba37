import { verbStem } from '../stem.ts'
import { isStopWord } from '../stop-words.ts'
import { wordsOf } from '../tokenise.ts'
import { longestKin, widerThan } from './kin.ts'
import { familiesOfWord } from './need-index.ts'

/** One word of a query, or a turn of phrase: as the index of goods holds it, and as needs are compared. */
export interface NeedWord {
  stem: string
  need: string
  /** What it is one of, or has to do with, in words that needs are written in. */
  wider: readonly string[]
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

/** The words of a text that say what is needed, each once; words of a known turn of phrase stand together. */
export function needWords(text: string): NeedWord[] {
  const terms = wordsOf(text).map(({ term }) => term)
  const needs = terms.map(verbStem)
  const words = new Map<string, NeedWord>()
  for (let at = 0; at < terms.length && words.size < MOST_WORDS; ) {
    const phrase = longestKin(needs, at)
    const [stem = '', need = ''] = [terms[at], needs[at]]
    if (phrase) words.set(phrase.name, { stem: phrase.name, need: phrase.name, wider: phrase.wider })
    else if (people.has(stem) || (!isStopWord(stem) && !verbs.has(stem)))
      words.set(stem, { stem, need, wider: widerThan(need) })
    at += phrase?.length ?? 1
  }
  return [...words.values()]
}

/** Whether some need is told by this word, though no goods may be described by it. */
export const isNeed = (need: string): boolean => familiesOfWord(need).length > 0 || widerThan(need).length > 0

import type { LexicalIndex, QueryGroup } from './lexical-index.ts'
import { verbStem } from './stem.ts'
import { quantityOf, type Word, wordsOf } from './tokenise.ts'

// what was said comes before what it may also be called
const JOINED = 0.4
// the 3 of "tent for 3" stands in every second text
const BARE_NUMBER = 0.3
const CORRECTED = 0.7
/** Who says more than this has said it in the first ones. */
const MOST_TERMS = 32

/** How the words of one index are read. */
export interface QueryLanguage {
  isStopWord: (term: string) => boolean
  /** Other names of a thing, each as its terms. */
  synonymsOf: (name: string) => string[][]
  /** What another name counts against the one that was said. */
  synonymWeight: number
  /** The form in which the index holds a stem. */
  termOf: (stem: Word) => string
  /** Words that are known although no text has them: they are not taken for a slip of the keys. */
  isKnown?: (term: string) => boolean
}

/**
 * A shopper's words as the index is asked: stop words left out, each word with its
 * synonyms, compounds (`head set` and `headset`) and, where nobody knows it, its likely spelling.
 */
export function queryGroups(text: string, index: LexicalIndex, language: QueryLanguage): QueryGroup[] {
  const clauses = new Map<string, number>()
  let clause = 0
  for (const word of wordsOf(text)) {
    if (clauses.size >= MOST_TERMS) break
    if (prepositions.has(word.term)) clause++
    const term = language.termOf(word)
    if (!language.isStopWord(word.term) && !clauses.has(term)) clauses.set(term, clause)
  }
  const terms = [...clauses.keys()]
  return terms.map((term, at) => ({
    said: term,
    clause: clauses.get(term) ?? 0,
    importance: terms.length > 1 && /^\d{1,2}$/.test(term) ? BARE_NUMBER : 1,
    alternatives: alternativesOf(term, terms[at - 1], terms[at + 1], index, language),
  }))
}

const prepositions = new Set(
  'for with without in on of from under below over that which to by at and or'.split(' '),
)

function alternativesOf(
  term: string,
  before: string | undefined,
  after: string | undefined,
  index: LexicalIndex,
  { synonymsOf, synonymWeight, isKnown }: QueryLanguage,
): QueryGroup['alternatives'] {
  const single = (word: string, weight: number) => ({ terms: [word], weight })
  const alternatives = [single(term, 1)]
  for (const [first, second] of [
    [before, term],
    [term, after],
  ]) {
    if (first === undefined || second === undefined) continue
    alternatives.push(single(quantityOf(first, second) ?? first + second, JOINED))
    for (const name of synonymsOf(`${first} ${second}`))
      alternatives.push({ terms: name, weight: synonymWeight })
  }
  for (const name of synonymsOf(term)) alternatives.push({ terms: name, weight: synonymWeight })
  alternatives.push(...splitsOf(term, index).map((terms) => ({ terms, weight: JOINED })))
  const known = alternatives.filter(({ terms }) => terms.every((word) => index.frequency(word) > 0))
  if (known.length > 0) return known
  const base = verbStem(term)
  if (base !== term && index.frequency(base) > 0) return [single(base, CORRECTED)] // camping: camp
  if (isKnown?.(term)) return [single(term, 1)]
  const corrected = index.spelling.correct(term, (word) => index.frequency(word))
  return corrected ? [single(corrected, CORRECTED)] : [single(term, 1)]
}

const SHORTEST_HALF = 3

/** `smartwatch` as `smart` and `watch`, where the index knows both halves but not, or hardly, the whole. */
function splitsOf(term: string, index: LexicalIndex): string[][] {
  if (term.length < SHORTEST_HALF * 2 || index.frequency(term) > 0) return []
  const splits: string[][] = []
  for (let at = SHORTEST_HALF; at <= term.length - SHORTEST_HALF; at++) {
    const halves = [term.slice(0, at), term.slice(at)]
    if (halves.every((half) => index.frequency(half) > 0)) splits.push(halves)
  }
  return splits
}

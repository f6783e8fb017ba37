import type { PassageEntry, PassageIndex } from './passage-index.ts'
import { type QueryLanguage, queryGroups } from './query-groups.ts'
import { verbStem } from './stem.ts'
import { isQuestionTalk } from './stop-words.ts'
import { serviceSynonyms } from './synonyms.ts'

export interface PassageHit {
  documentId: string
  title: string
  url: string | null
  section: string
  text: string
  updatedAt: Date
  score: number
  /** Whether the passage is on the question; if not, the shop's documents do not answer it. */
  confident: boolean
}

const language: QueryLanguage = {
  isStopWord: isQuestionTalk,
  synonymsOf: serviceSynonyms,
  synonymWeight: 0.9,
  termOf: (word) => verbStem(word.term),
}

// a question after a price is answered by a sentence about costs
const asAnswered = (question: string) => question.replace(/\bhow (much|expensive)\b/gi, 'cost')

/** The share of words beside meaning; how sure is sure. Tuned on questions with and without an answer. */
const WORDS = 0.6
const CONFIDENT = 0.6
const CONFIDENT_WORDS_ALONE = 0.5

/**
 * The passages nearest to the question, best first: meaning (where it is known) plus the share of the
 * question's words that a passage has, with a little for standing in it often or in a heading.
 */
export function searchPassages(
  index: PassageIndex,
  query: { text: string; limit: number },
  cosine: ((id: string) => number | null) | null,
): PassageHit[] {
  const matches = new Map(
    index.lexical
      .match(queryGroups(asAnswered(query.text), index.lexical, language))
      .map((match) => [match.document, match]),
  )
  const most = Math.max(1e-9, ...[...matches.values()].map((match) => match.score))
  const scored = [...index.entries.values()].map((entry) => {
    const match = matches.get(entry.document)
    const words = match ? match.coverage * (0.6 + 0.4 * (match.score / most)) : 0
    const known = cosine?.(entry.id) ?? null
    const score = known === null ? words : Math.max(0, known) + WORDS * words
    return { entry, score, confident: isConfident(known, words) }
  })
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.entry.id.localeCompare(b.entry.id))
    .slice(0, query.limit)
    .map(({ entry, score, confident }) => toHit(entry, score, confident))
}

function isConfident(cosine: number | null, words: number): boolean {
  if (cosine === null) return words >= CONFIDENT_WORDS_ALONE
  return cosine + WORDS * words >= CONFIDENT
}

function toHit(entry: PassageEntry, score: number, confident: boolean): PassageHit {
  const { documentId, title, url, section, text, updatedAt } = entry
  return { documentId, title, url, section, text, updatedAt, score, confident }
}

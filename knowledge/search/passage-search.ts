import { heldSince } from '#knowledge/documents/index.ts'
import { countriesIn } from './answers/country-names.ts'
import { extractOf } from './answers/extract.ts'
import { isListed } from './answers/listed.ts'
import { type Question, readQuestion } from './answers/question.ts'
import { type Signals, signalsOf } from './answers/signals.ts'
import { confidenceOf, rankOf } from './answers/weights.ts'
import type { PassageEntry, PassageIndex } from './passage-index.ts'

/** A question to the shop's pages. */
export interface PassageQuery {
  text: string
  limit: number
  /** Where the shopper is; a country that the question names goes before it. */
  country?: string | null | undefined
  now: Date
}

export interface PassageHit {
  documentId: string
  title: string
  url: string | null
  section: string
  text: string
  /** The sentences that answer, word for word and in their order. */
  extract: string[]
  /** Since when this version holds. */
  updatedAt: Date
  /** ISO 3166 codes it holds for; empty: everywhere. */
  countries: string[]
  /** 0 to 1: how likely it answers the question. */
  score: number
  /** Whether the passage answers; if no hit does, the shop's documents do not answer the question. */
  confident: boolean
}

/** What search knows of meaning; null: words only. */
export interface Meaning {
  ofPassage: (id: string) => number | null
  ofSentence: (hash: string) => number | null
}

/** How sure is sure: here, wrong answers and wrong refusals are as frequent (by cross-validation). */
const CONFIDENT = 0.5
/** A passage this far behind the best is of another matter. */
const BEHIND = 4
/** Sentences are looked at in as many passages as this. */
const HEAD = 60
const SHORTEST_MISSPELT = 5

/**
 * The passages that answer the question, best first, of the documents that hold for the shopper's country
 * now. Every sentence is weighed by words, meaning and the kind of thing that is asked for; `confident` is
 * decided for the best one, so that a near miss further down never answers in its place.
 */
export function searchPassages(
  index: PassageIndex,
  query: PassageQuery,
  isGoods: (stem: string) => boolean,
  meaning: Meaning | null,
): PassageHit[] {
  const country = countryOf(query)
  const entries = index.speaking(country, query.now)
  const question = readQuestion(query.text, {
    isGoods,
    has: (term) => (index.frequency.get(term) ?? 0) > 0,
    correct: (term) => corrected(index, term),
  })
  if (question.words.length === 0 && question.asked === null) return []
  const around = { country, rarity: rarityAmong(entries), isName: namesAmong(entries), meaning }
  const scored = nearest(entries, question, meaning)
    .flatMap((entry) => weigh(entry, question, around) ?? [])
    .sort((a, b) => b.rank - a.rank || a.entry.id.localeCompare(b.entry.id))
  const best = scored[0]
  const sure = best !== undefined && best.confidence >= CONFIDENT
  return scored
    .slice(0, query.limit)
    .map((found) => toHit(found, sure && found.confidence >= CONFIDENT && found.rank > best.rank - BEHIND))
}

/** The country whose rules are asked for: "to Switzerland" before where the shopper is. */
function countryOf({ text, country = null }: PassageQuery): string | null {
  const named = countriesIn(text).map(({ code }) => code)
  return named.find((code) => code !== country) ?? country
}

interface Weighed {
  entry: PassageEntry
  signals: Signals[]
  ranks: number[]
  rank: number
  confidence: number
}

interface Around {
  country: string | null
  rarity: (term: string) => number
  isName: (term: string) => boolean
  meaning: Meaning | null
}

function weigh(entry: PassageEntry, question: Question, around: Around): Weighed | null {
  const { meaning } = around
  const hashes = new Map(entry.prepared.sentences.map((sentence, at) => [sentence, entry.headedHashes[at]]))
  const passage = meaning?.ofPassage(entry.id) ?? null
  const known = passage !== null && entry.headedHashes.every((hash) => meaning?.ofSentence(hash) !== null)
  const signals = signalsOf(question, entry.prepared, {
    ...around,
    countries: entry.version.countries,
    position: entry.position,
    cosine: {
      passage: known ? passage : null,
      sentence: (sentence) => (known ? (meaning?.ofSentence(hashes.get(sentence) ?? '') ?? null) : null),
    },
  })
  const ranks = signals.map((each) => rankOf(each, known))
  const best = ranks.indexOf(Math.max(...ranks))
  const found = signals[best]
  if (!found) return null
  return { entry, signals, ranks, rank: ranks[best] ?? 0, confidence: confidenceOf(found, known) }
}

/** Those that share a word with the question or are near it in meaning: the others need no closer look. */
function nearest(
  entries: readonly PassageEntry[],
  question: Question,
  meaning: Meaning | null,
): PassageEntry[] {
  if (entries.length <= HEAD) return [...entries]
  const terms = question.words.flatMap((word) => [word.term, ...word.same.flat(), ...word.near.flat()])
  const shared = ({ prepared }: PassageEntry) => terms.filter((term) => prepared.all.has(term)).length
  const score = (entry: PassageEntry) =>
    shared(entry) / (terms.length || 1) + Math.max(0, meaning?.ofPassage(entry.id) ?? 0)
  return entries
    .map((entry) => ({ entry, score: score(entry) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, HEAD)
    .map(({ entry }) => entry)
}

/** 0 to 1, as BM25 has it: a term of every passage says little, one of none says most. */
function rarityAmong(entries: readonly PassageEntry[]): (term: string) => number {
  const all = entries.length
  const known = new Map<string, number>()
  const most = Math.log(1 + (all + 0.5) / 0.5)
  return (term) => {
    const before = known.get(term)
    if (before !== undefined) return before
    let count = 0
    for (const { prepared } of entries) if (prepared.all.has(term)) count++
    const rarity = Math.log(1 + (all - count + 0.5) / (count + 0.5)) / most
    known.set(term, rarity)
    return rarity
  }
}

/** What the pages write with a capital wherever they do is a name. */
function namesAmong(entries: readonly PassageEntry[]): (term: string) => boolean {
  const known = new Map<string, boolean>()
  return (term) => {
    const before = known.get(term)
    if (before !== undefined) return before
    const isName =
      entries.some(({ prepared }) => prepared.capital.has(term)) &&
      !entries.some(({ prepared }) => prepared.plain.has(term))
    known.set(term, isName)
    return isName
  }
}

function corrected(index: PassageIndex, term: string): string | null {
  const frequency = (word: string) => index.frequency.get(word) ?? 0
  if (frequency(term) > 0 || term.length < SHORTEST_MISSPELT || isListed(term)) return null
  const meant = index.spelling.correct(term, frequency)
  return meant !== null && isSlip(term, meant) ? meant : null
}

/**
 * A letter lost, doubled or swapped is a slip of the keys; another letter makes another word, as in carbon and
 * carton, and so does a letter more or less in a short one, as in chart and chat.
 */
function isSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) === 1) return typed.length > SHORTEST_MISSPELT
  return typed.length === meant.length && [...typed].sort().join('') === [...meant].sort().join('')
}

function toHit(found: Weighed, confident: boolean): PassageHit {
  const { documentId, title, url, section, text, version, prepared } = found.entry
  return {
    documentId,
    title,
    url,
    section,
    text,
    extract: extractOf(prepared.sentences, found.ranks),
    updatedAt: heldSince(version),
    countries: version.countries,
    score: found.confidence,
    confident,
  }
}

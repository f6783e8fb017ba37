import type { Facets } from './facets.ts'
import { fuse, HEAD, isWeak, LEAST_COVERAGE, type Ranked, rankByWords } from './fuse.ts'
import { headNoun } from './head-noun.ts'
import type { QueryGroup } from './lexical-index.ts'
import { isNeed } from './needs/need-words.ts'
import type { ProductIndex } from './product-index.ts'
import { namingFields } from './product-text.ts'
import { type QueryLanguage, queryGroups } from './query-groups.ts'
import { rankByNeeds } from './rank-needs.ts'
import { rankingWeights } from './ranking-weights.ts'
import { verbStem } from './stem.ts'
import { isStopWord } from './stop-words.ts'
import { productSynonyms } from './synonyms.ts'
import { termsOf } from './tokenise.ts'
import type { Vectors } from './vectors.ts'

const language: QueryLanguage = {
  isStopWord,
  synonymsOf: productSynonyms,
  synonymWeight: rankingWeights.synonyms,
  termOf: (word) => word.term,
  isKnown: (term) => isNeed(verbStem(term)),
}

// a wish is checked on what the product claims, so its words need not be there to be found
function languageWithout(wishes: readonly string[], synonymWeight: number): QueryLanguage {
  const wished = new Set(wishes.flatMap(termsOf))
  return { ...language, synonymWeight, isStopWord: (term) => wished.has(term) || isStopWord(term) }
}

/** Hits worse than this share of the best one are not shown; goods of the kind asked for may be farther off. */
const TAIL = 0.2
const TAIL_OF_KIND = 0.1

/** What ranking works on. */
export interface RankingRoom {
  index: ProductIndex
  vectors: Vectors | null
}

export type Passes = (facets: Facets, document: number) => boolean

/** What the index says to the words of a query, before any filter. */
export interface AskedWords {
  text: string
  /** What the goods must be without, in words. */
  without: readonly string[]
  /** Nothing: what was said says nothing about a product. */
  groups: readonly QueryGroup[]
  /** Best first. */
  words: readonly (Ranked & { coverage: number })[]
  /** The documents that are called what was asked for; null where no goods were named. */
  named: ReadonlySet<number> | null
  /** The word of those goods. */
  head: QueryGroup | null
}

/** Step one, words and head: what the index knows of a text whose limits and wishes were taken out. */
export function askWords(
  index: ProductIndex,
  text: string,
  wishes: readonly string[],
  without: readonly string[] = [],
): AskedWords {
  const groups = queryGroups(text, index.lexical, languageWithout(wishes, index.weights.synonyms))
  const head = headNoun(groups, index.vocabulary.isProductNoun)
  const words = rankByWords(index.lexical.match(groups, LEAST_COVERAGE), index.weights.coordination)
  return { text, without, groups, words, head, named: namedGoods(index, head) }
}

/** Who asks for boots is shown boots: what is not called so is left out, as long as the shop has such goods at all. */
function namedGoods(index: ProductIndex, head: QueryGroup | null): Set<number> | null {
  const named = head && index.lexical.naming(head, namingFields)
  return named && named.size > 0 ? named : null
}

/**
 * Step two, meaning and neighbours: those of the asked words' documents that pass, best first, and what is
 * near in meaning where the words found too little. `vector` null: words alone.
 */
export async function rankProducts(
  room: RankingRoom,
  asked: AskedWords,
  vector: Float32Array | null,
  filter: Passes,
): Promise<Ranked[]> {
  // where nothing that answers the words is called so, they tell what is needed rather than name it
  const isNamed = asked.named === null || asked.words.some(({ document }) => asked.named?.has(document))
  if (isWeak(asked.words[0]) || !isNamed) return rankByNeeds(room, asked, vector, filter)
  const { index } = room
  const passes: Passes = (facets, document) =>
    (asked.named === null || asked.named.has(document)) && filter(facets, document)
  const words = asked.words.filter(({ document }) => {
    const entry = index.byDocument.get(document)
    return entry !== undefined && passes(entry.facets, document)
  })
  const table = room.vectors?.products
  const idOf = (document: number) => index.byDocument.get(document)?.facets.productId ?? ''
  const cosine = (document: number) => (vector && table ? table.cosine(idOf(document), vector) : null)
  const tail = asked.named ? TAIL_OF_KIND : TAIL
  return cutTail(fuse(words.slice(0, HEAD), cosine), words.slice(HEAD), tail)
}

function cutTail(head: Ranked[], rest: readonly Ranked[], tail: number): Ranked[] {
  const least = (head[0]?.score ?? 0) * tail
  return [...head, ...rest.map(({ document }) => ({ document, score: head.at(-1)?.score ?? 0 }))].filter(
    ({ score }) => score >= least,
  )
}

/**
 * Everything that passes: for a question that says nothing about a product. Where there are wishes, those
 * whose words speak of them come first: not every text is read for a wish.
 */
export function rankAll(index: ProductIndex, wishes: readonly string[], passes: Passes): Ranked[] {
  const matches = index.lexical.match(queryGroups(wishes.join(' '), index.lexical, language))
  const scores = new Map(matches.map(({ document, score }) => [document, score]))
  return [...index.entries.values()]
    .filter((entry) => passes(entry.facets, entry.document))
    .map(({ document }) => ({ document, score: scores.get(document) ?? 0 }))
    .sort((a, b) => b.score - a.score || a.document - b.document)
}

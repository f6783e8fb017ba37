import type { Grammar } from '../grammar.ts'
import { grammars } from '../languages.ts'
import { findPattern } from '../pattern.ts'
import { fold, type Sentence, sentencesOf } from '../words.ts'

/** Features are hashed into so many places: collisions are rare at this size, and the weights fit in 128 KB. */
export const FEATURES = 2 ** 17

const MAX_WORDS = 60
const REACH = 3

/**
 * What a message is made of, for the statistical reader: its words, pairs of words that stand near each other,
 * pieces of words, which forgive spelling and inflection, and what the grammar of its language makes of it:
 * concepts, their order, patterns. Each feature once, as a place in the weights.
 */
export function featuresOf(text: string): Uint32Array {
  const found = new Set<number>()
  const add = (feature: string) => found.add(placeOf(feature))
  addWords(text, add)
  for (const sentence of sentencesOf(text)) addGrammar(sentence, add)
  return Uint32Array.from(found)
}

function addWords(text: string, add: (feature: string) => void): void {
  const words = (fold(text).match(/[\p{L}\p{N}]+|[?!]/gu) ?? []).slice(0, MAX_WORDS)
  for (const [at, word] of words.entries()) {
    const before = words[at - 1] ?? '^'
    add(`w ${word}`)
    add(`s ${stemOf(word)}`)
    add(`b ${before} ${word}`)
    add(`t ${words[at - 2] ?? '^'} ${before} ${word}`)
    for (const next of words.slice(at + 1, at + 1 + REACH)) add(`p ${stemOf(word)} ${stemOf(next)}`)
    const spelled = `<${word}>`
    for (const size of [4, 5])
      for (let from = 0; from + size <= spelled.length; from++) add(`c ${spelled.slice(from, from + size)}`)
  }
  add(`f ${words.slice(0, 2).join(' ')}`)
  add(`l ${words.slice(-2).join(' ')}`)
}

function addGrammar(sentence: Sentence, add: (feature: string) => void): void {
  const texts = sentence.words.map((word) => word.text)
  const familiar = grammars.map((grammar) => grammar.familiar(texts))
  const most = Math.max(...familiar)
  for (const [at, grammar] of grammars.entries())
    if (most > 0 && familiar[at] === most) addConcepts(grammar, sentence, add)
}

function addConcepts(grammar: Grammar, sentence: Sentence, add: (feature: string) => void): void {
  const words = sentence.words.map((word) => ({ ...word, text: grammar.same(word.text) }))
  const tags = grammar.tag(words.map((word) => word.text))
  for (const [at, concepts] of tags.entries())
    for (const concept of concepts) {
      add(`k ${concept}`)
      for (const next of new Set(tags.slice(at + 1, at + 2 + REACH).flatMap((near) => [...near])))
        add(`o ${concept} ${next}`)
    }
  for (const pattern of grammar.says)
    if (findPattern(pattern, words, tags).length > 0) add(`says ${pattern.source}`)
  for (const pattern of grammar.unless)
    if (findPattern(pattern, words, tags).length > 0) add(`unless ${pattern.source}`)
}

/** A word without most of its ending. */
function stemOf(word: string): string {
  return word.length > 5 ? word.slice(0, Math.max(4, word.length - 3)) : word
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
function placeOf(feature: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % FEATURES
}

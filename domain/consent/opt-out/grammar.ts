import { isNear } from './near.ts'
import { fits, type Pattern, parsePattern } from './pattern.ts'

/** How a language says it: its words by concept, and the orders in which concepts mean a revocation. */
export interface GrammarSource {
  language: string
  /** Its commonest words, by which a sentence shows whose it is. */
  common: string
  /**
   * Words by concept, apart by spaces; `word*` stands for whatever begins so, `two_words` for a phrase.
   * Concepts in capitals are used by the patterns.
   */
  words: Record<string, string>
  /** Concepts whose words count when they are slightly misspelt too. */
  misspelt: readonly string[]
  /** Words that look like misspelt ones and are not. */
  ordinary: string
  says: readonly string[]
  unless: readonly string[]
  /** Spelling that this language's writers vary in, made one. */
  same?: (word: string) => string
}

export interface Grammar {
  language: string
  /** How many of these words are among the language's commonest. */
  familiar: (words: readonly string[]) => number
  says: Pattern[]
  unless: Pattern[]
  /** The spelling that patterns and words are compared in. */
  same: (word: string) => string
  /** The concepts of every word of a sentence. */
  tag: (words: readonly string[]) => Set<string>[]
}

interface Entry {
  concept: string
  words: string[]
}

export function compileGrammar(source: GrammarSource): Grammar {
  const same = source.same ?? ((word: string) => word)
  const entries: Entry[] = Object.entries(source.words).flatMap(([concept, list]) =>
    list
      .split(/\s+/)
      .filter((entry) => entry !== '')
      .map((entry) => ({ concept, words: entry.split('_').map(same) })),
  )
  const byFirst = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = (entry.words[0] ?? '').slice(0, 2)
    byFirst.set(key, [...(byFirst.get(key) ?? []), entry])
  }
  const fuzzy = new Map<string, Entry[]>()
  for (const entry of entries) {
    if (!source.misspelt.includes(entry.concept) || entry.words.length > 1) continue
    const letter = (entry.words[0] ?? '').slice(0, 1)
    fuzzy.set(letter, [...(fuzzy.get(letter) ?? []), entry])
  }
  const ordinary = new Set(source.ordinary.split(/\s+/).map(same))
  const common = new Set(source.common.split(/\s+/))
  return {
    language: source.language,
    familiar: (given) => given.filter((word) => common.has(same(word))).length,
    says: source.says.map((pattern) => parsePattern(pattern, same)),
    unless: source.unless.map((pattern) => parsePattern(pattern, same)),
    same,
    tag: (given) => tagWords(given, byFirst, fuzzy, ordinary),
  }
}

function tagWords(
  words: readonly string[],
  byFirst: ReadonlyMap<string, Entry[]>,
  fuzzy: ReadonlyMap<string, Entry[]>,
  ordinary: ReadonlySet<string>,
): Set<string>[] {
  const tags = words.map(() => new Set<string>())
  for (const [at, word] of words.entries()) {
    const candidates = [...(byFirst.get(word.slice(0, 2)) ?? []), ...(byFirst.get(word.slice(0, 1)) ?? [])]
    for (const entry of candidates)
      if (entry.words.every((wanted, i) => fits(wanted, words[at + i])))
        for (let i = 0; i < entry.words.length; i++) tags[at + i]?.add(entry.concept)
  }
  for (const [at, word] of words.entries()) {
    const single = word.replace(/(\p{L})\1/gu, '$1') // `spamm`, `pleasee`
    if (tags[at]?.size !== 0 || single === word) continue
    for (const entry of byFirst.get(single.slice(0, 2)) ?? [])
      if (entry.words.length === 1 && fits(entry.words[0] ?? '', single)) tags[at]?.add(entry.concept)
  }
  for (const [at, word] of words.entries()) {
    if (tags[at]?.size !== 0 || word.length < 5 || ordinary.has(word)) continue
    for (const entry of fuzzy.get(word.slice(0, 1)) ?? [])
      if (isNear(word, (entry.words[0] ?? '').replace('*', ''))) tags[at]?.add(entry.concept)
  }
  return tags
}

import { type Concept, concepts } from '../lexicon/concepts.ts'

interface Entry {
  words: string[]
  prefix: boolean
  concept: Concept
}

const conceptNames = Object.keys(concepts).filter((name): name is Concept => name in concepts)

const entries: Entry[] = conceptNames
  .filter((concept) => concepts[concept] !== '')
  .flatMap((concept) =>
    concepts[concept].split(' ').map((entry) => ({
      words: entry.replace(/\*$/, '').split('_'),
      prefix: entry.endsWith('*'),
      concept,
    })),
  )

const byFirst = new Map<string, Entry[]>()
const prefixEntries: Entry[] = []
for (const entry of entries) {
  if (entry.prefix && entry.words.length === 1) {
    prefixEntries.push(entry)
    continue
  }
  const first = entry.words[0] ?? ''
  byFirst.set(first, [...(byFirst.get(first) ?? []), entry])
}

/** Every word of the lexicon, with its star, for the dictionary. */
export const conceptWords: string[] = conceptNames.flatMap((name) =>
  concepts[name]
    .split(' ')
    .flatMap((entry) => (entry.includes('_') ? entry.replace(/\*$/, '').split('_') : [entry])),
)

/** "send it back", "bring something back". */
const backVerbs = new Set('send sending bring bringing take taking give giving mail ship'.split(' '))

/** Which concepts the words speak of. */
export function tagConcepts(tokens: readonly string[]): Set<Concept> {
  const found = new Set<Concept>()
  if (tokens.some((token) => /^\d{5,}$/.test(token))) found.add('numbered')
  if (tokens.includes('back') && tokens.some((token) => backVerbs.has(token))) found.add('returns')
  for (const [at, token] of tokens.entries()) {
    for (const entry of byFirst.get(token) ?? []) {
      if (entry.words.every((word, offset) => matches(tokens[at + offset], word, entry, offset)))
        found.add(entry.concept)
    }
    for (const entry of prefixEntries) if (token.startsWith(entry.words[0] ?? '')) found.add(entry.concept)
  }
  return found
}

function matches(token: string | undefined, word: string, entry: Entry, offset: number): boolean {
  if (token === undefined) return false
  return token === word || (entry.prefix && offset === entry.words.length - 1 && token.startsWith(word))
}

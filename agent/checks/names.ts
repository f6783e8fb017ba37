import type { Fact } from '#tools/index.ts'
import { contentWords } from './plain.ts'

export type PriceFact = Extract<Fact, { kind: 'price' }>

const MOST_NAMES = 5000
const wordsOfNames = new Map<string, ReadonlySet<string>>()

/** The words of a product's name; names come again in every sentence and every turn. */
function nameWords(name: string): ReadonlySet<string> {
  const known = wordsOfNames.get(name)
  if (known) return known
  if (wordsOfNames.size >= MOST_NAMES) wordsOfNames.clear()
  const made = new Set(contentWords(name))
  wordsOfNames.set(name, made)
  return made
}

/** Words of the shop's speech that name no product. */
const notNames = new Set('subtotal total order price cart'.split(' '))

/**
 * The names that a clause speaks of: those that share the most words with it, at least one. A name shares
 * its words only once; "jacket" alone speaks of every jacket.
 */
export function namedIn<T extends { name: string }>(clause: string, things: readonly T[]): T[] {
  const spoken = new Set(contentWords(clause))
  let most = 0
  let named: T[] = []
  for (const thing of things) {
    const words = nameWords(thing.name)
    let shared = 0
    for (const word of words) if (spoken.has(word)) shared++
    if (shared === 0 || shared < most) continue
    if (shared > most) named = []
    most = shared
    named.push(thing)
  }
  return named
}

/** Product words and proper names of a clause that none of these things is called by: it speaks of something else. */
export function strangersIn(
  clause: string,
  things: readonly { name: string }[],
  nouns: ReadonlySet<string>,
  shopName: string,
): string[] {
  const known = new Set([...things.flatMap((thing) => [...nameWords(thing.name)]), ...nameWords(shopName)])
  const goods = contentWords(clause).filter(
    (word) => nouns.has(word) && !known.has(word) && !notNames.has(word),
  )
  return [...goods, ...properNames(clause).filter((word) => !known.has(word))]
}

/** Capitalised words inside a clause, not at its beginning; months, days and "I" are none. */
function properNames(clause: string): string[] {
  const found = clause.match(/(?<=[\p{Ll}\p{N},] )\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}{2,})*/gu) ?? []
  return found.flatMap((name) => contentWords(name)).filter((word) => !ordinary.has(word))
}

const ordinary = new Set(
  contentWords(
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December English German French Spanish Italian Order Size Colour Color Black White Grey Blue Navy Red Green Small Medium Large',
  ),
)

/** A sentence in pieces that each speak of one thing; a decimal comma parts nothing. */
export function clausesIn(sentence: string): string[] {
  return sentence
    .split(/;\s*|,(?!\d)\s*|\s+(?:and|but|while|whereas|or|und|aber)\s+|\n+/i)
    .filter((clause) => clause.trim() !== '')
}

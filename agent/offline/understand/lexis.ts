import { colourWords } from '../lexicon/colours.ts'
import { features, materials } from '../lexicon/features.ts'
import { ordinaryWords } from '../lexicon/ordinary-words.ts'
import { plainWords } from '../lexicon/plain-words.ts'
import { fold, singular, words } from './normalise.ts'
import { buildDictionary, type Dictionary } from './spelling.ts'
import { conceptWords } from './tag-concepts.ts'

/** What this shop's catalog speaks of; the door of knowledge/search gives it. */
export interface Vocabulary {
  categories: string[]
  colours: string[]
  sizes: string[]
  materials: string[]
  brands: string[]
  productNouns: string[]
}

/** The vocabulary made ready for reading messages. */
export interface Lexis {
  /** Singular noun -> the category that is named after it, where there is one. */
  categoryOf: Map<string, string>
  nouns: Set<string>
  /** The shop's departments by name, the largest first. */
  leafCategories: string[]
  colours: Map<string, string>
  sizes: Map<string, string>
  materials: Set<string>
  brands: [string, string][]
  dictionary: Dictionary
  /** Words that only the catalog knows. */
  catalogWords: Set<string>
}

const prepared = new WeakMap<object, Lexis>()
const MAX_BRANDS = 5000

/** Prepares a vocabulary once; the same object gives the same lexis. */
export function lexisOf(vocabulary: Vocabulary): Lexis {
  const known = prepared.get(vocabulary)
  if (known) return known
  const made = prepare(vocabulary)
  prepared.set(vocabulary, made)
  return made
}

function prepare(vocabulary: Vocabulary): Lexis {
  const categoryOf = new Map<string, string>()
  for (const path of vocabulary.categories) {
    const leaf = path.split('>').at(-1) ?? path
    const parts = words(fold(leaf)).map(singular)
    if (/[&,/]|\band\b/.test(leaf)) continue // "Packs & bags": its words do not mean all of it
    const head = parts.at(-1)
    if (head && !categoryOf.has(head)) categoryOf.set(head, path)
    if (parts.length > 1) categoryOf.set(parts.join(' '), path)
  }
  const nouns = new Set(vocabulary.productNouns.map((noun) => singular(fold(noun))))
  for (const head of categoryOf.keys()) nouns.add(head)
  const colours = new Map(Object.entries(colourWords))
  for (const colour of vocabulary.colours) colours.set(fold(colour), colour)
  const sizes = new Map(vocabulary.sizes.map((size) => [fold(size), size]))
  const cloth = new Set([...materials, ...vocabulary.materials.map(fold)])
  const brands = vocabulary.brands.slice(0, MAX_BRANDS).map((brand): [string, string] => [fold(brand), brand])
  const featureWords = Object.values(features).flatMap((entry) => entry.split(/[ _]/))
  const catalogWords = new Set([
    ...nouns,
    ...colours.keys(),
    ...cloth,
    ...featureWords,
    ...brands.map(([name]) => name),
  ])
  return {
    leafCategories: vocabulary.categories.map((path) => path.split('>').at(-1)?.trim() ?? path),
    categoryOf,
    nouns,
    colours,
    sizes,
    materials: cloth,
    brands,
    catalogWords,
    dictionary: buildDictionary([...conceptWords, ...catalogWords], [...plainWords, ...ordinaryWords]),
  }
}

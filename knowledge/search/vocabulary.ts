import type { Product } from '#knowledge/catalog/index.ts'
import { isColourName, namesColour } from './colours.ts'
import { isSizeName } from './sizes.ts'
import { isStopWord } from './stop-words.ts'
import { fold, wordsOf } from './tokenise.ts'

/** What this shop's catalog speaks of, the most frequent first, as the shop writes it. */
export interface Vocabulary {
  categories: string[]
  colours: string[]
  sizes: string[]
  materials: string[]
  brands: string[]
  /** What its products are called, one lower-case word each: `jacket`, `mug`. */
  productNouns: string[]
}

export interface VocabularyCounts {
  add: (product: Product) => void
  read: () => Vocabulary
  /** Whether some product with a category is called by that stem: a title alone tells a kind of goods badly. */
  isProductNoun: (stem: string) => boolean
}

const MOST = 500

/** Counts names as products come. It never forgets: a name of goods that are gone does no harm. */
export function createVocabulary(): VocabularyCounts {
  const categories = createNames()
  const colours = createNames()
  const sizes = createNames()
  const materials = createNames()
  const brands = createNames()
  const nouns = createNames()
  const heads = createNames()
  return {
    add: (product) => {
      if (product.brand) brands.add(product.brand)
      for (const path of product.categories) for (const segment of path.split(' > ')) categories.add(segment)
      const options = product.variants.flatMap((variant) => variant.options)
      for (const { name, value } of options) if (isSizeName(name) && value.length <= 20) sizes.add(value)
      const typed = [
        ...Object.entries(product.attributes),
        ...options.map(({ name, value }) => [name, value] as const),
      ]
      for (const [name, value] of typed) {
        if (isColourName(name) && value.length <= 40) colours.add(value)
        else if (/\b(material|fabric|shell|composition)\b/i.test(name))
          for (const part of materialsIn(value)) materials.add(part)
      }
      for (const noun of nounsOf(product)) {
        nouns.add(noun)
        if (product.categories.length > 0) heads.add(noun)
      }
    },
    isProductNoun: heads.has,
    read: () => ({
      categories: categories.top(),
      colours: colours.top(),
      sizes: sizes.top(),
      materials: materials.top(),
      brands: brands.top(),
      productNouns: nouns.top(),
    }),
  }
}

function createNames() {
  const counts = new Map<string, { name: string; count: number }>()
  return {
    has: (name: string): boolean => counts.has(name),
    add: (name: string): void => {
      const plain = name.trim()
      const key = fold(plain)
      const known = counts.get(key)
      if (known) known.count++
      else if (key) counts.set(key, { name: plain, count: 1 })
    },
    top: (): string[] =>
      [...counts.values()]
        .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
        .slice(0, MOST)
        .map((entry) => entry.name),
  }
}

// "80% merino wool, 20% nylon" is merino wool and nylon
function materialsIn(value: string): string[] {
  return value
    .split(/[,;/+&]|\band\b/)
    .map((part) =>
      part
        .replace(/\d+([.,]\d+)?\s*%/g, '')
        .trim()
        .toLowerCase(),
    )
    .filter((part) => part.length >= 3 && part.length <= 30 && /^\p{L}[\p{L}\s-]*$/u.test(part))
}

/** The words a product is called by: of its leaf categories and kinds, and the last plain word of its title's head. */
function nounsOf(product: Product): string[] {
  const leaves = product.categories.map((path) => path.split(' > ').at(-1) ?? '')
  const kinds = Object.entries(product.attributes)
    .filter(([name]) => /^(product )?(type|kind)$/i.test(name))
    .map(([, value]) => value)
  const named = [...leaves, ...kinds].flatMap((text) => text.split(/,|&|\band\b/)).flatMap(lastNoun)
  const head = product.title.split(/[,(–|]| - | with | for | in /i)[0] ?? ''
  return [...new Set([...named, ...lastNoun(head)])]
}

function lastNoun(text: string): string[] {
  const words = wordsOf(text).map((word) => word.term)
  const noun = words
    .reverse()
    .find((word) => /^\p{L}{3,}$/u.test(word) && !isStopWord(word) && !namesColour(word))
  return noun ? [noun] : []
}

import type { Product } from '#knowledge/catalog/index.ts'
import { deniedWords } from './negation.ts'
import { type Word, wordsOf } from './tokenise.ts'

const denial =
  /^(no|none|not|non|false|n|n\/a|without|-|—|0+(\.0+)?\s*%?)(\b|$)|resistant|repellent|proof against/i
// "waterproof zips" and "a waterproof cover" say nothing of the jacket they are on
const parts = new Set(
  'zip zipper pocket pouch seam cover case compartment cuff bag sleeve liner lining insert label patch strap tape coating spray base layer jacket shell coat boot trouser'.split(
    ' ',
  ),
)

/**
 * Whether the product truly is, or has, or is made of what is wanted ("waterproof", "wool"). A typed
 * attribute of that name decides; else a typed value, the title or the categories may say so; at last the
 * description, unless it denies it or says it of a part or of something else. Not sure counts as no.
 */
export function claims(product: Product, wanted: string): boolean {
  const words = wordsOf(wanted).map((word) => word.term)
  if (words.length === 0) return true
  const typed = typedValues(product)
  const named = typed.filter(({ name }) => contains(wordsOf(name), words) >= 0)
  if (named.length > 0) return named.some(({ value }) => isYes(value.trim()))
  if (typed.some(({ value }) => affirms(value, words))) return true
  if (affirms(product.title, words) || product.categories.some((path) => affirms(path, words))) return true
  return describes(product, words)
}

const isYes = (value: string) => value !== '' && (/^(yes|true|y|fully)\b/i.test(value) || !denial.test(value))

function typedValues(product: Product): { name: string; value: string }[] {
  const attributes = Object.entries(product.attributes).map(([name, value]) => ({ name, value }))
  return [...attributes, ...product.variants.flatMap((variant) => variant.options)]
}

// who wants it "BPA-free" or "non-slip" wants the very words that deny a thing
function deniedIn(words: readonly Word[], wanted: readonly string[]): boolean[] {
  const denies = wanted.some((term) =>
    ['free', 'non', 'no', 'not', 'without', 'faux', 'vegan'].includes(term),
  )
  return denies ? words.map(() => false) : deniedWords(words)
}

/** Where the wanted words stand in a row, from `from` on, or -1. A joined word counts: `water-proof`. */
function contains(words: readonly Word[], wanted: readonly string[], from = 0): number {
  const whole = wanted.join('')
  for (let at = from; at < words.length; at++) {
    if (wanted.every((term, offset) => words[at + offset]?.term === term)) return at
    if (
      words[at]?.term === whole ||
      (words[at]?.hyphen && `${words[at]?.term}${words[at + 1]?.term}` === whole)
    )
      return at
  }
  return -1
}

function affirms(text: string, wanted: readonly string[]): boolean {
  const words = wordsOf(text)
  const denied = deniedIn(words, wanted)
  for (let at = contains(words, wanted); at >= 0; at = contains(words, wanted, at + 1))
    if (!denied[at]) return true
  return false
}

function describes(product: Product, wanted: readonly string[]): boolean {
  const words = wordsOf(product.description)
  const denied = deniedIn(words, wanted)
  const own = new Set(wordsOf(product.title).map((word) => word.term))
  for (let at = contains(words, wanted); at >= 0; at = contains(words, wanted, at + 1)) {
    const last = words[at + wanted.length - 1]
    const next = last?.ends ? undefined : words[at + wanted.length]?.term
    const ofAnother = next !== undefined && parts.has(next) && !own.has(next)
    if (!denied[at] && !ofAnother) return true
  }
  return false
}

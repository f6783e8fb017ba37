import { colourCalled, colourFamilies } from '../colours.ts'
import { isStopWord } from '../stop-words.ts'
import { termsOf } from '../tokenise.ts'
import { type Lexicon, type Reading, type ReadWish, wishKey } from './reading.ts'

interface Token {
  word: string
  start: number
  end: number
  terms: string[]
}

const LONGEST_NAME = 4

/** Brands, colours and what a product may be or be made of: the shop's own names, the longest first. */
export function readNames(reading: Reading, lexicon: Lexicon): Reading {
  const tokens = tokensOf(reading.rest)
  const wishes = [...reading.wishes]
  const taken: { start: number; end: number }[] = []
  for (let at = 0; at < tokens.length; at++) {
    const named = nameAt(tokens, at, lexicon)
    if (!named) continue
    const { last, wish } = named
    const first = leadBefore(tokens, at, wish)
    const span = { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0 }
    at = last
    if (reading.leave.has(wishKey(wish))) continue
    wishes.push({ ...wish, from: reading.rest.slice(span.start, span.end), kept: true })
    // a brand is also what its goods are found by best
    if (wish.field !== 'brand') taken.push(span)
  }
  return { ...reading, rest: without(reading.rest, taken), wishes }
}

function nameAt(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): { last: number; wish: ReadWish } | null {
  for (let last = Math.min(tokens.length, at + LONGEST_NAME) - 1; last >= at; last--) {
    const terms = tokens.slice(at, last + 1).flatMap((token) => token.terms)
    const wish = wishOf(terms, tokens[at - 1]?.terms[0], lexicon)
    if (wish) return { last, wish }
  }
  return null
}

function wishOf(terms: readonly string[], before: string | undefined, lexicon: Lexicon): ReadWish | null {
  const key = terms.join(' ')
  const { pool } = lexicon
  const brand = pool.brands.get(key)
  if (brand !== undefined && (brandLeads.has(before ?? '') || isOwnName(terms, brand, lexicon)))
    return { field: 'brand', value: brand, text: `by ${brand}` }
  const colour = colourOf(terms, before, lexicon)
  if (colour) return { field: 'colour', value: colour, text: `in ${colour}` }
  const category = pool.categories.get(key)
  if (category !== undefined && before === 'in')
    return { field: 'category', value: category, text: `in ${category}` }
  const claim = pool.claims.get(key)
  const isGoods = terms.length === 1 && lexicon.isProductNoun(key)
  if (claim !== undefined && !isGoods && !terms.every(isStopWord))
    return { field: 'attribute', value: claim.toLowerCase(), text: claim.toLowerCase() }
  return null
}

const brandLeads = new Set(['by', 'from', 'brand', 'von', 'marke'])
/** A brand's name filters only where most of what has the word is of that brand: "for Apple" is not by it. */
const OWN_SHARE = 0.6

function isOwnName(terms: readonly string[], brand: string, { pool, frequency }: Lexicon): boolean {
  const spread = Math.min(...terms.map(frequency))
  return spread > 0 && pool.productsBy(brand) / spread >= OWN_SHARE
}

/** A family always; a shade where it is no other thing as well, or where it is said to be the colour. */
function colourOf(terms: readonly string[], before: string | undefined, { pool }: Lexicon): string | null {
  if (pool.colours.size === 0) return null
  const own = pool.colours.get(terms.join(' '))
  if (own !== undefined && terms.length > 1 && terms.some((term) => colourCalled(term)))
    return own.toLowerCase()
  const [only = ''] = terms
  if (terms.length !== 1) return terms.join(' ') === 'dark blue' ? 'dark blue' : null
  const called = colourCalled(only)
  if (called === null) return null
  if (colourFamilies.includes(called) || plainShades.has(called)) return called
  return before === 'in' && own !== undefined ? own.toLowerCase() : null
}

// the others are stones, woods, foods and flowers too
const plainShades = new Set(
  'navy indigo azure teal turquoise cyan anthracite burgundy crimson scarlet maroon magenta fuchsia violet mauve khaki taupe ecru offwhite'.split(
    ' ',
  ),
)

// "in navy", "by Skarven": the small word belongs to the name
function leadBefore(tokens: readonly Token[], at: number, { field }: ReadWish): number {
  const before = tokens[at - 1]?.terms[0] ?? ''
  const leads = field === 'brand' ? brandLeads.has(before) : before === 'in'
  return leads && field !== 'attribute' ? at - 1 : at
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
    terms: termsOf(match[0]),
  }))
}

function without(text: string, taken: readonly { start: number; end: number }[]): string {
  let rest = ''
  let last = 0
  for (const { start, end } of taken) {
    rest += `${text.slice(last, start)} `
    last = end
  }
  return rest + text.slice(last)
}

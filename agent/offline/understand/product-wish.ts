import { numberWords } from '../../number-words.ts'
import { features } from '../lexicon/features.ts'
import { childWords, occasionWords } from '../lexicon/for-whom.ts'
import { plainWords } from '../lexicon/plain-words.ts'
import { letterSizes, plainSizes, sizePhrases } from '../lexicon/sizes.ts'
import type { Lexis } from './lexis.ts'
import { fold, singular, words } from './normalise.ts'
import { readPriceLimit } from './price-limit.ts'
import { correct } from './spelling.ts'

/** What a shopper wants of a product, in the fields that search understands. Prices in units of the currency. */
export interface ProductWish {
  /** Product words of this shop, singular. */
  nouns: string[]
  /** What is searched for: nouns and other telling words. */
  text: string
  category: string | null
  colour: string | null
  size: string | null
  brand: string | null
  attributes: string[]
  priceMax: number | null
  priceMin: number | null
  cheap: boolean
}

const featureEntries = Object.entries(features).map(([name, list]) => ({
  name,
  phrases: list.split(' ').map((phrase) => phrase.replaceAll('_', ' ')),
}))

/** Reads a wish from the message; slots are taken out of the text as they are found. */
export function readWish(raw: string, lexis: Lexis): ProductWish {
  const limit = readPriceLimit(fold(raw))
  const cheap =
    /\b(cheap|cheapest|least expensive|lowest price|inexpensive|affordable|low cost|budget)\b/.test(
      limit.rest,
    )
  let tokens = words(limit.rest).map((word) => (word.length < 4 ? word : correct(word, lexis.dictionary)))
  const size = readSize(raw, tokens, lexis)
  if (size) tokens = without(tokens, size.used)
  const found = readFeatures(tokens)
  tokens = without(tokens, found.used)
  const brand = readBrand(tokens.join(' '), lexis)
  const colour = tokens.map((token) => [token, lexis.colours.get(token)] as const).find(([, value]) => value)
  const cloth = tokens.filter((token) => lexis.materials.has(token))
  const rest = tokens.filter((token) => token !== colour?.[0] && !cloth.includes(token))
  const nouns = rest.map(singular).filter((token) => lexis.nouns.has(token) && !plainWords.has(token))
  const persons = personsIn(limit.rest)
  const forKids = rest.some((token) => childWords.has(token)) ? ['kids'] : []
  const telling = [...forKids, ...persons, ...rest.filter(isTelling)]
  return {
    nouns: [...new Set(nouns)],
    text: [...new Set(telling)].join(' '),
    category: categoryOf(rest, lexis),
    colour: colour?.[1] ?? null,
    size: size?.size ?? null,
    brand,
    attributes: [...found.names, ...cloth].slice(0, 5),
    priceMax: limit.max,
    priceMin: limit.min,
    cheap,
  }
}

function categoryOf(tokens: string[], lexis: Lexis): string | null {
  const single = tokens.map(singular)
  for (let at = 0; at + 1 < single.length; at++) {
    const pair = lexis.categoryOf.get(`${single[at]} ${single[at + 1]}`)
    if (pair) return pair
  }
  const last = single.findLast((token) => lexis.categoryOf.has(token))
  return last ? (lexis.categoryOf.get(last) ?? null) : null
}

function readSize(raw: string, tokens: string[], lexis: Lexis): { size: string; used: string[] } | null {
  const joined = ` ${tokens.join(' ')} `
  const named = /\bsizes? (?:is |of |an? |eu |us |uk )?(\d{1,3}(?:[.-]\d)?|\d?x{0,3}[sml]|one size)\b/.exec(
    joined,
  )
  if (named?.[1])
    return { size: lexis.sizes.get(named[1]) ?? named[1].toUpperCase(), used: ['size', named[1]] }
  const phrase = sizePhrases.find(([words]) => joined.includes(` ${words} `))
  if (phrase) return { size: lexis.sizes.get(fold(phrase[0])) ?? phrase[1], used: phrase[0].split(' ') }
  const plain = tokens.find((token) => plainSizes.includes(token))
  if (plain) return { size: lexis.sizes.get(plain) ?? plain.toUpperCase(), used: [plain] }
  const letter = tokens.find((token) => letterSizes.includes(token) && meansSize(raw, token, tokens))
  if (letter) return { size: lexis.sizes.get(letter) ?? letter.toUpperCase(), used: [letter] }
  const number = /\b(?:in|a|eu|us|uk) (\d{1,3}(?:\.5)?)\b/.exec(joined)?.[1]
  return number && lexis.sizes.has(number) ? { size: number, used: [number] } : null
}

function meansSize(raw: string, letter: string, tokens: string[]): boolean {
  if (tokens.filter((token) => !plainWords.has(token)).length === 1 && tokens.length <= 3) return true
  return (
    new RegExp(`(?:^|[\\s,(/])${letter.toUpperCase()}(?=$|[\\s,.?!)/])`).test(raw) ||
    tokens.join(' ').includes(`in ${letter}`)
  )
}

function readFeatures(tokens: string[]): { names: string[]; used: string[] } {
  const joined = ` ${tokens.join(' ')} `
  const names: string[] = []
  const used: string[] = []
  for (const { name, phrases } of featureEntries) {
    const phrase = phrases.find((entry) => joined.includes(` ${entry} `))
    if (!phrase || negated(joined, phrase)) continue
    names.push(name)
    used.push(...phrase.split(' '))
  }
  return { names, used }
}

/** "not waterproof", "doesn't have to be waterproof" ask for nothing. */
function negated(joined: string, phrase: string): boolean {
  const before = joined.slice(0, joined.indexOf(` ${phrase} `))
  return /\b(not|non|isnt|doesnt have to be|dont need|without|no need for)(?: \w+)?$/.test(before)
}

function readBrand(text: string, lexis: Lexis): string | null {
  const padded = ` ${text} `
  const hit = lexis.brands.find(([folded]) => folded.length > 2 && padded.includes(` ${folded} `))
  return hit ? hit[1] : null
}

function without(tokens: string[], used: string[]): string[] {
  const left = [...used]
  return tokens.filter((token) => {
    const at = left.indexOf(token)
    if (at < 0) return true
    left.splice(at, 1)
    return false
  })
}

function isTelling(token: string): boolean {
  const filler = plainWords.has(token) || occasionWords.has(token) || childWords.has(token)
  return !filler && !/^\d+$/.test(token) && token.length > 1
}

/** "for 4 people", "a two man tent": how many it is for, as goods are named by it. */
function personsIn(folded: string): string[] {
  const match =
    /\b(\d{1,2}|one|two|three|four|five|six|seven|eight)[ -]?(?:people|persons?|man|men|adults?|sleepers?)\b/.exec(
      folded,
    )
  const said = match?.[1]
  return said ? [String(numberWords[said] ?? said), 'person'] : []
}

import type { TraitValue } from '../traits.ts'
import { type SensitiveCategory, sensitiveCategories } from './category.ts'
import { sensitiveNames } from './names.ts'
import { selfFrames, selfWords, tellingWords } from './statements.ts'

/** Whether a trait of this name with this value may not be kept; null: it may. */
export function sensitiveTrait(name: string, value: TraitValue): SensitiveCategory | null {
  const byName = sensitiveNames.find(([, pattern]) => pattern.test(fold(name)))
  if (byName) return byName[0]
  const texts = (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === 'string')
  for (const text of [name.replaceAll('_', ' '), ...texts]) {
    const found = sensitiveStatement(text) ?? wholeValue(text)
    if (found) return found
  }
  return null
}

/** What of a person these words give away, in six languages; null: nothing that a shop may not keep. */
export function sensitiveStatement(text: string): SensitiveCategory | null {
  const said = ` ${wordsOf(text)} `
  for (const category of sensitiveCategories) {
    if (telling.get(category)?.test(said) || self.get(category)?.test(said)) return category
  }
  return looksLikeCard(text) ? 'payment_data' : null
}

/** A value that is nothing but such a word: `muslim` is one, `black` is a colour first. */
function wholeValue(text: string): SensitiveCategory | null {
  const said = wordsOf(text)
  if (alsoGoods.has(said)) return null
  for (const category of sensitiveCategories) if (alone.get(category)?.test(said)) return category
  return null
}

const alsoGoods = new Set(
  'black white blanco blanche negro negra noir noire nero nera schwarz straight bi rich poor broke arm native christian christ liberal conservative trans roma asian african arab indigenous rico rica riche reich hetero'.split(
    ' ',
  ),
)

const telling = patterns(tellingWords, (words) => new RegExp(` (?:${words}) `))
const self = patterns(
  selfWords,
  (words) =>
    new RegExp(
      ` ${selfFrames} (?:(?:a|an|also|both|un|una|une|ein|eine|uma|um|very|a bit|really) )?(?:${words})(?= (?:and|but|so|y|et|und|e|person|woman|man|mujer|hombre|femme|homme|frau|mann|donna|uomo|mulher|homem|guy|girl|lady|couple|family|i|please|thanks|which|that|can|do|what|you) | $)`,
    ),
)
const alone = patterns(selfWords, (words) => new RegExp(`^(?:${words})$`))

function patterns(
  lists: Partial<Record<SensitiveCategory, string>>,
  build: (words: string) => RegExp,
): Map<SensitiveCategory, RegExp> {
  const made = sensitiveCategories.flatMap((category): [SensitiveCategory, RegExp][] => {
    const list = lists[category]
    return list ? [[category, build(alternatives(list))]] : []
  })
  return new Map(made)
}

/** `_` joins a phrase, a trailing `*` takes any ending. */
function alternatives(list: string): string {
  return list
    .split(' ')
    .map((word) => word.replaceAll('_', ' ').replace(/\*$/, '\\p{L}*'))
    .join('|')
    .replaceAll('\\p{L}', '[a-z]')
}

function wordsOf(text: string): string {
  return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[’'`´]/g, ' ')
    .toLowerCase()
    .slice(0, 2000)
}

/** 13 to 19 digits that pass the check digit of payment cards (Luhn, ISO/IEC 7812-1). */
function looksLikeCard(text: string): boolean {
  for (const found of text.match(/(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g) ?? []) {
    const digits = found.replace(/\D/g, '')
    const sum = [...digits].reverse().reduce((total, digit, at) => {
      const doubled = at % 2 === 1 ? Number(digit) * 2 : Number(digit)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
    if (sum % 10 === 0) return true
  }
  return false
}

import { stem } from './stem.ts'

/** A word of a text: its stem, and whether punctuation or the text's end follows it. */
export interface Word {
  /** Stemmed, lower case, without accents. */
  term: string
  /** Nothing but a hyphen stands between this word and the next. */
  hyphen: boolean
  /** A clause ends after this word. */
  ends: boolean
}

const pattern = /\d+(?:[.,]\d+)+|[\p{L}\p{N}]+/gu
const letters = new Map([
  ['ß', 'ss'],
  ['ø', 'o'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
])

/** Lower case without accents: `Café` and `cafe` are one word. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (isAscii(lower)) return lower
  return lower
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßøæœłđðþ]/g, (letter) => letters.get(letter) ?? letter)
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

/** The words of a text in order. */
export function wordsOf(text: string): Word[] {
  const folded = fold(text).replace(/['’`](s|t|re|ll|ve|d|m)\b/g, (_, end) => (end === 't' ? ' not ' : ' '))
  const words: Word[] = []
  let last = 0
  for (const match of folded.matchAll(pattern)) {
    const before = words.at(-1)
    if (before) {
      const gap = folded.slice(last, match.index)
      before.hyphen = /^[-‐‑]$/.test(gap)
      before.ends = /[.,;:!?()\n|•/]/.test(gap)
    }
    for (const part of splitQuantity(match[0])) words.push({ term: stem(part), hyphen: false, ends: false })
    last = match.index + match[0].length
  }
  const end = words.at(-1)
  if (end) end.ends = true
  return words
}

/** Stems only. */
export function termsOf(text: string): string[] {
  return wordsOf(text).map((word) => word.term)
}

const units = new Map([
  ...[
    'ml',
    'cl',
    'l',
    'g',
    'kg',
    'mg',
    'oz',
    'lb',
    'mm',
    'cm',
    'm',
    'km',
    'in',
    'ft',
    'w',
    'kw',
    'v',
    'mah',
  ].map((unit) => [unit, unit] as const),
  ...['gb', 'tb', 'mb', 'ghz', 'mhz', 'hz', 'mp', 'rpm', 'wh', 'denier', 'pc', 'pack'].map(
    (unit) => [unit, unit] as const,
  ),
  ...Object.entries({
    inch: 'in',
    inche: 'in',
    liter: 'l',
    litre: 'l',
    ltr: 'l',
    milliliter: 'ml',
    millilitre: 'ml',
    gram: 'g',
    gramme: 'g',
    kilogram: 'kg',
    kilo: 'kg',
    ounce: 'oz',
    pound: 'lb',
    meter: 'm',
    metre: 'm',
    centimeter: 'cm',
    centimetre: 'cm',
    millimeter: 'mm',
    millimetre: 'mm',
    watt: 'w',
    volt: 'v',
    gigabyte: 'gb',
    terabyte: 'tb',
    foot: 'ft',
    piece: 'pc',
  }),
])

/** `500` and `ml` are the quantity `500ml`, however it was written; null where they are none. */
export function quantityOf(number: string, unit: string): string | null {
  const name = units.get(unit)
  return name && /^\d+(\.\d+)?$/.test(number) ? number.replace(/\.0+$/, '') + name : null
}

// `500ml` is read as `500 ml`; a model code such as `tn2110` stays whole
function splitQuantity(chunk: string): string[] {
  const first = chunk.charCodeAt(0)
  if (first < 48 || first > 57) return [chunk]
  const number = chunk.replace(/^(\d+),(\d{1,2})$/, '$1.$2').replace(/^(\d{1,3}),(\d{3})$/, '$1$2')
  const match = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(number)
  const [, amount = '', unit = ''] = match ?? []
  return match && quantityOf(amount, stem(unit)) ? [amount, unit] : [number.replace(/^(\d+)\.0+$/, '$1')]
}

import { normaliseSize } from '../sizes.ts'
import { END, type Lexicon, type Reading, type ReadWish, START, take } from './reading.ts'

const named = String.raw`(?:size|sizes|sz\.?|grösse|größe|groesse|gr\.|taille|talla)`
const value = String.raw`(?:(?:extra[\s-]){0,2}(?:small|medium|large)|x-?(?:small|large)|[2-5]?x{0,4}[sml]|one size|\d{1,3}(?:[.,]\d)?(?:\s?[½⅓⅔]|\s\d\/\d)?|[\p{L}]{2,12})`

const saidSize = new RegExp(
  String.raw`${START}(?:in\s+(?:a\s+|der\s+)?)?${named}\s*[:=]?\s*(${value})${END}`,
  'giu',
)
const twoBeforeSize = new RegExp(String.raw`${START}([\p{L}]+\s[\p{L}]+)[\s-]sized?${END}`, 'giu')
const beforeSize = new RegExp(String.raw`${START}(?:in\s+)?([\p{L}]+)[\s-]sized?${END}`, 'giu')
const region = new RegExp(String.raw`${START}(?:in\s+)?((?:eu|eur|uk|us)\s?\d{1,2}(?:[.,]5)?)${END}`, 'giu')
const waist = new RegExp(String.raw`${START}(?:waist|inseam|bundweite|taillenweite)\s(\d{2})${END}`, 'giu')
const age = new RegExp(
  String.raw`${START}(?:for\s+(?:an?\s+)?|für\s+)?(\d{1,2})[\s-]?(?:years?|yrs?|jahren?|jahr)(?:[\s-]?(?:olds?|alt))?${END}`,
  'giu',
)
const inSize = new RegExp(
  String.raw`${START}in\s+((?:extra\s)?(?:small|medium|large)|[2-5]?x{0,4}[sml]|\d{2}(?:[.,]5)?)${END}`,
  'giu',
)
const alone = /(?<![\p{L}\p{N}'’.-])([2-5]?X{1,4}[SL]|[SML])(?![\p{L}\p{N}'’.-])/gu
const aloneInAnyCase = /(?<![\p{L}\p{N}'’.-])([2-5]?x{1,4}[sl])(?![\p{L}\p{N}'’.-])/giu

const isPlain = (size: string) => /^(\d.*|x{0,4}[sml])$/.test(normaliseSize(size))
const wish = (size: string): ReadWish[] => [{ field: 'size', value: size, text: `size ${inCapitals(size)}` }]
const inCapitals = (size: string) =>
  /^[2-5]?x{0,4}[sml]$|^(eu|uk|us)/i.test(size) ? size.toUpperCase() : size

/** "in size M", "size 42", "EU 43", "waist 32", "queen size", "XL", "for 6 years": sizes. */
export function readSizes(reading: Reading, { pool }: Lexicon): Reading {
  const isSold = (size: string) => pool.sizes.has(normaliseSize(size))
  const sold = (size = '') => (isSold(size) ? wish(size) : null)
  // a size that is said to be one is believed, even where the shop has none of it
  let read = take(reading, saidSize, ([, size = '']) => (isPlain(size) || isSold(size) ? wish(size) : null))
  read = take(read, twoBeforeSize, ([, words]) => sold(words))
  read = take(read, beforeSize, ([, word]) => sold(word))
  read = take(read, region, ([, size = '']) => wish(size))
  read = take(read, waist, ([, size = '']) => wish(size))
  read = take(read, age, ([, years = '']) => sold(`${years} years`) ?? sold(`${years} jahre`))
  return take(read, inSize, ([, size]) => sold(size))
}

/** A letter that stands alone; read after quantities, as the L of "20 L" is none. */
export function readLoneSizes(reading: Reading, { pool }: Lexicon): Reading {
  const sold = (size = '') => (pool.sizes.has(normaliseSize(size)) ? wish(size) : null)
  const read = take(reading, aloneInAnyCase, ([, size]) => sold(size))
  // who shouts writes no sizes
  if (read.rest === read.rest.toUpperCase() && /\p{L}{2}/u.test(read.rest)) return read
  return take(read, alone, ([, size]) => sold(size))
}

import type { Address } from '../identity.ts'
import { fillers, streetWord, unitWords } from './street-words.ts'

/** An address in the form in which two spellings of it are the same. */
export interface NormalAddress {
  /** House number; empty where none is named. */
  number: string
  street: string
  /** Flat or the like; empty where none is named. */
  unit: string
  city: string
  postcode: string
  country: string
}

/** Lower case, without accents and points; `ß` is two letters, hyphens part words. */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}#/-]+/gu, ' ')
    .trim()
}

/** Brings an address into normal form: words of streets in several languages, flats, case and punctuation. */
export function normaliseAddress(address: Address): NormalAddress {
  const first = readLine(address.line1)
  const second = address.line2 ? readLine(address.line2) : null
  return {
    number: first.number || (first.street === '' ? '' : second?.street === '' ? second.number : ''),
    street: first.street || (second?.street ?? ''),
    unit: first.unit || (second?.unit ?? ''),
    city: plainText(address.city).replace(/[^\p{L}\p{N}]/gu, ''),
    postcode: plainText(address.postcode).replace(/[^\p{L}\p{N}]/gu, ''),
    country: plainText(address.country).replace(/[^\p{L}\p{N}]/gu, ''),
  }
}

interface Line {
  number: string
  street: string
  unit: string
}

const directions = new Set(['n', 's', 'e', 'w'])
const numberLike = /^\d+\p{L}?$|^\d+-\d+$/u

function readLine(text: string): Line {
  const words = plainText(text).replace(/#\s*/g, '# ').split(' ').filter(Boolean)
  const { rest, unit } = takeUnit(words)
  // `3/12 Main St` is flat 3 of number 12, as written in Australia
  const slashed = /^(\p{N}+\p{L}?)\/(\d+\p{L}?)$/u.exec(rest[0] ?? '')
  const plain = slashed ? [slashed[2] ?? '', ...rest.slice(1)] : rest
  const at = plain.findIndex((word) => numberLike.test(word))
  const number = at < 0 ? '' : (plain[at] ?? '')
  const next = plain[at + 1] ?? ''
  // `12 b` is 12b, but `12 n main` is north of it
  const letter =
    at >= 0 && /^\p{L}$/u.test(next) && (!directions.has(next) || at + 2 === plain.length) ? next : ''
  const names = plain.filter((_, place) => at < 0 || place < at || place > at + (letter ? 1 : 0))
  return { number: number + letter, unit: unit || (slashed?.[1] ?? ''), street: streetOf(names) }
}

function streetOf(words: string[]): string {
  const parts = words
    .flatMap((word) => word.split(/[-/]/))
    .filter((word) => word !== '' && !fillers.has(word))
  return parts.map(streetWord).join('')
}

/** `flat 3`, `apt 4b`, `# 12`: the word and what follows it. */
function takeUnit(words: string[]): { rest: string[]; unit: string } {
  const at = words.findIndex(
    (word, place) => unitWords.has(word) && /\d|^\p{L}$/u.test(words[place + 1] ?? ''),
  )
  if (at < 0) return { rest: words, unit: '' }
  return { rest: [...words.slice(0, at), ...words.slice(at + 2)], unit: words[at + 1] ?? '' }
}

/** Names one place: house, street, and the postcode (or city) and country they are in. null: too little is known. */
export function placeOf(address: NormalAddress): string | null {
  const area = address.postcode || address.city
  if (address.street === '' || area === '') return null
  return [address.number, address.street, area, address.country].join('|')
}

import { numberWords } from '../../number-words.ts'

export interface PriceLimit {
  /** In units of the currency, such as 150 or 49.9. */
  min: number | null
  max: number | null
  /** The text without the words of the limit. */
  rest: string
}

const currency = '(?:us\\$|[$€£¥₹]|usd|eur|gbp|dollars?|bucks?|euros?|pounds?|quid|chf|francs?)'
// begins where a number begins and has an end: a long row of digits is read in linear time
const digits = '(?<!\\d)(?:\\d{1,3}(?:[, ]\\d{3}){1,3}(?:\\.\\d{1,2})?|\\d{1,9}(?:[.,]\\d{1,2})?k?)'
const spelled = `(?:a |one |two |three |four |five |six |seven |eight |nine )?hundred(?: and)?(?: fifty)?|${Object.keys(
  numberWords,
)
  .filter((word) => (numberWords[word] ?? 0) >= 10 && (numberWords[word] ?? 0) < 100)
  .join('|')}`
const amount = `(?:${currency}\\s*)?(${digits}|${spelled})(?:\\s*${currency})?(?![\\w%]|\\s*(?:cm|mm|inch|inches|litre|liter|l|kg|g|ml|oz|w|gb|years?|days?|items?|pieces?)\\b)`
const anyAmount = amount

const below =
  '(?:under|below|less than|cheaper than|lower than|not more than|no more than|not over|up to|upto|at most|max(?:imum)?(?: of)?|within|beneath|budget(?: is| of| around)?|limit(?: is| of)?|spend(?: up to| at most)?|<=?)'
const above = '(?:over|above|more than|at least|min(?:imum)?(?: of)?|from|starting at|upwards of|>=?)'
const around = '(?:around|about|roughly|approximately|approx\\.?|circa|something like)'

const patterns: {
  pattern: RegExp
  read: (a: number, b: number) => { min: number | null; max: number | null }
}[] = [
  {
    pattern: new RegExp(`(?:between|from)\\s+${anyAmount}\\s*(?:and|to|-|–)\\s*${anyAmount}`),
    read: (a, b) => ({ min: Math.min(a, b), max: Math.max(a, b) }),
  },
  {
    pattern: new RegExp(`${currency}\\s*(\\d{1,9})\\s*(?:-|–|to)\\s*${currency}?\\s*(\\d{1,9})`),
    read: (a, b) => ({ min: Math.min(a, b), max: Math.max(a, b) }),
  },
  {
    pattern: new RegExp(`(?<!\\d)(\\d{1,9})\\s*(?:-|–|to)\\s*(\\d{1,9})\\s*${currency}`),
    read: (a, b) => ({ min: Math.min(a, b), max: Math.max(a, b) }),
  },
  { pattern: new RegExp(`${below}\\s+${anyAmount}`), read: (a) => ({ min: null, max: a }) },
  {
    pattern: new RegExp(`${anyAmount}\\s*(?:or less|or under|or cheaper|max(?:imum)?|tops|at most)`),
    read: (a) => ({ min: null, max: a }),
  },
  {
    pattern: new RegExp(`${around}\\s+${anyAmount}`),
    read: (a) => ({ min: null, max: Math.round(a * 1.15) }),
  },
  { pattern: new RegExp(`${anyAmount}\\s*(?:or more|and up|or over)`), read: (a) => ({ min: a, max: null }) },
  { pattern: new RegExp(`${above}\\s+${anyAmount}`), read: (a) => ({ min: a, max: null }) },
  {
    pattern: new RegExp(
      `(?:for|have|got)\\s+(?:only\\s+)?(?:${currency}\\s*(${digits})|(${digits})\\s*${currency})`,
    ),
    read: (a) => ({ min: null, max: a }),
  },
]

/** The price a shopper is ready to pay, in the many ways it is said. `folded` is lower case. */
export function readPriceLimit(folded: string): PriceLimit {
  for (const { pattern, read } of patterns) {
    const match = pattern.exec(folded)
    if (!match) continue
    const [a = Number.NaN, b = Number.NaN] = match
      .slice(1)
      .filter((group) => group !== undefined)
      .map(readAmount)
    const limit = read(a, b)
    if (Number.isNaN(limit.min ?? 0) || Number.isNaN(limit.max ?? 0)) continue
    return {
      ...limit,
      rest: `${folded.slice(0, match.index)} ${folded.slice(match.index + match[0].length)}`,
    }
  }
  return { min: null, max: null, rest: folded }
}

function readAmount(text: string): number {
  if (/\d/.test(text)) return readDigits(text)
  let value = 0
  for (const word of text.split(/\s+/)) {
    if (word === 'hundred') value = Math.max(value, 1) * 100
    else if (word === 'a') value = 1
    else value += numberWords[word] ?? 0
  }
  return value
}

function readDigits(text: string): number {
  const thousand = text.endsWith('k') ? 1000 : 1
  const plain = text.replace(/k$/, '')
  const grouped = /^\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$/.test(plain)
    ? plain.replace(/[, ]/g, '')
    : plain.replace(',', '.')
  return Number(grouped) * thousand
}

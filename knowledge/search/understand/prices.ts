import { formatMoney } from '#contract/money.ts'
import { amount, bare, minorUnitsOf, money } from './amounts.ts'
import { END, type Lexicon, type Reading, type ReadWish, START, take } from './reading.ts'

const atMost =
  "for under|for less than|under|below|less than|cheaper than|at most|up to|no more than|not more than|max(?:imum)?\\.?|within|unter|bis zu|bis|höchstens|hoechstens|maximal|weniger als|nicht mehr als|günstiger als|guenstiger als|billiger als|moins de|jusqu[’']à|menos de|hasta"
const atLeast =
  'over|above|more than|at least|starting at|min(?:imum)?\\.?|über|ueber|mehr als|mindestens|ab|plus de|à partir de|más de|mas de'
const about = 'around|about|approximately|approx\\.?|roughly|circa|ca\\.?|etwa|ungefähr|um die|rund|environ'
const and = String.raw`\s*(?:and|und|et|y|to|bis|-|–)\s*`
// "women over 40" is an age
const ofPeople = String.raw`(?<!(?:women|men|people|kids|children|adults|girls|boys|those|frauen|männer|leute|kinder)\s)`

const pattern = (text: string) => new RegExp(text, 'giu')
const between = pattern(`${START}(?:between|zwischen|entre)\\s+(${bare}|${money})${and}(${amount})`)
const fromTo = pattern(`${START}(?:from|von|de)\\s+(${bare}|${money})\\s+(?:to|bis|à|a)\\s+(${amount})`)
const range = pattern(`${START}(?:(${money})${and}(${bare})|(${bare})${and}(${money}))`)
const most = pattern(`${START}(?:${atMost})\\s+(?:of\\s+)?(${amount})`)
const least = pattern(`${ofPeople}${START}(?:${atLeast})\\s+(?:of\\s+)?(${amount})`)
const near = pattern(`${START}(?:${about})\\s+(${amount})`)
const orLess = pattern(
  `${START}(${amount})\\s*(?:or less|or under|or below|tops|max(?:imum)?|oder weniger)${END}`,
)
const orMore = pattern(`${START}(${amount})\\s*(?:or more|and up|and over|\\+|oder mehr)`)
const plain = pattern(`(?:${START}(?:for|für|fuer|pour|por)\\s+)?(?<![\\p{L}\\p{N}])(${money})`)

/** How far "around 100" reaches to either side. */
const AROUND = 0.2

/** "under 150", "below €80", "between 50 and 100", "50-100 euro", "ab 30", "around 100": limits of the price. */
export function readPrices(reading: Reading, { currency, locale }: Lexicon): Reading {
  const minor = (text: string | undefined) => minorUnitsOf(text ?? '', currency)
  const words = (value: number) => formatMoney({ amount: value, currency }, locale)
  const upTo = (value: number): ReadWish => ({
    field: 'price_max',
    value: String(value),
    text: `up to ${words(value)}`,
  })
  const from = (value: number): ReadWish => ({
    field: 'price_min',
    value: String(value),
    text: `from ${words(value)}`,
  })
  const both = (one: number | null, other: number | null) =>
    one === null || other === null ? null : [from(Math.min(one, other)), upTo(Math.max(one, other))]
  const single = (make: (value: number) => ReadWish) => (match: RegExpExecArray) => {
    const value = minor(match[1])
    return value === null ? null : [make(value)]
  }
  let read = take(reading, between, (match) => both(minor(match[1]), minor(match[2])))
  read = take(read, fromTo, (match) => both(minor(match[1]), minor(match[2])))
  read = take(read, range, (match) => both(minor(match[1] ?? match[3]), minor(match[2] ?? match[4])))
  read = take(read, orLess, single(upTo))
  read = take(read, orMore, single(from))
  read = take(read, most, single(upTo))
  read = take(read, least, single(from))
  read = take(read, near, (match) => {
    const value = minor(match[1])
    return value === null ? null : both(Math.round(value * (1 - AROUND)), Math.round(value * (1 + AROUND)))
  })
  return take(read, plain, single(upTo))
}

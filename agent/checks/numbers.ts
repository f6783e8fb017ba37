import { minorDigits } from '#contract/money.ts'
import { numberWords } from '../number-words.ts'
import { type Check, fail, type Known, pass } from './check.ts'
import { plain } from './plain.ts'

/** Counts of what is on the screen and the like: "three of them", "2 ways". */
const SMALL = 12
// shares are judged with the prices
const written = /(?<![\d.,])\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?(?![\d.,]*\d)(?! ?(?:%|percent))/g
const tens =
  /\b(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]?(?:one|two|three|four|five|six|seven|eight|nine)\b)?|hundred|thousand)\b/g

/**
 * A number is said only where a tool, the shop or the shopper has said it before: no list of the ways to write
 * a price is ever complete, so a number from nowhere is kept back whatever it is told to be.
 */
export const numbers: Check = (sentence, known) => {
  const told = numbersOf(sentence).filter((number) => !isSmall(number))
  if (told.length === 0) return pass
  const sources = numbersKnown(known)
  return told.every((number) => sources.has(number) || known.numbersSeen?.has(number))
    ? pass
    : fail('number_from_nowhere')
}

function isSmall(number: string): boolean {
  const value = Number(number)
  return Number.isInteger(value) && value <= SMALL
}

/** The numbers of a text in one form each: `1,299.00` is 1299, `forty-nine` is 49. */
export function numbersOf(text: string): string[] {
  const folded = plain(text)
  const digits = [...folded.matchAll(written)].flatMap(([raw]) => readings(raw))
  return [...digits, ...[...folded.matchAll(tens)].map(([words]) => String(sumOf(words)))]
}

/** Every group of digits, and the whole where signs part thousands or decimals. */
function readings(raw: string): string[] {
  const decimal = /^(.*)[.,](\d{1,2})$/.exec(raw)
  const whole = (decimal?.[1] ?? raw).replace(/\D/g, '')
  return [String(Number(decimal ? `${whole}.${decimal[2]}` : whole))]
}

function sumOf(words: string): number {
  return words.split(/[ -]/).reduce((sum, word) => sum + (numberWords[word] ?? 0), 0)
}

function numbersKnown(known: Known): ReadonlySet<string> {
  const found = new Set<string>()
  for (const fact of known.facts) {
    if (fact.kind === 'price') found.add(String(fact.money.amount / 10 ** minorDigits(fact.money.currency)))
    for (const number of numbersOf(JSON.stringify(fact))) found.add(number)
  }
  for (const text of known.shopperWords)
    for (const number of numbersOf(text.slice(0, 2000))) found.add(number)
  return found
}

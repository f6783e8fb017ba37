/** What is rated for milder nights than those asked for counts this. */
const TOO_MILD = 0.75
/** Degrees Celsius a rating may be above the night that is named. */
const TOLERANCE = 1

const numbers = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, number) => [word, number] as const),
)
const spoken = [...numbers.keys(), 'thirty', 'forty'].join('|')
numbers.set('thirty', 30).set('forty', 40)

const below = new RegExp(
  String.raw`(?:\bminus\s+|(?<![\w.])[-−–]\s?)(\d{1,2}|${spoken})\b(?!\s*(?:%|percent|inch|in\b|ft|x\d))\s*(?:°|degrees?)?\s*(f\b|fahrenheit)?`,
  'i',
)
const degrees = new RegExp(
  String.raw`\b(\d{1,2}|${spoken})\s*(?:°|degrees?)\s*(c\b|celsius|f\b|fahrenheit)?`,
  'i',
)
const frozen = /\b(?:below|sub|under)[ -]?(?:zero|freezing)\b/i

const celsius = (amount: number, isFahrenheit: boolean) => (isFahrenheit ? ((amount - 32) * 5) / 9 : amount)
const read = (number: string) => numbers.get(number.toLowerCase()) ?? Number(number)

/** The coldest night a text names, in degrees Celsius: "minus ten", "-5 °C", "20 °F", "below zero". Null: none. */
export function coldnessAsked(text: string): number | null {
  const minus = below.exec(text)
  if (minus) return celsius(-read(minus[1] ?? ''), minus[2] !== undefined)
  const named = degrees.exec(text)
  if (named?.[2]) return celsius(read(named[1] ?? ''), /^f/i.test(named[2]))
  return frozen.test(text) ? -5 : null
}

/** What something counts for a night so cold: 1, unless its title gives a milder rating. */
export function fitsColdness(titleTerms: readonly string[], asked: number | null): number {
  if (asked === null) return 1
  const unit = titleTerms.findIndex(
    (term, at) => /^[cf]$/.test(term) && /^\d{1,2}$/.test(titleTerms[at - 1] ?? ''),
  )
  if (unit < 0) return 1
  const rating = celsius(Number(titleTerms[unit - 1]), titleTerms[unit] === 'f')
  return rating <= asked + TOLERANCE ? 1 : TOO_MILD
}

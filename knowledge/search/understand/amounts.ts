import { minorDigits } from '#contract/money.ts'

const signs = '[$€£¥₹₩]'
const codes = 'usd|eur|gbp|chf|jpy|cad|aud|sek|nok|dkk|pln|czk'
const names = 'dollars?|bucks?|euros?|quid|yen|franken|francs?|kronor|kroner|złoty|zloty|kr'
const sign = String.raw`(?:${signs}|(?:${codes})(?![\p{L}]))`
const number = String.raw`\d+(?:[.,'’]\d+)*(?:\s?(?:k|hundred|thousand|hundert|tausend)(?![\p{L}]))?`
// "under 15 inch", "over 2 kg", "at most 4 people", "up to 60 %" are no prices
const measures =
  'ml|cl|dl|l|lit(?:er|re)s?|mg|g|kg|gram(?:me)?s?|kilos?|oz|ounces?|lbs?|mm|cm|m|met(?:er|re)s?|km|in|inch(?:es)?|zoll|ft|feet|w|watts?|v|volts?|mah|mb|gb|tb|mp|hz|mhz|ghz|years?|yrs?|jahren?|jahr|months?|monaten?|weeks?|days?|tagen?|hours?|stunden|minutes?|people|persons?|personen|pack|packs|pcs|pieces|stück|degrees|grad|season|layers?|watt'
const notMeasured = String.raw`(?!\s?-?(?:(?:${measures})(?![\p{L}])|["”″'’%°]|x\s?\d))`
const ends = String.raw`(?![\p{L}\p{N}]|[.,]\d)`

/** An amount that says its currency. Groups: none. */
export const money = String.raw`(?:${sign}\s?${number}${ends}|${number}\s?(?:${signs}|(?:${codes}|${names})(?![\p{L}])))`
/** An amount that may leave the currency out, and is no measure. */
export const amount = `(?:${money}|${number}${ends}${notMeasured})`
/** A number that the other end of its range says the currency of. */
export const bare = `${number}${ends}`

const times: Record<string, number> = { k: 1000, hundred: 100, hundert: 100, thousand: 1000, tausend: 1000 }

/** `€1.299,00`, `1,299`, `2 hundred`, `1.5k` in minor units of the shop's currency; null: too large to be one. */
export function minorUnitsOf(text: string, currency: string): number | null {
  const digits = /\d+(?:[.,'’]\d+)*/.exec(text)?.[0] ?? ''
  const word = /\d\s?(k|hundred|thousand|hundert|tausend)(?!\p{L})/iu.exec(text)?.[1]?.toLowerCase()
  const units = numberOf(digits) * (times[word ?? ''] ?? 1)
  const minor = Math.round(units * 10 ** minorDigits(currency))
  return digits !== '' && minor <= 1e12 ? minor : null
}

/** A last point or comma before one or two digits is the decimal one; all others group thousands. */
function numberOf(digits: string): number {
  const decimals = /^(.*)[.,](\d{1,2})$/.exec(digits)
  const whole = (decimals?.[1] ?? digits).replace(/[.,'’]/g, '')
  return Number(`${whole}.${decimals?.[2] ?? '0'}`)
}

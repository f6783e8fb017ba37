import { numberWords } from '../number-words.ts'
import { plain } from './plain.ts'

/** An amount of money that a sentence speaks of, in whatever way. */
export interface Mention {
  kind: 'amount' | 'free' | 'share'
  /** What the number may mean: `1.299` is 1299 or 1.299. Empty where no number can be read. */
  values: number[]
  /** ISO codes it may be; empty where none is said. */
  currencies: string[]
  /** Where it stands in the plain sentence. */
  at: number
  text: string
}

const symbols: Record<string, string[]> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN'],
  '€': ['EUR'],
  '£': ['GBP'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
  '₩': ['KRW'],
  '₽': ['RUB'],
  '₺': ['TRY'],
  '₿': [],
  '¢': ['USD', 'CAD', 'AUD', 'EUR'],
  '฿': ['THB'],
  '₫': ['VND'],
  '₴': ['UAH'],
  '₦': ['NGN'],
  '₱': ['PHP'],
  '₪': ['ILS'],
  '₸': ['KZT'],
  '₾': ['GEL'],
  元: ['CNY'],
  円: ['JPY'],
}

const wordsOfMoney: Record<string, string[]> = {
  'd[o0]ll?[ae]rs?|dolares?|bucks?': ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD'],
  'cents?|centimes?|pennies|penny|pence': ['USD', 'EUR', 'GBP', 'CAD', 'AUD'],
  'euros?': ['EUR'],
  'pounds?(?: sterling)?|quid': ['GBP'],
  'yens?': ['JPY'],
  'rupees?|rs\\.?': ['INR'],
  'francs?|franken': ['CHF'],
  'kronor|kroner|kronen|kr\\.?': ['SEK', 'NOK', 'DKK'],
  'zloty|zl': ['PLN'],
  'pesos?': ['MXN'],
  reais: ['BRL'],
  'bahts?|forints?|roubles?|rubles?|liras?|shekels?|bitcoins?|btc|eth|tenners?|fivers?|greenbacks?|smackers?':
    [],
}
const codes =
  'usd|eur|gbp|jpy|cad|aud|nzd|chf|sek|nok|dkk|pln|czk|inr|cny|krw|brl|mxn|sgd|hkd|try|zar|kwd|aed|isk|huf|bgn|ils|thb|vnd|idr|myr|twd|ars|clp|uah|rub|sar|qar|egp|ngn|kes|us d'

const numberWordValues: Record<string, number> = {
  ...numberWords,
  single: 1,
  a: 1,
  an: 1,
  ein: 1,
  eine: 1,
  einen: 1,
  einem: 1,
  zwei: 2,
  drei: 3,
  zehn: 10,
  un: 1,
  une: 1,
  una: 1,
  uno: 1,
  deux: 2,
  dix: 10,
  dos: 2,
  diez: 10,
  um: 1,
  uma: 1,
  een: 1,
  half: 0.5,
}

// each begins where a number begins and has an end: a long row of digits or words is read in linear time
const digits = "(?<!\\d)(?:\\d{1,3}(?:[.,' ]\\d{3}){1,5}(?:[.,]\\d{1,3})?|\\d+(?:[.,]\\d+)?)"
const numberWord = `(?:${Object.keys(numberWordValues).join('|')})`
const spelled = `(?<![a-z])${numberWord}(?:[ -](?:and )?${numberWord}){0,9}`
const number = `(?:${digits}|${spelled})`
const symbolClass = `[${Object.keys(symbols).join('')}]`
const moneyWord = Object.keys(wordsOfMoney).join('|')

const patterns: RegExp[] = [
  new RegExp(
    `(?<symbol>(?:us|ca|au|nz|hk|s)?${symbolClass}) ?(?<number>${number})?(?: ?(?<unit>k|thousand|million)\\b)?`,
    'g',
  ),
  new RegExp(`(?<number>${number}) ?(?:[.,]?-)? ?(?<symbol>${symbolClass})`, 'g'),
  new RegExp(`\\b(?<code>${codes}) ?(?<number>${number})`, 'g'),
  new RegExp(`(?<number>${number}) ?(?:[.,]?-)? ?(?<code>${codes})\\b`, 'g'),
  new RegExp(`(?:(?<number>${number})[ -]?(?:\\(\\d+\\) ?)?|\\b)(?<word>${moneyWord})(?![\\w])`, 'g'),
  new RegExp(`\\b(?<word>${moneyWord})\\.? ?(?<number>\\d[\\d.,]*)`, 'g'),
]

/** A bare number that is told as a price: after a word of price, or written with two decimals. */
const barePrice =
  /(?:\b(?:costs?|priced? (?:at|of|is|was)?|price:|pay(?:ing)?|sells? for|selling for|yours for|going for|for (?:only|just|as little as)|(?:now|only|just) (?:only |just |for ){0,3}|down to|reduced to|drops? to|marked down to|as low as|starting (?:at|from)|from just)\s*:?\s*(?:only |just |now |at ){0,3})(?<number>\d[\d.,]*\d|\d)(?![\d]|[.,]\d|\s*(?:%|percent|left|in stock|days?|weeks?|hours?|minutes?|months?|years?|business|working|x\b|×|pieces?|items?|pairs?|colou?rs?|sizes?|cm|mm|m\b|km|inch|inches|kg|g\b|grams?|oz|lbs?|l\b|ml|litres?|liters?|w\b|watts?|people|persons?|of (?:them|these|those|our|us)|stores?|reviews?|stars?|options?|more|others?|products?|results?|match|st\b|nd\b|rd\b|th\b|ways?|°))/g
const twoDecimals =
  /(?<![\d.,-])(?<number>\d{1,6}[.,]\d{2})(?![\d.,]*\d|\s*(?:%|m\b|cm|mm|km|kg|g\b|oz|l\b|ml|litres?|liters?|inch|stars?|\/|x\b|v\b|lb))/g

/** A bare number that ends what is said, "it is 49", "49 for you", "that makes 49 in total", "for forty-nine". */
const lastWords =
  '(?= ?(?:[.!?,;:)]|-|$|(?:today|now|all in|in total|at the|instead|for you|each|only|apiece|and it is yours)\\b))'
const plainNumber = `(?:\\d[\\d.,]{0,12}(?<![.,])|(?:zero|two|three|four|five|six|seven|eight|nine|t[a-z]{2,7}|eleven|f[a-z]{3,6}|s[a-z]{4,8}|e[a-z]{4,7}|n[a-z]{4,7}|hundred)(?<=\\b(?:${numberWord}))(?:[ -](?:and )?${numberWord}){0,6})`
const closingPrice = new RegExp(
  `\\b(?:is|at|for|say|do|makes?|about|pay|(?:sub)?total|price|costs?|now|it)(?: is| of|:)? ?(?:only |just |now |you |at ){0,2}(?<![\\d.,-])(?<number>${plainNumber})(?![\\d.,]*\\d)${lastWords}`,
  'g',
)
/** What such a number may be instead of a price. */
const otherNumbers =
  /\b(?:sizes?|orders?|numbers?|no|phone|call|codes?|zip|postcode|models?|level|page|step|option|age|capacity|temperature|rating|there (?:is|are)|until|till|from|open|on)\b/

const shares =
  /\b\d+(?:[.,]\d+)? ?(?:%|percent|per cent|pct|prozent)(?= ?(?:off|discount|less|cheaper|reduction|rabatt|savings?|lower|reduced|rebate|cash ?back|price))|(?:save|saving|discount of|reduced by|off by|rebate of|knock|take) (?:up to |an extra |another )?\d+(?:[.,]\d+)? ?(?:%|percent|per cent)|\b(?:half|third|quarter|tenth) (?:the |of the |its )?(?:usual |normal |regular |original )?(?:price|off|cost)|\bhalf[- ]price|\bninety percent|\b(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)[- ]?(?:five )?percent (?:off|discount|less|cheaper)|\b(?:two|three|2|3|buy one)[ -](?:for|get)[ -](?:one|1|the price of)|\b(?:a|one|two) (?:half|third|quarter|fifth|sixth|eighth|tenth)s? (?:of (?:that|it|this|the)|off|less|cheaper|back|lower)\b|\bhalf (?:of (?:that|it|this)|now)\b|\b(?:reduced|cut|lowered|down|dropped) by (?:a|one|two|half)\b|\d ?(?:%|percent) of (?=[$€£¥]|the (?:usual |list |normal )?price|that\b|it\b)|\b(?:less|minus) (?:a |one |two |another )?(?:hundred|ten|twenty|thirty|forty|fifty|\d)|\d (?:for (?:two|three|four|five|both|the pair|[2-9]\b))/g

const freeWords =
  /\bfor free\b|\bfree of charge\b|\bno charge\b|\bfor nothing\b|\bcosts? nothing\b|\bon the house\b|\bcomplimentary\b|\bgratis\b|\bkostenlos\b|\bumsonst\b|\bgratuite?\b|\bzero (?:cost|charge|dollars|euros)\b|\bat no (?:extra |additional )?(?:cost|charge)\b|\bwithout (?:charge|cost|paying)\b|\b(?:no|needn't|need not|don't (?:have|need) to|do not (?:have|need) to|no need to) pay(?:ment)?\b|\bnothing to pay\b|\bon (?:me|us)\b(?! )|\b(?:we|i)(?:'ll| will)? gift\b|\b(?:costs?|costs? you|is|for) zero\b|\bfree\b/g
const harmlessFree =
  /\bfeel free\b|[\w]-free\b|\bfree (?:from|to|of(?! charge)|time|hand|hands|standing)\b|\b(?:gluten|fluorocarbon|pfc|pfas|toxin|wrinkle|lead|bpa|cruelty|plastic|chlorine|fragrance|solvent|hands|lint|odou?r|iron|crease) free\b|\b(?:colleague|person|nobody|anybody|someone|team|one|we|they|hands?) (?:is|are|will be|becomes?|was|be) free\b|\bnobody free\b/g

/** Every amount, every "free" and every share of a price that the sentence speaks of. */
export function readMentions(sentence: string): Mention[] {
  const text = plain(sentence)
  const mentions: Mention[] = []
  for (const pattern of patterns) for (const match of text.matchAll(pattern)) addAmount(mentions, match)
  for (const pattern of [barePrice, twoDecimals])
    for (const match of text.matchAll(pattern)) addBare(mentions, match)
  if (!otherNumbers.test(text)) for (const match of text.matchAll(closingPrice)) addBare(mentions, match)
  for (const match of text.matchAll(shares)) {
    mentions.push({ kind: 'share', values: [], currencies: [], at: match.index, text: match[0] })
  }
  const unfree = text.replace(harmlessFree, (found) => '·'.repeat(found.length))
  for (const match of unfree.matchAll(freeWords)) {
    mentions.push({ kind: 'free', values: [0], currencies: [], at: match.index, text: match[0] })
  }
  return mentions.sort((a, b) => a.at - b.at)
}

function addAmount(mentions: Mention[], match: RegExpMatchArray): void {
  const { symbol, code, word, number: raw, unit } = match.groups ?? {}
  const at = match.index ?? 0
  if (/^(?:a|an|un|um|half)$/.test(raw?.trim() ?? '') && !word) return
  const currencies = symbol
    ? (symbols[symbol.slice(-1)] ?? [])
    : code
      ? [code.toUpperCase()]
      : currenciesOf(word ?? '')
  const cents = symbol === '¢' || /^(?:cents?|centimes?|pennies|penny|pence)$/.test(word ?? '')
  const factor = (cents ? 0.01 : 1) * (unit === 'million' ? 1e6 : unit ? 1000 : 1)
  const values = raw ? readNumber(raw).map((value) => value * factor) : []
  if (word && !raw && /\b(?:in|us|our|of|the|your) $/.test(`${match.input?.slice(0, at) ?? ''}`)) return // "prices are in dollars"
  const inside = mentions.find(
    (entry) =>
      entry.kind === 'amount' && at < entry.at + entry.text.length && entry.at < at + match[0].length,
  )
  if (inside) {
    if (values.length > 0 && inside.values.length === 0) inside.values = values
    return
  }
  mentions.push({ kind: 'amount', values, currencies, at, text: match[0] })
}

function addBare(mentions: Mention[], match: RegExpMatchArray): void {
  const raw = match.groups?.number ?? ''
  const at = (match.index ?? 0) + match[0].lastIndexOf(raw)
  const known = mentions.some((entry) => at < entry.at + entry.text.length && entry.at < at + raw.length)
  if (!known) mentions.push({ kind: 'amount', values: readNumber(raw), currencies: [], at, text: raw })
}

function currenciesOf(word: string): string[] {
  const found = Object.entries(wordsOfMoney).find(([pattern]) => new RegExp(`^(?:${pattern})$`).test(word))
  return found ? found[1] : []
}

function readNumber(raw: string): number[] {
  const text = raw.trim()
  return /\d/.test(text) ? readDigits(text) : [readSpelled(text)]
}

/** Both readings where a sign may part thousands or decimals. */
function readDigits(text: string): number[] {
  const bare = text.replace(/[' ]/g, '')
  const readings = new Set<number>()
  const lastSign = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','))
  if (lastSign < 0) return [Number(bare)]
  const decimals = bare.length - lastSign - 1
  const whole = bare.slice(0, lastSign).replace(/[.,]/g, '')
  if (decimals !== 3 || /[.,].*[.,]/.test(bare)) readings.add(Number(`${whole}.${bare.slice(lastSign + 1)}`))
  else {
    readings.add(Number(whole + bare.slice(lastSign + 1)))
    readings.add(Number(`${whole}.${bare.slice(lastSign + 1)}`))
  }
  if (decimals === 3) readings.add(Number(bare.replace(/[.,]/g, '')))
  return [...readings].filter((value) => Number.isFinite(value))
}

function readSpelled(text: string): number {
  let total = 0
  let part = 0
  for (const word of text.split(/[ -]+/)) {
    const value = numberWordValues[word]
    if (value === undefined) continue
    if (value === 100) part = Math.max(part, 1) * 100
    else if (value === 1000) {
      total += Math.max(part, 1) * 1000
      part = 0
    } else part += value
  }
  return total + part
}

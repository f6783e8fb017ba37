import { type Money, minorDigits } from '#contract/money.ts'
import type { SlotRules } from '#contract/slots.ts'

const euro = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC ME SM VA XK'
const others =
  'AE AED AR ARS AU AUD BR BRL CA CAD CH CHF CL CLP CN CNY CO COP CZ CZK DK DKK EG EGP GB GBP HK HKD HU HUF ' +
  'ID IDR IL ILS IN INR IS ISK JP JPY KR KRW LI CHF MA MAD MX MXN MY MYR NG NGN NO NOK NZ NZD PE PEN PH PHP ' +
  'PL PLN RO RON RS RSD SA SAR SE SEK SG SGD TH THB TR TRY TW TWD UA UAH US USD VN VND ZA ZAR'

/** ISO 4217 by ISO 3166-1, where shops' visitors mostly are; others see the catalog's currency. */
const currencies = new Map<string, string>([
  ...euro.split(' ').map((country): [string, string] => [country, 'EUR']),
  ...[...others.matchAll(/(\w\w) (\w{3})/g)].map(([, country = '', currency = '']): [string, string] => [
    country,
    currency,
  ]),
])

/** What is paid with there; null: not known. */
export function currencyOf(country: string | null): string | null {
  return country === null ? null : (currencies.get(country) ?? null)
}

/**
 * The price as it would be in the visitor's currency by the rates the shop has entered: "about CHF 120". Only
 * for reading, whole units from ten on; what is charged is the catalog's price. null: the same currency, or no rate.
 */
export function aboutPrice(
  price: Money,
  currency: string | null,
  rates: SlotRules['rates'],
  locale: string,
): string | null {
  const rate = currency === null || currency === price.currency ? undefined : rates[currency]
  if (currency === null || rate === undefined) return null
  const value = (price.amount / 10 ** minorDigits(price.currency)) * rate
  return `about ${formatterFor(locale, currency, value >= 10).format(value)}`
}

const formatters = new Map<string, Intl.NumberFormat>()

function formatterFor(locale: string, currency: string, isWhole: boolean): Intl.NumberFormat {
  const key = `${locale} ${currency} ${isWhole}`
  const known = formatters.get(key)
  if (known) return known
  const style = { style: 'currency', currency, currencyDisplay: 'code' } as const
  const made = new Intl.NumberFormat(locale, isWhole ? { ...style, maximumFractionDigits: 0 } : style)
  if (formatters.size < 200) formatters.set(key, made)
  return made
}

/** An amount in minor units (cents; whole yen) of an ISO 4217 currency. Never a float. */
export interface Money {
  amount: number
  currency: string
}

const digitsOf = new Map<string, number>()

/** How many decimal places a currency has: 2 for USD, 0 for JPY, 3 for KWD. Unknown codes count as 2. */
export function minorDigits(currency: string): number {
  const known = digitsOf.get(currency)
  if (known !== undefined) return known
  let digits = 2
  try {
    digits =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2
  } catch {
    digits = 2 // not a currency code that the platform knows
  }
  digitsOf.set(currency, digits)
  return digits
}

/** `{ amount: 12900, currency: 'USD' }` as a shopper reads it: `$129.00`. */
export function formatMoney(money: Money, locale = 'en-US'): string {
  const value = money.amount / 10 ** minorDigits(money.currency)
  return formatterOf(money.currency, locale)?.format(value) ?? `${value.toFixed(2)} ${money.currency}`
}

/** Formatters are costly to make (dozens of microseconds) and few are needed: one per currency and locale. */
const formatters = new Map<string, Intl.NumberFormat | null>()
const MOST_FORMATTERS = 500

function formatterOf(currency: string, locale: string): Intl.NumberFormat | null {
  const key = `${currency} ${locale}`
  const known = formatters.get(key)
  if (known !== undefined) return known
  const made = makeFormatter(currency, locale)
  if (formatters.size < MOST_FORMATTERS) formatters.set(key, made)
  return made
}

/** null: not a currency code or a locale. */
function makeFormatter(currency: string, locale: string): Intl.NumberFormat | null {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency })
  } catch {
    return null
  }
}

/** `amount` × `quantity` in the same currency. */
export function multiplyMoney(money: Money, quantity: number): Money {
  return { amount: money.amount * quantity, currency: money.currency }
}

/** The sum; all must share the first one's currency. Throws a RangeError where they do not. */
export function sumMoney(parts: readonly Money[], currency: string): Money {
  let amount = 0
  for (const part of parts) {
    if (part.currency !== currency) throw new RangeError(`cannot add ${part.currency} to ${currency}`)
    amount += part.amount
  }
  return { amount, currency }
}

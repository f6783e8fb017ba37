import { type Money, minorDigits } from '#contract/money.ts'

/**
 * A price as shops write it: `129.00 USD`, `USD 1,299.00`, `129,90 EUR`, `1.299,00`, or a bare number in
 * the currency given. null: not a price, or finer than the currency's smallest coin.
 */
export function parsePrice(text: string, currency: string): Money | null {
  const match = /^\s*([A-Za-z]{3})?\s*(\d[\d.,' \u00a0]*)\s*([A-Za-z]{3})?\s*$/.exec(text)
  if (!match) return null
  const code = (match[1] ?? match[3] ?? currency).toUpperCase()
  const digits = minorDigits(code)
  const parts = splitNumber((match[2] ?? '').replace(/[' \u00a0]/g, ''), digits)
  if (!parts) return null
  const fraction = parts.fraction.replace(/0+$/, '')
  if (fraction.length > digits) return null
  const amount = Number(parts.whole + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(amount) ? { amount, currency: code } : null
}

// the last separator is the decimal one, unless it stands before exactly three digits in a currency
// without thousandths: `1,299 USD` is a thousand and more
function splitNumber(text: string, digits: number): { whole: string; fraction: string } | null {
  const match = /^(\d+(?:[.,]\d{3})*?)(?:([.,])(\d+))?$/.exec(text)
  if (!match) return null
  const [, whole = '', mark, fraction = ''] = match
  if (mark && /[.,]/.test(whole) && whole.includes(mark)) {
    return fraction.length === 3 ? { whole: whole.replace(/[.,]/g, '') + fraction, fraction: '' } : null
  }
  const grouped = mark === ',' && fraction.length === 3 && digits !== 3
  if (grouped) return { whole: whole.replace(/[.,]/g, '') + fraction, fraction: '' }
  return { whole: whole.replace(/[.,]/g, ''), fraction }
}

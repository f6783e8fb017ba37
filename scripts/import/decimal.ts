export interface NumberStyle {
  /** What stands before the decimals. */
  decimal: '.' | ','
}

const plain = /^-?\d+(?:\.\d+)?$/
const anyNumber = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i

/** A number as shops write it: `1234.5`, `£1,234.50`, `1 234,50 €`, `(12.00)` for below zero; null: no number. */
export function readNumber(text: string, style: NumberStyle): number | null {
  if (plain.test(text) && (style.decimal === '.' || !text.includes('.'))) return Number(text)
  const negative = /^\(.*\)$/.test(text.trim())
  const bare = text.replace(/^\s*\(|\)\s*$/g, '').replace(/^[\p{Sc}A-Z\s]+|[\p{Sc}A-Z\s]+$/gu, '')
  const signed = bare.replace(/^([-+\u2212])[\p{Sc}\s]+/u, '$1').replace('\u2212', '-')
  const grouping = style.decimal === '.' ? /[,\s'’](?=\d{3}(?!\d))/g : /[.\s'’](?=\d{3}(?!\d))/g
  const number = signed.replace(grouping, '')
  if (style.decimal === ',' && number.includes('.')) return null
  return signedNumber(number.replace(style.decimal, '.'), negative)
}

function signedNumber(number: string, negative: boolean): number | null {
  if (!anyNumber.test(number)) return null
  return negative ? -Number(number) : Number(number)
}

/** Minor units of an amount, halves away from zero; the smallest error of binary fractions is forgiven. */
export function minorUnits(value: number, digits: number): number {
  const scaled = Math.abs(value) * 10 ** digits
  const rounded = Math.round(scaled + scaled * 1e-12)
  return value < 0 ? -rounded || 0 : rounded
}

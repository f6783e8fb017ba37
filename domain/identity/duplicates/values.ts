import type { FieldKind } from './fields.ts'

const nothing = new Set(['', 'null', 'none', 'nan', 'na', 'n/a', 'nil', 'unknown', 'undefined', '-', '?'])

/** The form in which a value is compared; empty where there is none. */
export function comparable(kind: FieldKind, raw: string): string {
  const plain = raw.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
  if (nothing.has(plain)) return ''
  if (kind === 'email') return plain.replace(/\s+/g, '')
  if (kind === 'date') return comparableDate(plain)
  if (kind === 'phone') return plain.replace(/\D/g, '').slice(-9)
  return plain.replace(/[^\p{L}\p{N}]/gu, '')
}

/** Year, month and day as eight digits where the value is a date; else whatever digits there are. */
function comparableDate(plain: string): string {
  const [, year, month, day] = /^(\d{4})\D(\d{1,2})\D(\d{1,2})(?:\D|$)/.exec(plain) ?? []
  if (year && month && day) return year + month.padStart(2, '0') + day.padStart(2, '0')
  const [, first, second, last] = /^(\d{1,2})\D(\d{1,2})\D(\d{4})$/.exec(plain) ?? []
  if (first && second && last) return last + second.padStart(2, '0') + first.padStart(2, '0')
  return plain.replace(/\D/g, '')
}

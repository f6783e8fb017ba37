import type { Money } from '#contract/money.ts'
import { readerLocale } from './time.ts'

/** An amount in minor units as the reader writes it: `$129.00`. */
export function money(value: Money): string {
  try {
    const format = new Intl.NumberFormat(readerLocale, { style: 'currency', currency: value.currency })
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2
    return format.format(value.amount / 10 ** digits)
  } catch {
    return `${value.amount / 100} ${value.currency}` // not a currency code that the platform knows
  }
}

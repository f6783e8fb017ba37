import type { Money } from '../../../contract/money.ts'

/** `$129`, or `$129.50` where there are cents. */
export function priceText({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, minimumFractionDigits: 0 })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  const value = amount / 10 ** digits
  return Number.isInteger(value)
    ? format.format(value)
    : new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(value)
}

/** As events have it: whole units, and the currency. */
export function moneyOf({ amount, currency }: Money): { price: number; currency: string } {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  return { price: amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2), currency }
}

const day = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric' })
const dayAndYear = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', year: 'numeric' })

/** An ISO date or moment as `March 4`, with its year where that is not this one. */
export function dayText(iso: string): string {
  // a date alone is that day everywhere, not midnight in London
  const moment = new Date(iso.length === 10 ? `${iso}T12:00:00` : iso)
  return moment.getFullYear() === new Date().getFullYear() ? day.format(moment) : dayAndYear.format(moment)
}

/** `hydrostatic head` as a heading. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

import type { PredictionName } from '#contract/segments.ts'

/** Digits behind the point of a currency: 2 where it is not known. */
export function digitsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    return format.resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** How many of a rule's units one on the screen is: minor units for money, hundredths for chances. */
export function unitOf(measure: string, currency: string | undefined): number {
  return ['revenue', 'average'].includes(measure) ? 10 ** digitsOf(currency ?? 'USD') : 1
}

export function predictionUnit(name: PredictionName): number {
  if (name.startsWith('value_')) return 100
  return name.startsWith('orders_') ? 1 : 0.01
}

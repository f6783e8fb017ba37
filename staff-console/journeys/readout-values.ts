import type { MetricUnit, Readout, ReadoutDifference } from '#contract/readouts.ts'
import { money } from '../look/money.ts'
import { texts } from '../texts.ts'

const words = texts.journeys.readout

/** A value of a person as a reader takes it in: `12.4%`, `€48.20`, `1.3`, `21.4 days`. */
export function shownValue(value: number | null, unit: MetricUnit, currency: string): string {
  if (value === null) return words.unknown
  if (unit === 'share') return `${(value * 100).toFixed(1)}%`
  if (unit === 'money') return money({ amount: Math.round(value), currency })
  return unit === 'days' ? `${value.toFixed(1)} days` : value.toFixed(2)
}

/** A difference, with its sign; of shares in percentage points. */
export function differenceOf(value: number, unit: MetricUnit, currency: string): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±'
  const size = Math.abs(value)
  if (unit === 'share') return `${sign}${(size * 100).toFixed(1)} points`
  return `${sign}${shownValue(size, unit, currency)}`
}

/** Which way a difference points for the shop; `open` where its interval holds no difference. */
export function directionOf({
  absolute,
  better,
}: ReadoutDifference): 'better' | 'worse' | 'open' | 'unknown' {
  if (absolute === null) return 'unknown'
  if (absolute.low <= 0 && absolute.high >= 0) return 'open'
  return absolute.low > 0 === (better === 'higher') ? 'better' : 'worse'
}

/** What the interval of the journey's own measure says, as a sentence. Never said before the plan is reached. */
export function verdictOf({ differences, currency }: Readout): string | null {
  const primary = differences.find(({ isPrimary }) => isPrimary)
  if (!primary) return null
  const direction = directionOf(primary)
  if (primary.absolute === null || direction === 'unknown') return words.verdictOf.unknown(primary.words)
  const { low, high } = primary.absolute
  return words.verdictOf[direction](
    primary.words,
    differenceOf(low, primary.unit, currency),
    differenceOf(high, primary.unit, currency),
  )
}

import { texts } from '../texts.ts'

const words = texts.sources.gap
const MINUTE_MS = 60_000

/** A time between two events in words: `4 minutes`, `hour`, `3 days`. */
export function gapInWords(ms: number): string {
  const minutes = ms / MINUTE_MS
  if (minutes < 90) return words.minutes(Math.round(minutes))
  return minutes < 36 * 60
    ? words.hours(Math.round(minutes / 60))
    : words.days(Math.round(minutes / (24 * 60)))
}

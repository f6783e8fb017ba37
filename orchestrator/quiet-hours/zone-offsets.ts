import { Temporal } from 'temporal-polyfill'

/** From `since` on, so many milliseconds ahead of UTC. */
interface Stretch {
  since: number
  offset: number
}

const DAY = 86_400_000
/** Stretches are kept for this long at a time, and a little beyond. */
const SPAN = 400 * DAY
const MOST = 2000

const known = new Map<string, Stretch[]>()

/** What is added to UTC to read this zone's clock. Throws RangeError for a zone that does not exist. */
export function offsetAt(zone: string, at: number): number {
  return stretchesAround(zone, at).findLast(({ since }) => since <= at)?.offset ?? 0
}

/** When the clock is next put forward or back, within the days that matter here; null: not soon. */
export function nextOffset(zone: string, at: number): number | null {
  return stretchesAround(zone, at).find(({ since }) => since > at)?.since ?? null
}

function stretchesAround(zone: string, at: number): Stretch[] {
  const span = Math.floor(at / SPAN)
  const key = `${zone} ${span}`
  const found = known.get(key)
  if (found) return found
  if (known.size >= MOST) known.clear()
  const made = stretchesOf(zone, span * SPAN, (span + 1) * SPAN + 20 * DAY)
  known.set(key, made)
  return made
}

function stretchesOf(zone: string, from: number, until: number): Stretch[] {
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone)
  const stretches: Stretch[] = []
  for (;;) {
    const since = stretches.length === 0 ? from : at.epochMilliseconds
    stretches.push({ since, offset: at.offsetNanoseconds / 1e6 })
    const next = at.getTimeZoneTransition('next')
    if (next === null || next.epochMilliseconds >= until) return stretches
    at = next
  }
}

/** Whether a zone is one, in the platform's own data. */
export function isZone(zone: string): boolean {
  if (zones.has(zone)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    return false
  }
  if (zones.size >= MOST) zones.clear()
  zones.add(zone)
  return true
}
const zones = new Set<string>()

/** Equal for zones that go by one clock, from this year's beginning until the end of the next. */
export function clockOf(zone: string, now: Date): string {
  const year = Date.UTC(now.getUTCFullYear(), 0, 1)
  const key = `${zone} ${year}`
  const found = clocks.get(key)
  if (found) return found
  const clock = Array.from({ length: 48 }, (_, half) => offsetAt(zone, year + half * 15 * DAY)).join(' ')
  if (clocks.size >= MOST) clocks.clear()
  clocks.set(key, clock)
  return clock
}
const clocks = new Map<string, string>()

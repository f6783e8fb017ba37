const DAY_MS = 86_400_000
/** Nothing that a shop tracks is older. */
const OLDEST = Date.UTC(1990, 0, 1)

export type ClockAnswer = { ok: true; at: Date } | { ok: false; code: 'bad_timestamp' | 'clock_ahead' }

/**
 * When it happened by our clock: as Segment does, the difference between `timestamp` and `sentAt` on the
 * sender's clock, counted back from the arrival. Without `sentAt` the timestamp is believed. A little ahead
 * becomes the arrival; more than a day ahead is a clock that is wrong.
 */
export function occurredAt(timestamp: unknown, sentAt: unknown, receivedAt: Date): ClockAnswer {
  if (timestamp === undefined || timestamp === null) return { ok: true, at: receivedAt }
  const said = readTime(timestamp)
  if (said === null) return { ok: false, code: 'bad_timestamp' }
  const sent = readTime(sentAt)
  const arrived = receivedAt.getTime()
  const at = sent === null ? said : arrived - (sent - said)
  if (at > arrived + DAY_MS) return { ok: false, code: 'clock_ahead' }
  if (at < OLDEST) return { ok: false, code: 'bad_timestamp' }
  return { ok: true, at: at >= arrived ? receivedAt : new Date(at) }
}

const ISO = /^[+-]?\d{4,6}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/

/** Milliseconds since 1970 of an ISO 8601 text, a Date, or such a number; null: none of them. */
export function readTime(value: unknown): number | null {
  if (value instanceof Date) return finite(value.getTime())
  if (typeof value === 'number') return finite(value)
  if (typeof value !== 'string' || value.length > 40 || !ISO.test(value)) return null
  // without a zone it is UTC, wherever this server stands
  const zoned = /Z|[+-]\d\d:?\d\d$/.test(value) || !/[T ]/.test(value)
  return finite(Date.parse(zoned ? value : `${value}Z`))
}

function finite(ms: number): number | null {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? ms : null
}

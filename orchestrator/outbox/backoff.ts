const BASE_MS = 1000
const MOST_MS = 15 * 60_000

/**
 * How long to wait before the next attempt, after so many: exponential, with full jitter, so that what failed
 * together does not come back together (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 * Never sooner than the provider asks. `random`: from 0 up to 1.
 */
export function backoffMs(attempts: number, random: number, afterMs = 0): number {
  const ceiling = Math.min(MOST_MS, BASE_MS * 2 ** Math.min(attempts - 1, 30))
  return Math.max(afterMs, Math.round(random * ceiling))
}

/** How fast one provider may be given messages: a token bucket of one second's worth. */
export interface Pace {
  /** Takes up to so many tokens now; answers how many. */
  take: (most: number, atMs: number) => number
  /** Gives back what was not used. */
  giveBack: (tokens: number) => void
  /** How long until there is a token; 0: now. */
  waitMs: (atMs: number) => number
  /** The provider asks for a rest; of a long one only the beginning is kept here. */
  restFor: (ms: number, atMs: number) => void
}

/**
 * The message that was refused waits as long as it was told to. One such answer may be about one device or one
 * recipient, and must not silence everybody for a day; and what is half sent must go on within its lease.
 */
const MOST_REST_MS = 30_000

/** Starts full. Its clock is given: milliseconds that only ever grow. */
export function createPace(perSecond: number, startMs: number): Pace {
  const room = Math.max(1, perSecond)
  let tokens = room
  let filledAt = startMs
  let restsUntil = startMs
  const fill = (atMs: number) => {
    tokens = Math.min(room, tokens + (Math.max(0, atMs - filledAt) * perSecond) / 1000)
    filledAt = Math.max(filledAt, atMs)
  }
  return {
    take: (most, atMs) => {
      fill(atMs)
      if (atMs < restsUntil) return 0
      const taken = Math.min(most, Math.floor(tokens + 1e-9))
      tokens -= taken
      return taken
    },
    giveBack: (given) => {
      tokens = Math.min(room, tokens + given)
    },
    waitMs: (atMs) => {
      fill(atMs)
      const short = 1 - tokens
      const empty = short <= 1e-9 ? 0 : Math.ceil((short * 1000) / perSecond)
      return Math.max(empty, Math.ceil(restsUntil - atMs), 0)
    },
    restFor: (ms, atMs) => {
      restsUntil = Math.max(restsUntil, atMs + Math.min(ms, MOST_REST_MS))
    },
  }
}

import { type Sequences, userCount } from '../models/interactions.ts'
import type { SessionModel } from '../models/sessions.ts'
import { emptyRanking, type Ranking, rankInSession } from '../models/sessions-next.ts'

export interface NextClickReport {
  /** Clicks that were to be foretold: all of a session but the first. */
  clicks: number
  sessions: number
  /** Shares of them that were among the first 20, and the mean of 1 / rank (0 beyond 20). */
  hr20: number
  mrr20: number
  /** The share of the model's items that were in any first 20. */
  coverage20: number
  /** Microseconds of a prediction, the making of its first 20 included. */
  us: { p50: number; p90: number }
}

const TOP = 20
/** Predictions made before the clock counts, so that the code is compiled. */
const WARM = 2000

/**
 * For every click of a session but the first: all items ranked from the clicks before it. `sessions` uses the
 * model's item numbers, -1 for an item it does not know: to come upon one is a miss. Sessions of one click are
 * left out. `clock` answers milliseconds.
 */
export async function evaluateNextClick(
  model: SessionModel,
  sessions: Sequences,
  clock: () => number,
  pace: () => Promise<void> = async () => {},
): Promise<NextClickReport> {
  const ranking = emptyRanking(TOP)
  warm(model, sessions, ranking)
  const shown = new Uint8Array(model.items)
  const times: number[] = []
  const sum = { sessions: 0, hits: 0, reciprocal: 0 }
  for (const session of longSessions(sessions)) {
    sum.sessions++
    for (let length = 1; length < session.length; length++) {
      const began = clock()
      rankInSession(model, session, length, ranking)
      times.push((clock() - began) * 1000)
      const rank = rankOf(ranking, session[length] ?? -1)
      if (rank > 0) {
        sum.hits++
        sum.reciprocal += 1 / rank
      }
      for (let n = 0; n < ranking.size; n++) shown[ranking.item[n] ?? 0] = 1
    }
    await pace()
  }
  const clicks = Math.max(1, times.length)
  times.sort((a, b) => a - b)
  return {
    clicks: times.length,
    sessions: sum.sessions,
    hr20: sum.hits / clicks,
    mrr20: sum.reciprocal / clicks,
    coverage20: shown.reduce((count, one) => count + one, 0) / Math.max(1, model.items),
    us: { p50: quantile(times, 0.5), p90: quantile(times, 0.9) },
  }
}

function* longSessions(sessions: Sequences): Generator<Int32Array> {
  for (let s = 0; s < userCount(sessions); s++) {
    const session = sessions.item.subarray(sessions.start[s], sessions.start[s + 1])
    if (session.length > 1) yield session
  }
}

function warm(model: SessionModel, sessions: Sequences, ranking: Ranking): void {
  let made = 0
  for (const session of longSessions(sessions))
    for (let length = 1; length < session.length; length++) {
      rankInSession(model, session, length, ranking)
      if (++made === WARM) return
    }
}

/** From 1; 0: it is not there, as -1 never is. */
function rankOf(ranking: Ranking, item: number): number {
  for (let n = 0; n < ranking.size; n++) if (ranking.item[n] === item) return n + 1
  return 0
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

import type { RatingMatrix } from '../models/ratings-matrix.ts'

export const SHOWN = 10

/** A user whose answer is known: what they wanted of what is ranked for them. */
export interface Judged {
  /** In the matrix that was learned from; null where nothing is known of them. */
  user: number | null
  /** Items they had; `known` is how many of them, unknown ones included, could have been wanted at best. */
  wanted: ReadonlySet<number>
  known: number
}

/** Fills `out` with a score for every item. */
export type ScoreUser = (user: number | null, out: Float64Array) => void

export interface RatingQuality {
  ndcg10: number
  /** Share of the items that are in anybody's first ten. */
  coverage10: number
}

const discount = Float64Array.from({ length: SHOWN }, (_, rank) => 1 / Math.log2(rank + 2))

/**
 * Ranks all items that a user has not had and compares the first ten with what they wanted: binary gain, mean
 * over users (Järvelin and Kekäläinen 2002); at best all of the first min(10, wanted) are right.
 */
export async function judgeRatings(
  judged: readonly Judged[],
  had: RatingMatrix,
  score: ScoreUser,
  pace: () => Promise<void>,
): Promise<RatingQuality> {
  const scores = new Float64Array(had.items)
  const shown = new Set<number>()
  let sum = 0
  for (const { user, wanted, known } of judged) {
    scores.fill(0)
    score(user, scores)
    leaveOut(scores, had, user)
    const first = firstOf(scores, SHOWN)
    for (const item of first) shown.add(item)
    sum += gainOf(first, wanted) / idealOf(known)
    await pace()
  }
  return {
    ndcg10: judged.length === 0 ? 0 : sum / judged.length,
    coverage10: had.items === 0 ? 0 : shown.size / had.items,
  }
}

function leaveOut(scores: Float64Array, had: RatingMatrix, user: number | null): void {
  if (user === null) return
  for (let n = had.start[user] ?? 0; n < (had.start[user + 1] ?? 0); n++) scores[had.item[n] ?? 0] = -Infinity
}

function gainOf(first: readonly number[], wanted: ReadonlySet<number>): number {
  return first.reduce((sum, item, rank) => sum + (wanted.has(item) ? (discount[rank] ?? 0) : 0), 0)
}

function idealOf(wanted: number): number {
  let sum = 0
  for (let rank = 0; rank < Math.min(SHOWN, wanted); rank++) sum += discount[rank] ?? 0
  return sum
}

/** The items with the highest scores, highest first; those at minus infinity are never among them. */
export function firstOf(scores: Float64Array, limit: number): number[] {
  const first: number[] = []
  let least = -Infinity
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item] as number
    if (!(score > least)) continue
    let at = first.length
    while (at > 0 && (scores[first[at - 1] ?? 0] ?? 0) < score) at--
    first.splice(at, 0, item)
    if (first.length > limit) first.pop()
    if (first.length === limit) least = scores[first[limit - 1] ?? 0] ?? -Infinity
  }
  return first
}

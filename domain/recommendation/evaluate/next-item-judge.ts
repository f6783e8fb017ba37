import type { Asked } from './next-item-data.ts'

export interface NextItemQuality {
  /** Share of users whose next item was among the first ten. */
  hr10: number
  /** Mean of 1 / log2(rank + 1), 0 beyond the first ten. */
  ndcg10: number
}

/** Adds scores for every item to `out`, by what was had before. */
export type ScoreHistory = (history: Int32Array, out: Float64Array, asked: number) => void

/**
 * Ranks all items that the user has not had, without sampling. What came next is ranked even where it had come
 * before. Items of the same score count as ahead of it: what a model cannot tell apart it has not found.
 */
export async function judgeNextItem(
  asked: readonly Asked[],
  items: number,
  score: ScoreHistory,
  pace: () => Promise<void>,
): Promise<NextItemQuality> {
  const scores = new Float64Array(items)
  let [hits, gain] = [0, 0]
  for (const [n, { history, next }] of asked.entries()) {
    scores.fill(0)
    score(history, scores, n)
    const rank = rankOf(scores, history, next)
    if (rank <= 10) {
      hits++
      gain += 1 / Math.log2(rank + 1)
    }
    await pace()
  }
  const users = Math.max(1, asked.length)
  return { hr10: hits / users, ndcg10: gain / users }
}

function rankOf(scores: Float64Array, history: Int32Array, next: number): number {
  const own = scores[next] ?? 0
  for (const item of history) scores[item] = -Infinity
  scores[next] = -Infinity
  let rank = 1
  for (let i = 0; i < scores.length; i++) if ((scores[i] as number) >= own) rank++
  return rank
}

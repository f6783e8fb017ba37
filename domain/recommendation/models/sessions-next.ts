import type { ScoredItem } from './interactions.ts'
import type { SessionModel } from './sessions.ts'
import { gatherCandidates } from './sessions-candidates.ts'
import { readFeatures } from './sessions-features.ts'
import { scratchOf } from './sessions-scratch.ts'

/** Candidates that are weighed; what the neighbours hardly speak for is not. */
export const CANDIDATES = 60

/** An answer that is used again and again: the first `size` entries, best first. */
export interface Ranking {
  item: Int32Array
  score: Float64Array
  size: number
}

export function emptyRanking(limit: number): Ranking {
  return { item: new Int32Array(limit), score: new Float64Array(limit), size: 0 }
}

/**
 * What this session clicks next, best first; always as many as `ranking` holds, where there are as many items,
 * and items of the session itself may come again. `clicks` are item numbers, the oldest first; below zero: not
 * an item of the model. Allocates nothing; tens of microseconds.
 *
 * Where no earlier session knows more than this one: what is popular of late. Else
 * score = sum of weight x feature: the logarithm of a conditional logit (McFadden 1974) over the candidates.
 */
export function rankInSession(
  model: SessionModel,
  clicks: ArrayLike<number>,
  length: number,
  ranking: Ranking,
): void {
  const scratch = scratchOf(model)
  gatherCandidates(model, scratch, clicks, length, Math.max(CANDIDATES, ranking.item.length))
  const { row } = scratch
  const { weights } = model
  ranking.size = 0
  for (let f = 0; f < scratch.finds; f++) {
    const candidate = scratch.found[f] ?? 0
    if (scratch.heard === 0) {
      place(ranking, candidate, model.recentPopularity[candidate] ?? 0)
      continue
    }
    readFeatures(model, scratch, candidate, row)
    let score = 0
    for (let x = 0; x < row.length; x++) score += (weights[x] ?? 0) * (row[x] ?? 0)
    place(ranking, candidate, score)
  }
}

/** The same, as entries. */
export function nextInSession(model: SessionModel, clicks: ArrayLike<number>, limit: number): ScoredItem[] {
  const ranking = emptyRanking(limit)
  rankInSession(model, clicks, clicks.length, ranking)
  return Array.from({ length: ranking.size }, (_, n) => ({
    item: ranking.item[n] ?? 0,
    score: ranking.score[n] ?? 0,
  }))
}

function place(ranking: Ranking, candidate: number, value: number): void {
  const { item, score } = ranking
  const room = item.length
  if (ranking.size === room && (room === 0 || value <= (score[room - 1] ?? 0))) return
  let at = ranking.size < room ? ranking.size++ : room - 1
  while (at > 0 && (score[at - 1] ?? 0) < value) {
    score[at] = score[at - 1] ?? 0
    item[at] = item[at - 1] ?? 0
    at--
  }
  score[at] = value
  item[at] = candidate
}

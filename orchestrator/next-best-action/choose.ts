import type { LostAction, NextBestAction, ScoredAction } from './actions.ts'
import { byWorth } from './score.ts'

/** The best action that nothing bars, by its best channel; the others with what they lost to. */
export function chooseBest(scored: readonly ScoredAction[]): NextBestAction {
  const ordered = [...scored].sort(byWorth)
  const best = ordered.find(({ barredBy }) => barredBy === null) ?? null
  const losers = ordered
    .filter((each) => each !== best)
    .map((each): LostAction => {
      if (each.barredBy !== null || !best) return { ...each, lost: { to: 'gate' } }
      return { ...each, lost: { to: 'action', actionId: best.action.actionId } }
    })
  return { best, losers, barred: null }
}

import {
  type NextBestAction,
  type NextBestActionDeps,
  nextBestActions,
  type Surface,
} from '#orchestrator/index.ts'

/** What the shop could best do next for each of these people on a surface; reads only. */
export type NextBest = (
  asked: { customerIds: readonly string[]; surface: Surface },
  now: Date,
) => Promise<Map<string, NextBestAction>>

/** The one function of the orchestrator, with what it needs of this house. */
export function openNextBest(deps: NextBestActionDeps): NextBest {
  return (asked, now) => nextBestActions(deps, asked, now)
}

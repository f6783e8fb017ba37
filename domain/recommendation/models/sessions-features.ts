import type { SessionModel } from './sessions.ts'
import type { Scratch } from './sessions-scratch.ts'

/** What speaks for a candidate; logarithms, so that their weighted sum is a product of powers. */
export const sessionFeatures = [
  'neighbours', // share of what the neighbours had near the match
  'rules', // share of what followed the latest items
  'popularity',
  'popularity of late',
  'any neighbour had it',
  'any rule names it',
  // the candidate is in the session already:
  'it was the latest',
  'one different item back',
  'two back',
  'three back',
  'four or more back',
  'clicks on it so far',
  'neighbours, once more',
  'steps back',
  'length of the session',
  // neither neighbours nor rules nor the session speak for it:
  'popularity of late, alone',
  'popularity, alone',
] as const

export const FEATURES = sessionFeatures.length
const LATEST = 6
const STEPS_APART = 4
/** A share of nothing; its logarithm stays finite. */
const LITTLE = 1e-4

/** Fills `row` for a candidate that `gatherCandidates` has left in the scratch. */
export function readFeatures(
  model: SessionModel,
  scratch: Scratch,
  candidate: number,
  row: Float64Array,
): void {
  row.fill(0)
  const near = scratch.near[candidate] ?? 0
  const rule = scratch.rule[candidate] ?? 0
  const logNear = Math.log(near + LITTLE)
  row[0] = logNear
  row[1] = Math.log(rule + LITTLE)
  row[2] = model.popularity[candidate] ?? 0
  row[3] = model.recentPopularity[candidate] ?? 0
  row[4] = near > 0 ? 1 : 0
  row[5] = rule > 0 ? 1 : 0
  if (scratch.ownAt[candidate] !== scratch.turn) {
    if (near > 0 || rule > 0) return
    row[15] = row[3] ?? 0
    row[16] = row[2] ?? 0
    return
  }
  const back = scratch.ownBack[candidate] ?? 0
  row[LATEST + Math.min(back, STEPS_APART)] = 1
  row[11] = Math.log(scratch.ownTimes[candidate] ?? 1)
  row[12] = logNear
  row[13] = Math.log(1 + back)
  row[14] = Math.log(scratch.length)
}

/**
 * Before a shop has sessions enough to learn from: about what two public click sets of shops agree on. Learned
 * weights are pulled towards them as well.
 */
export const usualWeights = Float64Array.from([
  0.8, 0.3, -0.2, 0.1, -1.5, -1.4, -1, 1.2, 0.8, 0.6, 0.3, 0.5, -0.6, -0.2, 0, 0.2, 0.3,
])

import { chiSquareUpper } from './distributions.ts'

/** Below this the arms do not hold whom they should: the readout is blocked. */
const BLOCKED_BELOW = 0.001
/** With very many people a deviation is found that matters to nothing. */
const LEAST_DEVIATION = 0.001

/** People who were looked at by a holdout of one and the same share. */
export interface Looked {
  /** Held out by plan, of 0 to 1; null: not on record. */
  share: number | null
  control: number
  treated: number
}

/** Sample ratio mismatch: whether the arms hold as many people as planned. */
export interface SrmAnswer {
  observed: { control: number; treated: number }
  expected: { control: number; treated: number }
  /** null: nothing to test. */
  p: number | null
  isMismatch: boolean
}

/**
 * Chi-square of the arms against the shares at the moment of each exposure. Where the share has been changed
 * meanwhile the counts of all shares are added up, expected and observed; each person is one draw, so the
 * variance is Σ s(1 − s). With one share that is Pearson's test of two cells.
 */
export function srm(looked: readonly Looked[]): SrmAnswer {
  const observed = { control: 0, treated: 0 }
  let [expected, variance] = [0, 0]
  for (const { share, control, treated } of looked) {
    if (share === null) continue
    observed.control += control
    observed.treated += treated
    expected += (control + treated) * share
    variance += (control + treated) * share * (1 - share)
  }
  const total = observed.control + observed.treated
  const off = observed.control - expected
  const p = variance > 0 ? chiSquareUpper(off ** 2 / variance, 1) : null
  return {
    observed,
    expected: { control: expected, treated: total - expected },
    p,
    isMismatch: p !== null && p < BLOCKED_BELOW && Math.abs(off) / total >= LEAST_DEVIATION,
  }
}

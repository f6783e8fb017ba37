/** What is kept of one arm and one measure: as much as a test needs, and nobody's own figure. */
export interface Sample {
  n: number
  sum: number
  sumSquares: number
  /** 0 or 1 of each person: the variance is p(1 − p), without n − 1. */
  isShare?: boolean | undefined
}

export function meanOf({ n, sum }: Sample): number {
  return n === 0 ? Number.NaN : sum / n
}

/** Of a mean (Σx² − (Σx)²/n)/(n − 1), never negative; null: there are too few. */
export function varianceOf(sample: Sample): number | null {
  const { n, sum, sumSquares, isShare } = sample
  if (n < 2) return null
  if (isShare) {
    const share = sum / n
    return Math.max(0, share * (1 - share))
  }
  const variance = (sumSquares - (sum * sum) / n) / (n - 1)
  // what rounding leaves of equal numbers is nothing
  return variance <= 1e-12 * (sumSquares / n) ? 0 : variance
}

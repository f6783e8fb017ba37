import { tCritical, tTwoSided } from './distributions.ts'
import { meanOf, type Sample, varianceOf } from './sample.ts'

/** 95 of a hundred intervals hold the truth. */
export const ALPHA = 0.05

export type DifferenceKind = 'absolute' | 'relative'

/** How much more the second has than the first, with its interval. */
export interface Compared {
  difference: number
  standardError: number
  low: number
  high: number
  p: number
}

interface Estimate {
  difference: number
  standardError: number
}

/**
 * The difference of two means and its standard error: absolute, or relative to the first by the delta method
 * (of which |mean| is the base, so that from −10 to −5 is +0.5). null where it cannot be said: fewer than two in
 * an arm, or a base of 0.
 */
function estimate(a: Sample, b: Sample, kind: DifferenceKind): Estimate | null {
  const [varianceA, varianceB] = [varianceOf(a), varianceOf(b)]
  if (varianceA === null || varianceB === null) return null
  const [meanA, meanB] = [meanOf(a), meanOf(b)]
  if (kind === 'absolute')
    return { difference: meanB - meanA, standardError: Math.sqrt(varianceA / a.n + varianceB / b.n) }
  if (meanA === 0) return null
  const variance = varianceB / (b.n * meanA ** 2) + (varianceA * meanB ** 2) / (a.n * meanA ** 4)
  return { difference: (meanB - meanA) / Math.abs(meanA), standardError: Math.sqrt(variance) }
}

/**
 * Welch's t-test, two-sided, of `b` against `a`, at a horizon fixed before; degrees of freedom after Welch and
 * Satterthwaite, from the absolute variances. null where nothing can be said, also where neither arm varies and
 * yet they differ: that is no chance, and no measure of chance either.
 */
export function welch(a: Sample, b: Sample, kind: DifferenceKind): Compared | null {
  const found = estimate(a, b, kind)
  if (found === null) return null
  const { difference, standardError } = found
  if (standardError === 0) return difference === 0 ? { ...found, low: 0, high: 0, p: 1 } : null
  const degrees = degreesOfFreedom(a, b)
  const margin = tCritical(ALPHA, degrees) * standardError
  return {
    ...found,
    low: difference - margin,
    high: difference + margin,
    p: tTwoSided(difference / standardError, degrees),
  }
}

function degreesOfFreedom(a: Sample, b: Sample): number {
  const [ofA, ofB] = [(varianceOf(a) ?? 0) / a.n, (varianceOf(b) ?? 0) / b.n]
  return (ofA + ofB) ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1))
}

/**
 * The same, valid however often it is looked at: an asymptotic confidence sequence (Waudby-Smith and others,
 * arXiv 2103.06476), narrowest where both arms together hold `plannedTotal` people. Wider than Welch's.
 */
export function anytime(a: Sample, b: Sample, kind: DifferenceKind, plannedTotal: number): Compared | null {
  const found = estimate(a, b, kind)
  if (found === null) return null
  const { difference, standardError } = found
  if (standardError === 0) return difference === 0 ? { ...found, low: 0, high: 0, p: 1 } : null
  const n = a.n + b.n
  const logs = -2 * Math.log(ALPHA)
  const rho = Math.sqrt((logs + Math.log(logs + 1)) / plannedTotal)
  const spread = n * rho ** 2 + 1
  const margin =
    standardError *
    Math.sqrt(n) *
    Math.sqrt((2 * spread * Math.log(Math.sqrt(spread) / ALPHA)) / (n * rho) ** 2)
  const s = (difference ** 2 * n) / standardError ** 2
  // of the logarithm: E itself overflows where the evidence is strong
  const logE = (rho ** 2 * s) / (2 * spread) - Math.log(spread) / 2
  return {
    ...found,
    low: difference - margin,
    high: difference + margin,
    p: Math.min(1, Math.exp(-logE)),
  }
}

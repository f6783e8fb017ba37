import { logBeta, logGamma } from '#domain/segments/index.ts'

/** Steps of a continued fraction or a series; both end far before that. */
const MOST_TERMS = 10_000
const TINY = 1e-300
const EPSILON = 1e-15

/**
 * The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1, by its continued fraction (DLMF
 * 8.17.22) evaluated after Lentz; held to a relative 1e-11 against published values.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // the fraction converges fast below the mean; above it the other tail is reckoned
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a
  return front / betaFraction(x, a, b)
}

function betaFraction(x: number, a: number, b: number): number {
  const termAt = (n: number) => {
    const m = Math.floor(n / 2)
    return n % 2 === 0
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
  }
  return lentz(1, termAt, () => 1)
}

/** b0 + a1 / (b1 + a2 / (b2 + …)), after Lentz as Thompson and Barnett changed it (1986). */
function lentz(first: number, a: (n: number) => number, b: (n: number) => number): number {
  let value = first || TINY
  let c = value
  let d = 0
  for (let n = 1; n <= MOST_TERMS; n++) {
    d = 1 / (b(n) + a(n) * d || TINY)
    c = b(n) + a(n) / c || TINY
    const step = c * d
    value *= step
    if (Math.abs(step - 1) < EPSILON) break
  }
  return value
}

/** P(|T| ≥ |t|) of Student's t with so many degrees of freedom (DLMF 8.17 and Abramowitz and Stegun 26.5.27). */
export function tTwoSided(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return 0
  // of the two equal forms the one whose argument keeps its digits
  const near = t * t < degrees
  return near
    ? 1 - incompleteBeta((t * t) / (degrees + t * t), 0.5, degrees / 2)
    : incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/** The t that is exceeded on both sides together with probability `alpha`. */
export function tCritical(alpha: number, degrees: number): number {
  let [low, high] = [0, 1]
  while (tTwoSided(high, degrees) > alpha && high < 1e12) high *= 2
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2
    if (tTwoSided(middle, degrees) > alpha) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(X ≥ x) of chi-square: the upper regularised incomplete gamma function Q(degrees / 2, x / 2). */
export function chiSquareUpper(x: number, degrees: number): number {
  if (x <= 0) return 1
  const [a, at] = [degrees / 2, x / 2]
  const front = Math.exp(a * Math.log(at) - at - logGamma(a))
  return at < a + 1 ? 1 - front * gammaSeries(at, a) : front / gammaFraction(at, a)
}

/** DLMF 8.11.4. */
function gammaSeries(x: number, a: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < MOST_TERMS && Math.abs(term) > EPSILON * sum; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

/** DLMF 8.9.2, in its even part. */
function gammaFraction(x: number, a: number): number {
  return lentz(
    x + 1 - a,
    (n) => -n * (n - a),
    (n) => x + 2 * n + 1 - a,
  )
}

/** Lanczos' approximation with g = 7 and nine terms (Lanczos 1964; coefficients by Godfrey): about 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI)

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const at = x - 1
  let sum = LANCZOS[0] ?? 1
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] ?? 0) / (at + i)
  const t = at + 7.5
  return HALF_LOG_2PI + (at + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/** ln(eᵘ + eᵛ) without overflow. */
export function logSumExp(u: number, v: number): number {
  const most = Math.max(u, v)
  return most === -Infinity ? -Infinity : most + Math.log(Math.exp(u - most) + Math.exp(v - most))
}

const MOST_TERMS = 20_000

/** Gauss' hypergeometric series 2F1(a, b; c; z) for 0 ≤ z < 1 and c > 0. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let k = 0; k < MOST_TERMS; k++) {
    term *= (((a + k) * (b + k)) / (c + k) / (k + 1)) * z
    sum += term
    if (Math.abs(term) <= 1e-15 * Math.abs(sum)) break
  }
  return sum
}

export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))
}

/** ln(p / (1 − p)), kept away from the infinite. */
export function logit(p: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, p))
  return Math.log(inside / (1 - inside))
}

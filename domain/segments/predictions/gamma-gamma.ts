import { minimise } from './minimise.ts'
import { logGamma } from './special-functions.ts'

/**
 * The gamma-gamma model of what a purchase is worth: Fader and Hardie, "The Gamma-Gamma Model of Monetary
 * Value", 2013. A customer's purchases vary around their own mean, and the means vary between customers.
 * It holds where value and frequency go their own ways; `correlation` says how far.
 */
export interface GammaGamma {
  p: number
  q: number
  gamma: number
}

export interface Spending {
  /** Purchases that the mean is of. */
  x: number
  /** Mean value of those purchases, above 0. */
  mean: number
}

export interface GammaGammaFit {
  model: GammaGamma
  likelihood: number
  customers: number
  /** Of frequency and mean value: near 0 where the model may be used. */
  correlation: number
  converged: boolean
}

/** Maximum likelihood over customers with purchases of positive value; fitted to values of mean 1. */
export async function fitGammaGamma(
  spendings: readonly Spending[],
  pause: () => Promise<void>,
): Promise<GammaGammaFit> {
  const usable = spendings.filter(({ x, mean }) => x > 0 && mean > 0)
  const scale = usable.reduce((sum, { mean }) => sum + mean, 0) / Math.max(1, usable.length) || 1
  const scaled = usable.map(({ x, mean }) => ({ x, mean: mean / scale }))
  const toModel = (logs: readonly number[]): GammaGamma => {
    const [p = 1, q = 1, gamma = 1] = logs.map(Math.exp)
    return { p, q, gamma }
  }
  const cost = (logs: readonly number[]) =>
    logs.some((log) => Math.abs(log) > 15) ? Infinity : -logLikelihood(toModel(logs), scaled)
  const found = await minimise(cost, [Math.log(5), Math.log(3), Math.log(1)], pause)
  const { p, q, gamma } = toModel(found.at)
  return {
    model: { p, q, gamma: gamma * scale },
    likelihood: -found.value,
    customers: usable.length,
    correlation: correlate(usable),
    converged: found.converged,
  }
}

/** ln L, formula (1a) of the note. */
export function logLikelihood({ p, q, gamma }: GammaGamma, spendings: readonly Spending[]): number {
  let sum = 0
  for (const { x, mean } of spendings)
    sum +=
      logGamma(p * x + q) -
      logGamma(p * x) -
      logGamma(q) +
      q * Math.log(gamma) +
      (p * x - 1) * Math.log(mean) +
      p * x * Math.log(x) -
      (p * x + q) * Math.log(gamma + x * mean)
  return sum
}

/**
 * What a purchase of this customer is worth, formula (5): their own mean, drawn to everybody's the more, the
 * fewer purchases there are. null where the population has no mean (q ≤ 1) and the customer none either.
 */
export function expectedValue({ p, q, gamma }: GammaGamma, { x, mean }: Spending): number | null {
  const weight = p * x + q - 1
  return weight <= 0 ? null : (p * (gamma + x * mean)) / weight
}

function correlate(spendings: readonly Spending[]): number {
  const n = spendings.length
  const meanX = spendings.reduce((sum, { x }) => sum + x, 0) / n
  const meanM = spendings.reduce((sum, { mean }) => sum + mean, 0) / n
  let [xx, mm, xm] = [0, 0, 0]
  for (const { x, mean } of spendings) {
    xx += (x - meanX) ** 2
    mm += (mean - meanM) ** 2
    xm += (x - meanX) * (mean - meanM)
  }
  return xx > 0 && mm > 0 ? xm / Math.sqrt(xx * mm) : 0
}

import { minimise } from './minimise.ts'
import { hypergeometric, logBeta, logGamma, logSumExp } from './special-functions.ts'

/**
 * The BG/NBD model of repeat purchases: Fader, Hardie and Lee, "Counting Your Customers" the Easy Way,
 * Marketing Science 24(2), 2005. While alive a customer buys at random with rate λ ~ gamma(r, α); after each
 * purchase they leave for good with probability p ~ beta(a, b). Time is in weeks.
 */
export interface BgNbd {
  r: number
  alpha: number
  a: number
  b: number
}

/** What the model sees of a customer: repeat purchases, when the last was, and for how long we have looked. */
export interface Repeats {
  /** Purchases after the first. */
  x: number
  /** From the first to the last; 0 where there was one only. */
  tx: number
  /** From the first until now. */
  T: number
}

/** Customers with the same history count once, with their number. */
interface Weighted extends Repeats {
  customers: number
}

export interface BgNbdFit {
  model: BgNbd
  /** Logarithm; of all customers together. */
  likelihood: number
  customers: number
  converged: boolean
}

/** Maximum likelihood. The parameters are searched by their logarithms, and so stay above 0. */
export async function fitBgNbd(histories: readonly Repeats[], pause: () => Promise<void>): Promise<BgNbdFit> {
  const grouped = groupEqual(histories)
  const toModel = (logs: readonly number[]): BgNbd => {
    const [r = 1, alpha = 1, a = 1, b = 1] = logs.map(Math.exp)
    return { r, alpha, a, b }
  }
  const cost = (logs: readonly number[]) =>
    logs.some((log) => Math.abs(log) > 15) ? Infinity : -sumLikelihood(toModel(logs), grouped)
  const typical = histories.reduce((sum, { T }) => sum + T, 0) / Math.max(1, histories.length)
  const start = [Math.log(0.5), Math.log(Math.max(0.1, typical / 4)), 0, Math.log(2)]
  const found = await minimise(cost, start, pause)
  return {
    model: toModel(found.at),
    likelihood: -found.value,
    customers: histories.length,
    converged: found.converged,
  }
}

/** ln L of these histories, formula (6) of the paper. */
export function logLikelihood(model: BgNbd, histories: readonly Repeats[]): number {
  return sumLikelihood(model, groupEqual(histories))
}

function groupEqual(histories: readonly Repeats[]): Weighted[] {
  const groups = new Map<string, Weighted>()
  for (const { x, tx, T } of histories) {
    const key = `${x} ${tx} ${T}`
    const known = groups.get(key)
    if (known) known.customers++
    else groups.set(key, { x, tx, T, customers: 1 })
  }
  return [...groups.values()]
}

function sumLikelihood(model: BgNbd, histories: readonly Weighted[]): number {
  const { r, alpha, a, b } = model
  const ofCount: number[] = [] // what depends on x alone, worked out once
  let sum = 0
  for (const { x, tx, T, customers } of histories) {
    ofCount[x] ??= logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + logBeta(a, b + x) - logBeta(a, b)
    const alive = -(r + x) * Math.log(alpha + T)
    const gone = x === 0 ? -Infinity : Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + tx)
    sum += customers * ((ofCount[x] ?? 0) + logSumExp(alive, gone))
  }
  return sum
}

/** The probability that a customer has not left for good. */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, { x, tx, T }: Repeats): number {
  if (x === 0) return 1
  return 1 / (1 + Math.exp(Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + T) / (alpha + tx))))
}

/**
 * How many purchases to expect in the next `t` weeks, formula (10) of the paper, with Euler's transformation
 * of its hypergeometric function: the parameters then stay small however often somebody bought.
 */
export function expectedPurchases(model: BgNbd, history: Repeats, t: number): number {
  if (t <= 0) return 0
  const { r, alpha, b } = model
  const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a // the formula divides by a − 1
  const c = a + b + history.x - 1
  const z = t / (alpha + history.T + t)
  const series = hypergeometric(a + b - 1 - r, a - 1, c, z)
  const purchases = (c / (a - 1)) * (1 - (1 - z) ** (a - 1) * series)
  return purchases * probabilityAlive(model, history)
}

/** The probability of no purchase at all in the next `t` weeks. */
export function probabilityOfNone(model: BgNbd, history: Repeats, t: number): number {
  const alive = probabilityAlive(model, history)
  const { alpha, r } = model
  return 1 - alive + alive * ((alpha + history.T) / (alpha + history.T + t)) ** (r + history.x)
}

import { FEATURES, featuresOf } from './features.ts'

export interface Example {
  text: string
  isStop: boolean
}

const ROUNDS = 20
const RATE = 0.5
const DECAY = 2e-6

/**
 * Logistic regression over the hashed features, each message scaled to length one, by stochastic gradient
 * descent with AdaGrad's step sizes (Duchi, Hazan, Singer 2011). The order of the examples is drawn from a
 * fixed seed, so the same examples give the same weights; the weights are the mean over the later rounds (Polyak, Juditsky
 * 1992), which a few odd sentences move less. The last one is the intercept.
 */
export function learn(examples: readonly Example[]): Float32Array {
  const weights = new Float32Array(FEATURES + 1)
  const mean = new Float32Array(FEATURES + 1)
  const squares = new Float32Array(FEATURES + 1).fill(1e-3)
  const rows = examples.map(({ text, isStop }) => ({ features: featuresOf(text), label: isStop ? 1 : 0 }))
  const order = rows.map((_, at) => at)
  let seed = 7
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      const j = seed % (i + 1)
      const [a = 0, b = 0] = [order[i], order[j]]
      order[i] = b
      order[j] = a
    }
    for (const at of order) {
      const row = rows[at]
      if (!row) continue
      const scale = 1 / Math.sqrt(row.features.length)
      const error = probability(weights, row.features) - row.label
      for (const place of row.features) step(weights, squares, place, error * scale)
      step(weights, squares, FEATURES, error * 0.1)
    }
    if (round >= ROUNDS / 2)
      for (const [place, weight] of weights.entries())
        mean[place] = (mean[place] ?? 0) + weight / (ROUNDS / 2)
  }
  return mean
}

function step(weights: Float32Array, squares: Float32Array, place: number, slope: number): void {
  const gradient = slope + DECAY * (weights[place] ?? 0)
  const square = (squares[place] ?? 0) + gradient * gradient
  squares[place] = square
  weights[place] = (weights[place] ?? 0) - (RATE * gradient) / Math.sqrt(square)
}

/** How likely a message with these features is a wish to hear no more. */
export function probability(weights: ArrayLike<number>, features: Uint32Array, unit = 1): number {
  let sum = 0
  for (const place of features) sum += weights[place] ?? 0
  const score = (sum * unit) / Math.sqrt(features.length || 1) + (weights[FEATURES] ?? 0) * unit
  return 1 / (1 + Math.exp(-score))
}

/** One choice: `size` rows of features one after another, and which of them were taken. */
export interface Choice {
  rows: Float64Array
  size: number
  /** Where several were, each was as if taken alone, and together they count one choice. */
  chosen: readonly number[]
}

const MOST_ROUNDS = 12
/** A gain in the logarithm of the likelihood that is no longer worth a round. */
const ENOUGH = 1e-2
/** How strongly the weights hold to the usual ones, in choices. */
const RIDGE = 1

/**
 * The weights of a conditional logit (McFadden 1974): the chance of a row is exp(weights · row) over the sum
 * for all rows. Newton's method with halved steps on the likelihood, which is concave, and a ridge towards
 * `usual`. The same choices give the same weights.
 */
export async function fitChoices(
  choices: readonly Choice[],
  usual: Float64Array,
  pace: () => Promise<void>,
): Promise<Float64Array> {
  let weights = usual.slice()
  let likelihood = likelihoodOf(choices, weights, usual)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await pace()
    const step = newtonStep(choices, weights, usual)
    await pace()
    let part = 1
    let gain = 0
    for (; part > 1e-3; part /= 2) {
      const tried = weights.map((weight, x) => weight + part * (step[x] ?? 0))
      const there = likelihoodOf(choices, tried, usual)
      if (!(there > likelihood)) continue
      gain = there - likelihood
      weights = tried
      likelihood = there
      break
    }
    if (gain < ENOUGH) break
  }
  return weights
}

const chances = new Float64Array(4096)

/** Fills `chances` for the rows of a choice; answers the logarithm of the chance of what was chosen. */
function weigh({ rows, size, chosen }: Choice, weights: Float64Array): number {
  const width = weights.length
  let highest = -Infinity
  for (let r = 0; r < size; r++) {
    let score = 0
    for (let x = 0; x < width; x++) score += (weights[x] ?? 0) * (rows[r * width + x] ?? 0)
    chances[r] = score
    if (score > highest) highest = score
  }
  let sum = 0
  for (let r = 0; r < size; r++) {
    chances[r] = Math.exp((chances[r] ?? 0) - highest)
    sum += chances[r] ?? 0
  }
  for (let r = 0; r < size; r++) chances[r] = (chances[r] ?? 0) / sum
  let likelihood = 0
  for (const row of chosen) likelihood += Math.log(Math.max(1e-300, chances[row] ?? 0))
  return likelihood / Math.max(1, chosen.length)
}

function likelihoodOf(choices: readonly Choice[], weights: Float64Array, usual: Float64Array): number {
  let sum = 0
  for (const choice of choices) sum += weigh(choice, weights)
  for (const [x, weight] of weights.entries()) sum -= (RIDGE / 2) * (weight - (usual[x] ?? 0)) ** 2
  return sum
}

function newtonStep(choices: readonly Choice[], weights: Float64Array, usual: Float64Array): Float64Array {
  const width = weights.length
  const slope = weights.map((weight, x) => -RIDGE * (weight - (usual[x] ?? 0)))
  const bend = new Float64Array(width * width)
  for (let x = 0; x < width; x++) bend[x * width + x] = RIDGE
  const mean = new Float64Array(width)
  for (const choice of choices) {
    weigh(choice, weights)
    addChoice(choice, mean, slope, bend)
  }
  for (let x = 0; x < width; x++) for (let y = 0; y < x; y++) bend[y * width + x] = bend[x * width + y] ?? 0
  return solve(bend, slope)
}

/** Adds what one choice says to slope and (the lower half of) bend. */
function addChoice(choice: Choice, mean: Float64Array, slope: Float64Array, bend: Float64Array): void {
  const { rows, size, chosen } = choice
  const width = mean.length
  mean.fill(0)
  for (let r = 0; r < size; r++)
    for (let x = 0; x < width; x++) mean[x] = (mean[x] ?? 0) + (chances[r] ?? 0) * (rows[r * width + x] ?? 0)
  for (let x = 0; x < width; x++) slope[x] = (slope[x] ?? 0) - (mean[x] ?? 0)
  for (const row of chosen)
    for (let x = 0; x < width; x++) slope[x] = (slope[x] ?? 0) + (rows[row * width + x] ?? 0) / chosen.length
  for (let r = 0; r < size; r++) {
    const chance = chances[r] ?? 0
    if (chance < 1e-6) continue
    for (let x = 0; x < width; x++) {
      const away = chance * ((rows[r * width + x] ?? 0) - (mean[x] ?? 0))
      for (let y = 0; y <= x; y++) {
        const at = x * width + y
        bend[at] = (bend[at] ?? 0) + away * ((rows[r * width + y] ?? 0) - (mean[y] ?? 0))
      }
    }
  }
}

/** Gaussian elimination; `bend` is positive definite by its ridge, so that no pivoting is needed. */
function solve(bend: Float64Array, slope: Float64Array): Float64Array {
  const n = slope.length
  const left = bend.slice()
  const right = slope.slice()
  for (let i = 0; i < n; i++)
    for (let row = i + 1; row < n; row++) {
      const factor = (left[row * n + i] ?? 0) / (left[i * n + i] ?? 1)
      if (factor === 0) continue
      for (let c = i; c < n; c++)
        left[row * n + c] = (left[row * n + c] ?? 0) - factor * (left[i * n + c] ?? 0)
      right[row] = (right[row] ?? 0) - factor * (right[i] ?? 0)
    }
  for (let i = n - 1; i >= 0; i--) {
    for (let c = i + 1; c < n; c++) right[i] = (right[i] ?? 0) - (left[i * n + c] ?? 0) * (right[c] ?? 0)
    right[i] = (right[i] ?? 0) / (left[i * n + i] ?? 1)
  }
  return right
}

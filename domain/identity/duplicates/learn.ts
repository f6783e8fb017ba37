import { isOfHousehold } from './fields.ts'
import { ALIKE, DIFFERENT, EXACT, HALF_SWAPPED, LEVELS, MISSING, NEAR, SWAPPED } from './levels.ts'
import { type FieldWeights, judge, type Model } from './model.ts'
import type { Patterns } from './patterns.ts'
import { forEachPaced, type Pause } from './pause.ts'
import type { Chance } from './strangers.ts'
import type { RecordTable } from './table.ts'

/** Where the search for m begins, and what it leans to where there is little to learn from. */
const usual = new Float64Array(LEVELS)
usual[EXACT] = 0.8
usual[NEAR] = 0.09
usual[ALIKE] = 0.03
usual[DIFFERENT] = 0.05
usual[SWAPPED] = 0.02
usual[HALF_SWAPPED] = 0.01

/** How many pairs of one person the usual rates count for. */
const LEAN = 8
const MOST_ROUNDS = 60
const STILL = 1e-4

/**
 * Learns the model from the candidates alone, by expectation maximisation (Dempster, Laird and Rubin 1977; for
 * record linkage Winkler 1988). All other pairs are taken for strangers, so what is learned are shares of all
 * pairs and the rates of strangers stay those of chance, less what is one person among random pairs.
 */
export async function learnModel(
  table: RecordTable,
  candidates: Patterns,
  chance: Chance,
  pause: Pause,
): Promise<Model> {
  const all = (table.size * (table.size - 1)) / 2
  let model = firstModel(table, chance)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = model.same
    model = await nextModel(model, candidates, chance, all, pause)
    if (round > 5 && Math.abs(model.same - before) < STILL * before) break
  }
  return model
}

const leastRate = (chance: Chance) => 0.5 / Math.max(1, chance.pairs)

function firstModel(table: RecordTable, chance: Chance): Model {
  const fields = table.columns.map((column) => column.field)
  const mixed = fields.some(isOfHousehold) && !fields.every(isOfHousehold)
  const least = leastRate(chance)
  return {
    fields,
    weights: chance.rates.map(
      (rate, at): FieldWeights => ({
        m: usual,
        u: rate.map((share) => Math.max(share, least)),
        bound: null,
        parents: chance.parents[at] ?? [],
      }),
    ),
    same: Math.min(0.01, 0.2 / table.size),
    household: mixed ? 0.05 / table.size : 0,
  }
}

async function nextModel(
  model: Model,
  candidates: Patterns,
  chance: Chance,
  all: number,
  pause: Pause,
): Promise<Model> {
  const judged = judge(model)
  const seen = model.fields.map(() => new Float64Array(LEVELS))
  let same = 0
  let household = 0
  await forEachPaced(candidates.levels, pause, (pattern, index) => {
    const count = candidates.counts[index] ?? 0
    const posterior = judged(pattern)
    same += posterior.same * count
    household += posterior.household * count
    for (const [at, level] of pattern.entries()) {
      const levels = seen[at]
      if (levels && level !== MISSING) levels[level] = (levels[level] ?? 0) + posterior.same * count
    }
  })
  const next = {
    ...model,
    same: (same + 0.5) / (all + 1),
    household: model.household === 0 ? 0 : (household + 0.05) / (all + 1),
  }
  return {
    ...next,
    weights: model.weights.map((weights, at) => {
      const m = leaning(seen[at] ?? new Float64Array(LEVELS), usual, LEAN)
      const u = ofStrangers(chance.rates[at] ?? m, m, next.same, leastRate(chance))
      return { ...weights, m, u, bound: boundRates(model, chance.bound[at] ?? null, at, u) }
    }),
  }
}

/** Shares of counts, with so many more counts in the shares of `toward`. */
function leaning(counts: Float64Array, toward: Float64Array, weight: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count, level) => (count + weight * (toward[level] ?? 0)) / (total + weight))
}

/** Random pairs are now and then one person: that share is taken out again. */
function ofStrangers(rates: Float64Array, m: Float64Array, same: number, least: number): Float64Array {
  return rates.map((rate, level) => Math.max((rate - same * (m[level] ?? 0)) / (1 - same), least))
}

const BOUND_LEAN = 20

function boundRates(model: Model, pairs: Patterns | null, at: number, u: Float64Array): Float64Array | null {
  if (pairs === null) return null
  const judged = judge(model)
  const seen = new Float64Array(LEVELS)
  for (const [index, pattern] of pairs.levels.entries()) {
    const level = pattern[at] ?? MISSING
    if (level === MISSING) continue
    seen[level] = (seen[level] ?? 0) + (1 - judged(pattern, at).same) * (pairs.counts[index] ?? 0)
  }
  const rates = leaning(seen, u, BOUND_LEAN)
  return rates.map((rate, level) => (level <= ALIKE ? Math.max(rate, u[level] ?? 0) : rate))
}

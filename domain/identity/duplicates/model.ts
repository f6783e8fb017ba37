import type { Field } from './fields.ts'
import { isOfHousehold } from './fields.ts'
import { MISSING, NEAR } from './levels.ts'

/** What the levels of a field tell. */
export interface FieldWeights {
  /** How often each level is seen of one person. */
  m: Float64Array
  /** How often of two strangers. */
  u: Float64Array
  /** How often of two strangers who agree in a field that this one follows from. */
  bound: Float64Array | null
  parents: number[]
}

/**
 * Fellegi and Sunter's model (1969) with a third kind of pair: beside one person and two strangers, two
 * people of one household, who share surname and address as one person would, and nothing else. Without
 * it a family would look like one person, as its address fields do not agree independently.
 */
export interface Model {
  fields: Field[]
  weights: FieldWeights[]
  /** Of all pairs of records, the share that is one person. */
  same: number
  /** And the share that is two people of one household. */
  household: number
}

/** How often strangers come to this level here, given what else they agree in. */
export function strangersRate(weights: FieldWeights, pattern: Uint8Array, level: number): number {
  const bound =
    weights.bound !== null && weights.parents.some((parent) => (pattern[parent] ?? MISSING) <= NEAR)
  return (bound ? weights.bound?.[level] : weights.u[level]) ?? 1
}

export interface Posterior {
  same: number
  household: number
}

/** Judges patterns by the model as it is; `without` leaves one field out. */
export function judge(model: Model): (pattern: Uint8Array, without?: number) => Posterior {
  const logs = model.weights.map(({ m, u, bound, parents }) => ({
    m: m.map(Math.log),
    u: u.map(Math.log),
    bound: bound?.map(Math.log) ?? null,
    parents,
  }))
  const shared = model.fields.map(isOfHousehold)
  const priors = [model.same, model.household, 1 - model.same - model.household].map(Math.log)
  return (pattern, without = -1) => {
    let [same = 0, household = 0, strangers = 0] = priors
    for (const [at, weights] of logs.entries()) {
      const level = pattern[at] ?? MISSING
      if (level === MISSING || at === without) continue
      const m = weights.m[level] ?? 0
      const u = strangersRate(weights, pattern, level)
      same += m
      household += shared[at] ? m : u
      strangers += u
    }
    const most = Math.max(same, household, strangers)
    const total = Math.exp(same - most) + Math.exp(household - most) + Math.exp(strangers - most)
    return { same: Math.exp(same - most) / total, household: Math.exp(household - most) / total }
  }
}

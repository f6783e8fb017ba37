import type { ComparePair } from './compare.ts'
import { isOfHousehold } from './fields.ts'
import { ALIKE, EXACT, MISSING } from './levels.ts'
import { type Model, strangersRate } from './model.ts'
import type { Column, RecordTable } from './table.ts'

/** How much of what a value's rarity says is believed where two values only resemble each other. */
const RARITY_OF_NEAR = 0.5

export interface Scorer {
  /** Writes, per field, the bits that it says for one person against strangers; NaN where it says nothing. */
  bits: (a: number, b: number, out: Float64Array) => void
  /** The levels of the pair that `bits` was last called for. */
  levels: Uint8Array
  /** What such bits of all fields come to, before anything else is known: log2 of the odds of one person. */
  total: (bits: Float64Array) => number
}

/**
 * Weighs pairs by the model and by how rare their values are: to share a rare surname says more than to
 * share a common one (term frequencies as in Winkler 2000 and in Splink).
 */
export function pairScorer(table: RecordTable, model: Model, compare: ComparePair): Scorer {
  const levels = new Uint8Array(table.columns.length)
  const shared = model.fields.map(isOfHousehold)
  const againstStrangers = Math.log2(model.same / (1 - model.same - model.household))
  const againstHousehold =
    model.household === 0 ? Number.POSITIVE_INFINITY : Math.log2(model.same / model.household)
  return {
    levels,
    bits: (a, b, out) => {
      compare(a, b, levels)
      for (let at = 0; at < table.columns.length; at++) {
        const column = table.columns[at]
        const says = column !== undefined && levels[at] !== MISSING
        out[at] = says ? bitsOf(column, model, levels, at, a, b) : Number.NaN
      }
    },
    total: (bits) => {
      let strangers = againstStrangers
      let household = againstHousehold
      for (let at = 0; at < bits.length; at++) {
        const bit = bits[at] ?? Number.NaN
        if (Number.isNaN(bit)) continue
        strangers += bit
        if (!shared[at]) household += bit
      }
      return -log2OfSum(-strangers, -household)
    },
  }
}

function bitsOf(column: Column, model: Model, levels: Uint8Array, at: number, a: number, b: number): number {
  const level = levels[at] ?? MISSING
  const weights = model.weights[at]
  if (!weights) return 0
  const plain = Math.log2(weights.u[level] ?? 1)
  const rarity = level <= ALIKE ? Math.log2(shareOf(column, a, b)) - Math.log2(column.coincidence) : 0
  const bound = Math.max(0, Math.log2(strangersRate(weights, levels, level)) - plain)
  const u = level === EXACT ? Math.log2(shareOf(column, a, b)) : plain + RARITY_OF_NEAR * rarity
  const dependent = column.field.kind === 'email' && level === EXACT ? 0 : bound
  return Math.log2(weights.m[level] ?? 1) - Math.min(0, u + dependent)
}

/** How common the more common of the two values is. */
function shareOf(column: Column, a: number, b: number): number {
  const one = column.counts[column.codes[a] ?? -1] ?? 1
  const other = column.counts[column.codes[b] ?? -1] ?? 1
  return Math.max(one, other) / column.filled
}

function log2OfSum(a: number, b: number): number {
  const most = Math.max(a, b)
  return most + Math.log2(2 ** (a - most) + 2 ** (b - most))
}

/** Log2 of odds as a probability. */
export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight)

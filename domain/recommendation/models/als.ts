import { smallGram, solveInPlace } from './als-solve.ts'
import { type RatingMatrix, transposed, usersOf } from './ratings-matrix.ts'

export interface AlsParams {
  factors: number
  /** What a pair that was not seen weighs against one that was: 0 would believe everybody wants everything. */
  unseen: number
  /** How strongly vectors are held small, for each thing seen and each unseen at its weight. */
  lambda: number
  sweeps: number
  seed: number
}

export const alsDefaults: AlsParams = { factors: 32, unseen: 0.2, lambda: 0.01, sweeps: 8, seed: 20_261_120 }

/**
 * Vectors of users and items whose products are near 1 where a user had an item and near 0 elsewhere: implicit
 * alternating least squares (Hu, Koren, Volinsky 2008), held small by how often a row was seen (Rendle et al.
 * 2021, "Revisiting the performance of iALS"). Plain data; users' vectors are made from their history.
 */
export interface AlsModel {
  kind: 'als'
  params: AlsParams
  items: number
  /** How many users it learned from. */
  users: number
  /** `item[i * factors + f]` */
  item: Float64Array
  /** Sum of the items' vectors' outer products, for making a user's vector. */
  itemGram: Float64Array
}

/** Whoever watches a training; `loss` never rises. */
export type OnSweep = (sweep: number, loss: () => number) => void

export async function trainAls(
  matrix: RatingMatrix,
  params: Partial<AlsParams> = {},
  pace: () => Promise<void> = async () => {},
  onSweep: OnSweep = () => {},
): Promise<AlsModel> {
  const chosen = { ...alsDefaults, ...params }
  const byItem = transposed(matrix)
  await pace()
  const user = new Float64Array(usersOf(matrix) * chosen.factors)
  const item = startVectors(matrix.items, chosen)
  for (let sweep = 1; sweep <= chosen.sweeps; sweep++) {
    await improve(matrix, user, item, chosen, pace)
    await improve(byItem, item, user, chosen, pace)
    onSweep(sweep, () => alsLoss(matrix, byItem, user, item, chosen))
  }
  const itemGram = smallGram(item, chosen.factors)
  return { kind: 'als', params: chosen, items: matrix.items, users: usersOf(matrix), item, itemGram }
}

/** Small and without order, the same for the same seed. */
function startVectors(items: number, { factors, seed }: AlsParams): Float64Array {
  let state = seed >>> 0
  return Float64Array.from({ length: items * factors }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0 // Numerical Recipes' quick generator
    return (state / 2 ** 32 - 0.5) / Math.sqrt(factors)
  })
}

const heldBy = (seen: number, others: number, { lambda, unseen }: AlsParams): number =>
  lambda * (seen + unseen * others)

/** Solves for every row's vector with the other side's held still. */
async function improve(
  rows: RatingMatrix,
  own: Float64Array,
  other: Float64Array,
  params: AlsParams,
  pace: () => Promise<void>,
): Promise<void> {
  const { factors } = params
  const base = await pacedGram(other, factors, pace)
  const left = new Float64Array(factors * factors)
  let work = 0
  for (let u = 0; u < usersOf(rows); u++) {
    const [from, until] = [rows.start[u] ?? 0, rows.start[u + 1] ?? 0]
    const vector = own.subarray(u * factors, (u + 1) * factors)
    solveRow(
      rows.item.subarray(from, until),
      rows.weight.subarray(from, until),
      other,
      base,
      params,
      left,
      vector,
    )
    work += (until - from + factors) * factors * factors
    if (work > 10_000_000) {
      work = 0
      await pace()
    }
  }
}

/** In pieces of some milliseconds: there may be a hundred thousand users. */
async function pacedGram(vectors: Float64Array, factors: number, pace: () => Promise<void>) {
  const sum = new Float64Array(factors * factors)
  const piece = Math.max(1, Math.floor(10_000_000 / (factors * factors))) * factors
  for (let at = 0; at < vectors.length; at += piece) {
    const part = smallGram(vectors.subarray(at, at + piece), factors)
    for (let f = 0; f < sum.length; f++) sum[f] = (sum[f] as number) + (part[f] as number)
    await pace()
  }
  return sum
}

/** The vector that loses least for one row: (unseen·Gram + Σ w v vᵀ + held·I) x = Σ w v. */
function solveRow(
  seen: Int32Array,
  weight: Float64Array,
  other: Float64Array,
  base: Float64Array,
  params: AlsParams,
  left: Float64Array,
  vector: Float64Array,
): void {
  const { factors, unseen } = params
  for (let f = 0; f < left.length; f++) left[f] = unseen * (base[f] as number)
  vector.fill(0)
  for (let n = 0; n < seen.length; n++) {
    const at = (seen[n] as number) * factors
    const worth = weight[n] as number
    for (let f = 0; f < factors; f++) {
      const x = worth * (other[at + f] as number)
      vector[f] = (vector[f] as number) + x
      const row = f * factors
      for (let g = 0; g <= f; g++) left[row + g] = (left[row + g] as number) + x * (other[at + g] as number)
    }
  }
  const held = heldBy(seen.length, other.length / factors, params)
  for (let f = 0; f < factors; f++) left[f * factors + f] = (left[f * factors + f] as number) + held
  solveInPlace(left, vector)
}

/** What training makes smaller: w(1 − x·y)² over what was seen, unseen·(x·y)² over all, and the vectors' size. */
function alsLoss(
  matrix: RatingMatrix,
  byItem: RatingMatrix,
  user: Float64Array,
  item: Float64Array,
  params: AlsParams,
): number {
  const { factors, unseen } = params
  let loss = 0
  for (let u = 0; u < usersOf(matrix); u++) {
    for (let n = matrix.start[u] ?? 0; n < (matrix.start[u + 1] ?? 0); n++) {
      const at = (matrix.item[n] ?? 0) * factors
      let product = 0
      for (let f = 0; f < factors; f++) product += (user[u * factors + f] ?? 0) * (item[at + f] ?? 0)
      loss += (matrix.weight[n] ?? 0) * (1 - product) ** 2
    }
  }
  const [users, items] = [smallGram(user, factors), smallGram(item, factors)]
  for (let f = 0; f < users.length; f++) loss += unseen * (users[f] ?? 0) * (items[f] ?? 0)
  return loss + sizeOf(matrix, user, params) + sizeOf(byItem, item, params)
}

function sizeOf(rows: RatingMatrix, own: Float64Array, params: AlsParams): number {
  let size = 0
  for (let u = 0; u < usersOf(rows); u++) {
    const held = heldBy((rows.start[u + 1] ?? 0) - (rows.start[u] ?? 0), rows.items, params)
    for (let f = u * params.factors; f < (u + 1) * params.factors; f++) size += held * (own[f] ?? 0) ** 2
  }
  return size
}

/** The vector of somebody who had these, whether training knew them or not. */
export function userVector(model: AlsModel, history: Int32Array, weight?: Float64Array): Float64Array {
  const { factors } = model.params
  const vector = new Float64Array(factors)
  const worth = weight ?? new Float64Array(history.length).fill(1)
  const left = new Float64Array(factors * factors)
  solveRow(history, worth, model.item, model.itemGram, model.params, left, vector)
  return vector
}

/** Adds to `out` how near every item is to this vector. */
export function scoreAls(model: AlsModel, vector: Float64Array, out: Float64Array, times = 1): void {
  const { factors } = model.params
  for (let i = 0; i < model.items; i++) {
    let sum = 0
    for (let f = 0; f < factors; f++) sum += (vector[f] as number) * (model.item[i * factors + f] as number)
    out[i] = (out[i] ?? 0) + times * sum
  }
}

import { invert, type Square } from './algebra.ts'
import { type RatingMatrix, usersOf } from './ratings-matrix.ts'
import { strongest } from './strongest.ts'

export interface EaseParams {
  /** Added to every item's count of itself: the larger, the more an item must have shown. */
  lambda: number
  /** The share of what a user had that training imagines away, 0 to below 1: holds down the popular. */
  drop: number
}

export const easeDefaults: EaseParams = { lambda: 500, drop: 0 }

/**
 * Item-to-item weights that best rebuild what users had from what else they had (Steck 2019, "Embarrassingly
 * shallow autoencoders": B = I − P diag(P)⁻¹ with P = (XᵀX + Λ)⁻¹; with `drop` p, Λ gains p/(1−p) of the
 * diagonal, Steck 2020). Plain data, cut to the weights that matter most.
 */
export interface EaseModel {
  kind: 'ease'
  params: EaseParams
  items: number
  /** What each item says: `neighbour[start[i]] … neighbour[start[i + 1] - 1]`, weightiest first, of either sign. */
  start: Int32Array
  neighbour: Int32Array
  weight: Float32Array
}

/** What users had together, weighed: XᵀX, its lower triangle. */
export async function gram(
  matrix: RatingMatrix,
  pace: () => Promise<void> = async () => {},
): Promise<Square> {
  const { items: size, start, item, weight } = matrix
  const value = new Float64Array(size * size)
  let work = 0
  for (let u = 0; u < usersOf(matrix); u++) {
    const [from, until] = [start[u] ?? 0, start[u + 1] ?? 0]
    for (let a = from; a < until; a++) {
      const row = (item[a] ?? 0) * size
      const worth = weight[a] ?? 0
      for (let b = from; b <= a; b++) {
        const at = row + (item[b] as number)
        value[at] = (value[at] as number) + worth * (weight[b] as number)
      }
    }
    work += (until - from) ** 2
    if (work > 2_000_000) {
      work = 0
      await pace()
    }
  }
  return { size, value }
}

/** The weights whole: `value[i * size + j]` is what having i says of j. Uses up the gram it is given. */
export async function easeWeights(
  counts: Square,
  params: EaseParams,
  pace: () => Promise<void> = async () => {},
): Promise<Square> {
  const { size, value } = counts
  const more = 1 + params.drop / (1 - params.drop)
  for (let i = 0; i < size; i++)
    value[i * size + i] = (value[i * size + i] ?? 0) * more + Math.max(params.lambda, 1e-6)
  const inverse = (await invert(counts, pace)).value
  const diagonal = Float64Array.from({ length: size }, (_, i) => inverse[i * size + i] ?? 1)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++)
      inverse[i * size + j] = i === j ? 0 : -(inverse[i * size + j] ?? 0) / (diagonal[j] ?? 1)
    if (i % 256 === 0) await pace()
  }
  return { size, value: inverse }
}

export async function trainEase(
  matrix: RatingMatrix,
  { keep = 300, ...params }: Partial<EaseParams> & { keep?: number } = {},
  pace: () => Promise<void> = async () => {},
): Promise<EaseModel> {
  const chosen = { ...easeDefaults, ...params }
  const whole = await easeWeights(await gram(matrix, pace), chosen, pace)
  const items = whole.size
  const kept = Math.min(keep, Math.max(0, items - 1))
  const all = Int32Array.from({ length: items }, (_, i) => i)
  const model = {
    kind: 'ease' as const,
    params: chosen,
    items,
    start: new Int32Array(items + 1),
    neighbour: new Int32Array(items * kept),
    weight: new Float32Array(items * kept),
  }
  let next = 0
  for (let i = 0; i < items; i++) {
    const row = whole.value.subarray(i * items, (i + 1) * items)
    for (const j of strongest(row.map(Math.abs), all, kept)) {
      model.neighbour[next] = j
      model.weight[next++] = row[j] ?? 0
    }
    model.start[i + 1] = next
    if (i % 64 === 0) await pace()
  }
  return { ...model, neighbour: model.neighbour.slice(0, next), weight: model.weight.slice(0, next) }
}

/** Adds to `out` what the items of a history say of every item. */
export function scoreEase(model: EaseModel, history: ArrayLike<number>, out: Float64Array): void {
  const { start, neighbour, weight } = model
  for (let h = 0; h < history.length; h++) {
    const item = history[h] ?? 0
    const end = start[item + 1] ?? 0
    for (let n = start[item] ?? 0; n < end; n++) {
      const j = neighbour[n] ?? 0
      out[j] = (out[j] ?? 0) + (weight[n] ?? 0)
    }
  }
}

import type { AlsModel } from './als.ts'
import { type EaseParams, easeWeights, gram } from './ease.ts'
import { type ItemItemModel, type ItemItemParams, itemItemDefaults } from './item-item.ts'
import type { RatingMatrix } from './ratings-matrix.ts'
import { strongest } from './strongest.ts'

type Pace = () => Promise<void>

/** EASE as neighbour lists, for serving: what speaks for an item, without what speaks against it. */
export async function easeNeighbours(
  matrix: RatingMatrix,
  ease: EaseParams,
  params: Partial<ItemItemParams>,
  pace: Pace,
): Promise<ItemItemModel> {
  const { value, size } = await easeWeights(await gram(matrix, pace), ease, pace)
  return listed('ease', size, params, (i) => value.subarray(i * size, (i + 1) * size), pace)
}

/** ALS as neighbour lists: the cosine of the items' vectors. */
export async function alsNeighbours(
  { item, items, params: { factors } }: AlsModel,
  params: Partial<ItemItemParams>,
  pace: Pace,
): Promise<ItemItemModel> {
  const unit = item.slice()
  for (let i = 0; i < items; i++) {
    const vector = unit.subarray(i * factors, (i + 1) * factors)
    const length = Math.hypot(...vector) || 1
    for (let f = 0; f < factors; f++) vector[f] = (vector[f] ?? 0) / length
  }
  const row = new Float64Array(items)
  const cosines = (i: number): Float64Array => {
    for (let j = 0; j < items; j++) {
      let sum = 0
      for (let f = 0; f < factors; f++)
        sum += (unit[i * factors + f] as number) * (unit[j * factors + f] as number)
      row[j] = j === i ? 0 : sum
    }
    return row
  }
  return listed('als', items, params, cosines, pace)
}

async function listed(
  learnedBy: 'ease' | 'als',
  items: number,
  params: Partial<ItemItemParams>,
  rowOf: (item: number) => Float64Array,
  pace: Pace,
): Promise<ItemItemModel> {
  const chosen = { ...itemItemDefaults, ...params }
  const kept = Math.min(chosen.keep, Math.max(0, items - 1))
  const all = Int32Array.from({ length: items }, (_, i) => i)
  const start = new Int32Array(items + 1)
  const neighbour = new Int32Array(items * kept)
  const weight = new Float32Array(items * kept)
  let next = 0
  for (let i = 0; i < items; i++) {
    const row = rowOf(i)
    for (const j of strongest(row, all, kept)) {
      neighbour[next] = j
      weight[next++] = row[j] ?? 0
    }
    start[i + 1] = next
    await pace()
  }
  const lists = { start, neighbour: neighbour.slice(0, next), weight: weight.slice(0, next) }
  return { kind: 'item-item', learnedBy, params: chosen, items, ...lists }
}

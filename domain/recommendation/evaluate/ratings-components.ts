import { type AlsParams, alsDefaults, scoreAls, trainAls, userVector } from '../models/als.ts'
import { type EaseParams, easeWeights, gram } from '../models/ease.ts'
import { itemIndex } from '../models/interactions.ts'
import { type ItemItemModel, trainItemItem } from '../models/item-item.ts'
import { type RatingMatrix, usersOf } from '../models/ratings-matrix.ts'

/** Adds its scores for a user of the matrix it was fitted to, `times` over. */
export type Component = (user: number, out: Float64Array, times: number) => void

type Pace = () => Promise<void>

/** EASE, whole: every weight of every item. */
export async function fitEase(matrix: RatingMatrix, params: EaseParams, pace: Pace): Promise<Component> {
  const { value, size } = await easeWeights(await gram(matrix, pace), params, pace)
  return (user, out, times) => {
    for (let n = matrix.start[user] ?? 0; n < (matrix.start[user + 1] ?? 0); n++) {
      const row = (matrix.item[n] as number) * size
      const worth = times * (matrix.weight[n] as number)
      for (let j = 0; j < size; j++) out[j] = (out[j] as number) + worth * (value[row + j] as number)
    }
  }
}

export async function fitAls(
  matrix: RatingMatrix,
  params: Partial<AlsParams>,
  pace: Pace,
): Promise<Component> {
  const model = await trainAls(matrix, { ...alsDefaults, ...params }, pace)
  return (user, out, times) => {
    const [from, until] = [matrix.start[user] ?? 0, matrix.start[user + 1] ?? 0]
    const vector = userVector(model, matrix.item.subarray(from, until), matrix.weight.subarray(from, until))
    scoreAls(model, vector, out, times)
  }
}

const TEAM_SIZES = [0.5, 1, 2]

/** Three of different size, averaged: steadier than any of them, and none has to be chosen. */
export async function fitAlsTeam(matrix: RatingMatrix, params: AlsParams, pace: Pace): Promise<Component> {
  const team: Component[] = []
  for (const [n, size] of TEAM_SIZES.entries()) {
    const factors = Math.max(4, Math.round(params.factors * size))
    team.push(await fitAls(matrix, { ...params, factors, seed: params.seed + n }, pace))
  }
  return (user, out, times) => {
    for (const one of team) one(user, out, times / team.length)
  }
}

/** Neighbours by shared users (cosine), for more items than EASE has time for. */
export async function fitNeighbours(matrix: RatingMatrix, pace: Pace): Promise<Component> {
  const sequences = {
    items: itemIndex(Array.from({ length: matrix.items }, (_, i) => String(i))),
    start: matrix.start,
    item: matrix.item,
    time: new Float64Array(matrix.item.length),
  }
  const alike = { window: 500, gapPower: 0, backward: 1, lengthPower: 0.5, fromPower: 0.5, toPower: 0.5 }
  const model = await trainItemItem(sequences, { ...alike, keep: 200 }, pace)
  return (user, out, times) => {
    for (let n = matrix.start[user] ?? 0; n < (matrix.start[user + 1] ?? 0); n++)
      addNeighbours(model, matrix.item[n] ?? 0, times * (matrix.weight[n] ?? 0), out)
  }
}

function addNeighbours(model: ItemItemModel, item: number, worth: number, out: Float64Array): void {
  for (let n = model.start[item] ?? 0; n < (model.start[item + 1] ?? 0); n++) {
    const j = model.neighbour[n] ?? 0
    out[j] = (out[j] ?? 0) + worth * (model.weight[n] ?? 0)
  }
}

/** How many users had each item: for those of whom nothing is known. */
export function popularityOf(matrix: RatingMatrix): Float64Array {
  const had = new Float64Array(matrix.items)
  for (let u = 0; u < usersOf(matrix); u++)
    for (let n = matrix.start[u] ?? 0; n < (matrix.start[u + 1] ?? 0); n++)
      had[matrix.item[n] ?? 0] = (had[matrix.item[n] ?? 0] ?? 0) + 1
  return had
}

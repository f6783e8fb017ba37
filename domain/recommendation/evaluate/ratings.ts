import type { RatingMatrix } from '../models/ratings-matrix.ts'
import { chooseForRatings, type RatingChoice, scaleBetween } from './ratings-choice.ts'
import { type Component, fitAlsTeam, fitEase, fitNeighbours, popularityOf } from './ratings-components.ts'
import { judgedBy, packRatings, type Rating, weighted } from './ratings-data.ts'
import { judgeRatings, type RatingQuality } from './ratings-judge.ts'

export interface RatingsReport extends RatingQuality {
  users: number
  items: number
  ratings: number
  /** Users with something in the test set. */
  tested: number
  chosen: RatingChoice
}

export interface EvaluateOptions {
  pace?: () => Promise<void>
  /** Steps done; how many there will be is not known before. */
  onStep?: () => void
}

/**
 * How well the models foretell what users of the test set wanted, from the training set alone: all its items
 * that the user has not had there are ranked. Users it does not know get the popular.
 */
export async function evaluateRatings(
  train: readonly Rating[],
  test: readonly Rating[],
  { pace = async () => {}, onStep = () => {} }: EvaluateOptions = {},
): Promise<RatingsReport> {
  const data = packRatings(train)
  const judged = judgedBy(test, data)
  const chosen = await chooseForRatings(data.matrix, pace, onStep)
  const { first, second, matrix } = await fitChosen(data.matrix, chosen, pace)
  onStep()
  const popular = popularityOf(matrix)
  const blend = chosen.blend * scaleBetween({ matrix, judged }, first, second)
  const score = (user: number | null, out: Float64Array) => {
    if (user === null) return out.set(popular)
    first(user, out, 1)
    if (blend > 0) second(user, out, blend)
  }
  const quality = await judgeRatings(judged, matrix, score, pace)
  const sizes = { users: data.users.size, items: matrix.items, ratings: matrix.item.length }
  return { ...quality, ...sizes, tested: judged.length, chosen }
}

async function fitChosen(
  centred: RatingMatrix,
  { slope, ease, als }: RatingChoice,
  pace: () => Promise<void>,
): Promise<{ matrix: RatingMatrix; first: Component; second: Component }> {
  const matrix = weighted(centred, slope)
  const first = ease ? await fitEase(matrix, ease, pace) : await fitNeighbours(matrix, pace)
  return { matrix, first, second: await fitAlsTeam(matrix, als, pace) }
}

import { trainAls } from '../models/als.ts'
import { easeDefaults } from '../models/ease.ts'
import { alsNeighbours, easeNeighbours } from '../models/factor-neighbours.ts'
import { itemCount, type Sequences } from '../models/interactions.ts'
import { type ItemItemModel, type ItemItemParams, scoreItemItem, trainItemItem } from '../models/item-item.ts'
import { matrixOf } from '../models/ratings-matrix.ts'
import { type Ladders, searchItemItem } from './item-item-search.ts'
import { type Split, splitSequences } from './next-item-data.ts'
import { judgeNextItem } from './next-item-judge.ts'

/** A shop trains beside its shoppers: only what moves most is tried. */
const ladders: Ladders = {
  backward: [0, 0.3, 1],
  toPower: [0.1, 0.3, 0.5],
  historyDecay: [0.7, 0.9, 0.97],
  window: [20, 60],
}
const JUDGED = 1000
/** Below it a choice would be chance: the usual parameters are taken. */
const FEWEST_JUDGED = 50
/** EASE takes 8 seconds for so many items and grows with their cube; beyond, ALS finds what counts do not. */
const MOST_EASE_ITEMS = 3000
const MOST_ALS_ITEMS = 20_000
/** For much data and for little. */
const EASE_LAMBDAS = [easeDefaults.lambda, 30]
const KEEP = 300
/** In NDCG: less is chance. */
const CLEARLY_BETTER = 0.001

/**
 * What a shop serves from: item-item with the parameters that foretell its customers' latest things best, or
 * EASE or ALS where they do so better still. Things bought again are not judged by: they are not recommended
 * by this. `pace` is awaited between pieces of work.
 */
export async function chooseModel(
  sequences: Sequences,
  pace: () => Promise<void> = async () => {},
): Promise<ItemItemModel> {
  const whole = splitSequences(sequences, 'test')
  await pace()
  const fresh = whole.asked.filter(({ history, next }) => !history.includes(next))
  const every = Math.max(1, fresh.length / JUDGED)
  const split = {
    ...whole,
    asked: fresh.filter((_, n) => Math.floor(n / every) !== Math.floor((n - 1) / every)),
  }
  if (split.asked.length < FEWEST_JUDGED) return trainItemItem(sequences, { keep: KEEP }, pace)
  const counted = await searchItemItem(split, pace, () => {}, { ladders, rounds: 1 })
  const params = { ...counted.params, keep: KEEP }
  let best = { ndcg10: counted.ndcg10 + CLEARLY_BETTER, train: countsOnly(params) }
  for (const train of othersFor(itemCount(sequences), params)) {
    const ndcg10 = await ndcgOf(await train(split.train, pace), split, pace)
    if (ndcg10 > best.ndcg10) best = { ndcg10, train }
  }
  return best.train(sequences, pace)
}

type Pace = () => Promise<void>
type Train = (sequences: Sequences, pace: Pace) => Promise<ItemItemModel>

const countsOnly =
  (params: ItemItemParams): Train =>
  (sequences, pace) =>
    trainItemItem(sequences, params, pace)

/** None where there are too many items for them. */
function othersFor(items: number, params: ItemItemParams): Train[] {
  const ease =
    (lambda: number): Train =>
    async (sequences, pace) =>
      easeNeighbours(await matrixOf(sequences, pace), { ...easeDefaults, lambda }, params, pace)
  const als: Train = async (sequences, pace) =>
    alsNeighbours(await trainAls(await matrixOf(sequences, pace), {}, pace), params, pace)
  if (items <= MOST_EASE_ITEMS) return EASE_LAMBDAS.map(ease)
  return items <= MOST_ALS_ITEMS ? [als] : []
}

async function ndcgOf(model: ItemItemModel, split: Split, pace: () => Promise<void>): Promise<number> {
  const score = (history: Int32Array, out: Float64Array) => scoreItemItem(model, history, out)
  return (await judgeNextItem(split.asked, model.items, score, pace)).ndcg10
}

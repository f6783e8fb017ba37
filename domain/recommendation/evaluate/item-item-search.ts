import { itemCount } from '../models/interactions.ts'
import {
  type ItemItemModel,
  type ItemItemParams,
  itemItemDefaults,
  scoreItemItem,
  trainItemItem,
} from '../models/item-item.ts'
import type { Split } from './next-item-data.ts'
import { judgeNextItem } from './next-item-judge.ts'

/** What is tried of each parameter, in the order it is tried. */
export type Ladders = { [P in keyof ItemItemParams]?: number[] }

const allLadders: Ladders = {
  fromPower: [0.3, 0.5, 0.75, 1],
  toPower: [0, 0.1, 0.2, 0.3, 0.45, 0.6],
  backward: [0, 0.15, 0.3, 0.6, 1],
  gapPower: [0.5, 1, 1.5],
  window: [5, 20, 60],
  historyDecay: [0.6, 0.75, 0.9, 0.97, 1],
  historyPower: [0, 0.5, 1, 1.5],
  lengthPower: [0, 0.3, 0.6],
  shrink: [1, 5, 20],
}

/** In NDCG: less is chance. */
const CLEARLY_BETTER = 0.0003

export interface FoundParams {
  params: ItemItemParams
  ndcg10: number
}

/**
 * The parameters of item-item that foretell the validation items best: each in turn moves along its ladder,
 * from where it stands to both sides, as long as that helps.
 */
export async function searchItemItem(
  { train, asked }: Split,
  pace: () => Promise<void>,
  onStep: () => void,
  { ladders = allLadders, rounds = 2 }: { ladders?: Ladders; rounds?: number } = {},
): Promise<FoundParams> {
  let trained: ItemItemModel | null = null
  const judged = async (params: ItemItemParams): Promise<FoundParams> => {
    const model =
      trained && sameCounts(trained.params, params) ? trained : await trainItemItem(train, params, pace)
    trained = model
    const score = (history: Int32Array, out: Float64Array) => scoreItemItem(model, history, out, params)
    onStep()
    return { params, ndcg10: (await judgeNextItem(asked, itemCount(train), score, pace)).ndcg10 }
  }
  let best = await judged({ ...itemItemDefaults, keep: keptOf(itemCount(train)) })
  for (let round = 0; round < rounds; round++) {
    const before = best.ndcg10
    for (const [name, ladder] of Object.entries(ladders)) best = await alongLadder(best, name, ladder, judged)
    if (best.ndcg10 < before + CLEARLY_BETTER) break
  }
  return best
}

/** Whether two differ in no more than how a history is read. */
function sameCounts(one: ItemItemParams, other: ItemItemParams): boolean {
  const read = { historyDecay: 0, historyPower: 0, historyLength: 0 }
  return JSON.stringify({ ...one, ...read }) === JSON.stringify({ ...other, ...read })
}

/** Neighbours kept of each item: what 10 million of them take is 80 MB. */
const keptOf = (items: number): number =>
  Math.min(1000, Math.max(100, Math.floor(10_000_000 / Math.max(1, items))))

async function alongLadder(
  from: FoundParams,
  name: string,
  ladder: readonly number[],
  judged: (params: ItemItemParams) => Promise<FoundParams>,
): Promise<FoundParams> {
  let best = from
  const standing = (): number => Number(Object.entries(best.params).find(([key]) => key === name)?.[1])
  const up = () => ladder.find((value) => value > standing())
  const down = () => ladder.findLast((value) => value < standing())
  for (const next of [up, down]) {
    const began = best
    for (let value = next(); value !== undefined; value = next()) {
      const tried = await judged({ ...best.params, [name]: value })
      if (tried.ndcg10 < best.ndcg10 + CLEARLY_BETTER) break
      best = tried
    }
    if (best !== began) break
  }
  return best
}

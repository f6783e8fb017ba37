import { itemCount, type Sequences, userCount } from '../models/interactions.ts'
import { type ItemItemParams, scoreItemItem, trainItemItem } from '../models/item-item.ts'
import { searchItemItem } from './item-item-search.ts'
import { splitSequences } from './next-item-data.ts'
import { judgeNextItem, type NextItemQuality } from './next-item-judge.ts'

export interface NextItemReport extends NextItemQuality {
  users: number
  items: number
  interactions: number
  /** Users with a last item to foretell. */
  tested: number
  /** What was chosen by the last item but one, and how well it foretold that. */
  params: ItemItemParams
  validationNdcg10: number
}

/** Enough to choose by; all users are tested. */
const VALIDATED = 3000

/**
 * How well the last item of every user is foretold. Parameters are chosen by the last item but one, from all
 * before it; then the model learns from everything but the last items, and is asked for those.
 */
export async function evaluateNextItem(
  sequences: Sequences,
  pace: () => Promise<void> = async () => {},
  onStep: () => void = () => {},
): Promise<NextItemReport> {
  const chosen = await searchItemItem(splitSequences(sequences, 'validation', VALIDATED), pace, onStep)
  const { train, asked } = splitSequences(sequences, 'test')
  const model = await trainItemItem(train, chosen.params, pace)
  const score = (history: Int32Array, out: Float64Array) => scoreItemItem(model, history, out)
  const quality = await judgeNextItem(asked, itemCount(sequences), score, pace)
  onStep()
  const sizes = {
    users: userCount(sequences),
    items: itemCount(sequences),
    interactions: sequences.item.length,
    tested: asked.length,
  }
  return { ...quality, ...sizes, params: chosen.params, validationNdcg10: chosen.ndcg10 }
}

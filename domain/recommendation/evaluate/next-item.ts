import { itemCount, type Sequences, userCount } from '../models/interactions.ts'
import type { ItemItemParams } from '../models/item-item.ts'
import { searchItemItem } from './item-item-search.ts'
import { Blend, learnWeights } from './next-item-blend.ts'
import { countsOf, splitSequences } from './next-item-data.ts'
import { judgeNextItem, type NextItemQuality } from './next-item-judge.ts'
import { trainVoices, type Voice } from './next-item-voices.ts'

export interface NextItemReport extends NextItemQuality {
  users: number
  items: number
  interactions: number
  /** Users with a last item to foretell. */
  tested: number
  /** What was chosen by the last item but one. */
  params: ItemItemParams
  /** Of the blend's voices; null: item-item alone did as well. */
  weights: number[] | null
}

/** Enough to choose by; all users are tested. */
const CHOSEN_BY = 3000
const WEIGHED_BY = 4000

/**
 * How well the last item of every user is foretold. Parameters and weights are chosen by the last item but one,
 * from all before it; then the models learn from everything but the last items, and are asked for those.
 */
export async function evaluateNextItem(
  sequences: Sequences,
  pace: () => Promise<void> = async () => {},
  onStep: () => void = () => {},
): Promise<NextItemReport> {
  const { params } = await searchItemItem(splitSequences(sequences, 'validation', CHOSEN_BY), pace, onStep)
  const weights = await weightsFor(sequences, params, pace)
  onStep()
  const { train, asked } = splitSequences(sequences, 'test')
  const voices = await trainVoices(train, params, weights ? 'all' : 'first', pace)
  const score = weights ? blendOf(voices, train, weights).score : scoreAlone(voices)
  const quality = await judgeNextItem(asked, itemCount(sequences), score, pace)
  onStep()
  const sizes = {
    users: userCount(sequences),
    items: itemCount(sequences),
    interactions: sequences.item.length,
    tested: asked.length,
  }
  return { ...quality, ...sizes, params, weights: weights && [...weights] }
}

async function weightsFor(sequences: Sequences, params: ItemItemParams, pace: () => Promise<void>) {
  const { train, asked } = splitSequences(sequences, 'validation', WEIGHED_BY)
  const blend = new Blend(await trainVoices(train, params, 'all', pace), countsOf(train))
  const { weights, better } = await learnWeights(blend, asked, pace)
  return better ? weights : null
}

function blendOf(voices: readonly Voice[], train: Sequences, weights: Float64Array): Blend {
  const blend = new Blend(voices, countsOf(train))
  blend.weights = weights
  return blend
}

const scoreAlone =
  ([voice]: readonly Voice[]) =>
  (history: Int32Array, out: Float64Array) =>
    voice?.(history, out)

import { easeWeights, gram } from '../models/ease.ts'
import { itemCount, type Sequences } from '../models/interactions.ts'
import { type ItemItemParams, scoreItemItem, trainItemItem } from '../models/item-item.ts'
import { matrixOf } from '../models/ratings-matrix.ts'

/** Adds what a history speaks for, by one way of looking at it; nothing below zero. */
export type Voice = (history: Int32Array, out: Float64Array) => void

/** Ways to count pairs that differ from the one that was chosen: each hears something the others do not. */
const views: Partial<ItemItemParams>[] = [
  // what followed at once
  { window: 1, gapPower: 0, backward: 0, fromPower: 1, toPower: 0, shrink: 1, historyLength: 1 },
  // what followed soon after the last few
  {
    window: 4,
    gapPower: 0.5,
    backward: 0,
    fromPower: 1,
    toPower: 0,
    shrink: 1,
    historyDecay: 0.6,
    historyPower: 0,
  },
  // what the same people had at any time
  {
    window: 200,
    gapPower: 0,
    backward: 1,
    lengthPower: 0.5,
    fromPower: 0.5,
    toPower: 0.5,
    historyDecay: 0.99,
    historyPower: 0.2,
    historyLength: 100,
  },
  // what they had near it, before or after
  {
    window: 8,
    gapPower: 0.5,
    backward: 1,
    fromPower: 0.5,
    toPower: 0.5,
    historyDecay: 0.8,
    historyPower: 0.5,
    historyLength: 20,
  },
]

/** EASE takes a third of a minute for so many items, and is fitted twice. */
const MOST_EASE_ITEMS = 4000
const EASE_LAMBDA = 300
/** How far EASE listens back: to the last few, and to all. */
const easeEars = [
  { decay: 0.9, power: 0.5, length: 50 },
  { decay: 0.99, power: 0.1, length: 200 },
]

/** The chosen item-item first, then, where all are wanted, the others. */
export async function trainVoices(
  train: Sequences,
  params: ItemItemParams,
  which: 'first' | 'all',
  pace: () => Promise<void>,
): Promise<Voice[]> {
  const voices: Voice[] = []
  for (const view of which === 'all' ? [{}, ...views] : [{}]) {
    const keep = voices.length === 0 ? params.keep : Math.min(params.keep, 300)
    const model = await trainItemItem(train, { ...params, ...view, keep }, pace)
    voices.push((history, out) => scoreItemItem(model, history, out))
  }
  if (which === 'first' || itemCount(train) > MOST_EASE_ITEMS) return voices
  const ease = await easeWeights(
    await gram(await matrixOf(train, pace), pace),
    { lambda: EASE_LAMBDA, drop: 0 },
    pace,
  )
  for (const ear of easeEars) voices.push((history, out) => hear(ease.value, history, out, ear))
  return voices
}

function hear(
  weights: Float64Array,
  history: Int32Array,
  out: Float64Array,
  { decay, power, length }: (typeof easeEars)[number],
): void {
  const items = out.length
  for (let k = 1; k <= Math.min(length, history.length); k++) {
    const row = (history[history.length - k] ?? 0) * items
    const worth = decay ** (k - 1) * k ** -power
    for (let j = 0; j < items; j++) out[j] = (out[j] as number) + worth * (weights[row + j] as number)
  }
  for (let j = 0; j < items; j++) if ((out[j] as number) < 0) out[j] = 0
}

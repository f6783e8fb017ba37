import { type HistoryItem, itemCount, type ScoredItem, type Sequences } from './interactions.ts'
import { occurrencesOf, type PairWeights, pairCounter } from './item-item-counts.ts'
import { strongest } from './strongest.ts'

export interface ItemItemParams extends PairWeights {
  /** How much the popularity of what was had counts against a pair: 0 not, .5 cosine, 1 conditional probability. */
  fromPower: number
  /** The same for what is recommended: 1 lift, 0 leaves the popular where they are. */
  toPower: number
  /** Added to every popularity before its power: pairs that few people made are not believed at once. */
  shrink: number
  /** The k-th last thing of a history counts k^-historyPower * historyDecay^(k-1). */
  historyDecay: number
  historyPower: number
  /** How far back a history is read. */
  historyLength: number
  /** Neighbours kept for each item. */
  keep: number
}

export const itemItemDefaults: ItemItemParams = {
  window: 20,
  gapPower: 1,
  backward: 0.3,
  lengthPower: 0,
  halfLife: null,
  fromPower: 0.5,
  toPower: 0.3,
  shrink: 5,
  historyDecay: 0.9,
  historyPower: 0.5,
  historyLength: 50,
  keep: 300,
}

/**
 * What goes with what: for every item the strongest others, directed (what comes after weighs more than what
 * came before), shrunk and freed of popularity. Plain data.
 */
export interface ItemItemModel {
  kind: 'item-item'
  /** By what the weights were found; they are read in one way. */
  learnedBy: 'counts' | 'ease' | 'als'
  params: ItemItemParams
  items: number
  /** `neighbour[start[i]] … neighbour[start[i + 1] - 1]`, strongest first. */
  start: Int32Array
  neighbour: Int32Array
  weight: Float32Array
}

/** Counts and weighs. `pace` is awaited between pieces of work of a few milliseconds. */
export async function trainItemItem(
  sequences: Sequences,
  params: Partial<ItemItemParams> = {},
  pace: () => Promise<void> = async () => {},
): Promise<ItemItemModel> {
  const chosen = { ...itemItemDefaults, ...params }
  const items = itemCount(sequences)
  const occurrences = occurrencesOf(sequences)
  const rowOf = pairCounter(sequences, occurrences, chosen)
  const popularity = (i: number) => (occurrences.start[i + 1] ?? 0) - (occurrences.start[i] ?? 0)
  const to = Float64Array.from(
    { length: items },
    (_, i) => (popularity(i) + chosen.shrink) ** -chosen.toPower,
  )
  const start = new Int32Array(items + 1)
  const parts: { neighbour: Int32Array; weight: Float32Array }[] = []
  let sincePause = 0
  for (let i = 0; i < items; i++) {
    const { count, touched } = rowOf(i)
    const from = (popularity(i) + chosen.shrink) ** -chosen.fromPower
    for (const j of touched) count[j] = j === i ? 0 : (count[j] ?? 0) * from * (to[j] ?? 0)
    const best = strongest(count, touched, chosen.keep)
    parts.push({ neighbour: best, weight: Float32Array.from(best, (j) => count[j] ?? 0) })
    start[i + 1] = (start[i] ?? 0) + best.length
    sincePause += touched.length + popularity(i) * chosen.window
    if (sincePause > 200_000) {
      sincePause = 0
      await pace()
    }
  }
  const model = {
    kind: 'item-item' as const,
    learnedBy: 'counts' as const,
    params: chosen,
    items,
    start,
    neighbour: new Int32Array(start[items] ?? 0),
    weight: new Float32Array(start[items] ?? 0),
  }
  for (const [i, part] of parts.entries()) {
    model.neighbour.set(part.neighbour, start[i])
    model.weight.set(part.weight, start[i])
  }
  return model
}

/** Adds to `out` what the history speaks for, item by item; the latest counts most. */
export function scoreItemItem(
  model: ItemItemModel,
  history: ArrayLike<number>,
  out: Float64Array,
  params: Pick<ItemItemParams, 'historyDecay' | 'historyPower' | 'historyLength'> = model.params,
): void {
  const { historyDecay, historyPower, historyLength } = params
  const { start, neighbour, weight } = model
  const first = Math.max(0, history.length - historyLength)
  for (let h = history.length - 1, k = 1; h >= first; h--, k++) {
    const item = history[h] ?? 0
    const worth = historyDecay ** (k - 1) * k ** -historyPower
    const end = start[item + 1] ?? 0
    for (let n = start[item] ?? 0; n < end; n++) {
      const j = neighbour[n] ?? 0
      out[j] = (out[j] ?? 0) + worth * (weight[n] ?? 0)
    }
  }
}

/** The best next items for a history, strongest first; never one of the history itself. */
export function nextItems(
  model: ItemItemModel,
  history: readonly HistoryItem[],
  limit: number,
): ScoredItem[] {
  const scores = new Float64Array(model.items)
  const items = history.map(({ item }) => item)
  scoreItemItem(model, items, scores)
  for (const item of items) scores[item] = 0
  return Array.from(strongest(scores, reachedFrom(model, items), limit), (item) => ({
    item,
    score: scores[item] ?? 0,
  }))
}

/** Everything that a history may speak for, each once: far less than the catalog. */
function reachedFrom(model: ItemItemModel, history: readonly number[]): Int32Array {
  const seen = new Uint8Array(model.items)
  const reached: number[] = []
  for (const item of new Set(history.slice(-model.params.historyLength))) {
    for (let n = model.start[item] ?? 0; n < (model.start[item + 1] ?? 0); n++) {
      const j = model.neighbour[n] ?? 0
      if (seen[j] === 1) continue
      seen[j] = 1
      reached.push(j)
    }
  }
  return Int32Array.from(reached)
}

/** What goes with one item, strongest first: "similar by behaviour". */
export function neighboursOf(model: ItemItemModel, item: number, limit: number): ScoredItem[] {
  const from = model.start[item] ?? 0
  const until = Math.min(model.start[item + 1] ?? 0, from + limit)
  const found: ScoredItem[] = []
  for (let n = from; n < until; n++)
    found.push({ item: model.neighbour[n] ?? 0, score: model.weight[n] ?? 0 })
  return found
}

import { itemCount, type Sequences, userCount } from './interactions.ts'

/** How a pair of things that one user had is weighed. */
export interface PairWeights {
  /** Steps apart at most. */
  window: number
  /** A pair g steps apart counts g^-gapPower. */
  gapPower: number
  /** What the pair counts for the other direction, later to earlier: 0 directed, 1 symmetric. */
  backward: number
  /** Users who had L things count L^-lengthPower a pair: somebody who had everything says little. */
  lengthPower: number
  /** Milliseconds after which a pair of that much time apart counts half; null where time does not matter. */
  halfLife: number | null
}

/** Where each item occurs in the sequences: positions, grouped by item. */
export interface Occurrences {
  start: Int32Array
  position: Int32Array
  /** The user of every position. */
  user: Int32Array
}

export function occurrencesOf(sequences: Sequences): Occurrences {
  const items = itemCount(sequences)
  const start = new Int32Array(items + 1)
  for (const item of sequences.item) start[item + 1] = (start[item + 1] ?? 0) + 1
  for (let i = 0; i < items; i++) start[i + 1] = (start[i + 1] ?? 0) + (start[i] ?? 0)
  const next = start.slice(0, items)
  const position = new Int32Array(sequences.item.length)
  const user = new Int32Array(sequences.item.length)
  for (let u = 0; u < userCount(sequences); u++) {
    for (let p = sequences.start[u] ?? 0; p < (sequences.start[u + 1] ?? 0); p++) {
      const item = sequences.item[p] ?? 0
      const at = next[item] ?? 0
      next[item] = at + 1
      position[at] = p
      user[p] = u
    }
  }
  return { start, position, user }
}

/** One row of counts at a time: what goes with one item, summed over everybody who had it. */
export interface CountRow {
  /** By item; zero where untouched. */
  count: Float64Array
  touched: number[]
}

/**
 * Counts what goes with item after item, without ever holding all pairs. The row it answers is its own and
 * is emptied by the next call.
 */
export function pairCounter(sequences: Sequences, occurrences: Occurrences, weights: PairWeights) {
  const row: CountRow = { count: new Float64Array(itemCount(sequences)), touched: [] }
  const byGap = new Float64Array(weights.window + 1)
  for (let g = 1; g <= weights.window; g++) byGap[g] = g ** -weights.gapPower
  const perMs = weights.halfLife === null ? 0 : Math.LN2 / weights.halfLife
  const { item, time } = sequences

  const add = (item: number, weight: number) => {
    if (row.count[item] === 0) row.touched.push(item)
    row.count[item] = (row.count[item] ?? 0) + weight
  }

  return (of: number): CountRow => {
    for (const other of row.touched) row.count[other] = 0
    row.touched.length = 0
    for (let o = occurrences.start[of] ?? 0; o < (occurrences.start[of + 1] ?? 0); o++) {
      const p = occurrences.position[o] ?? 0
      const user = occurrences.user[p] ?? 0
      const first = sequences.start[user] ?? 0
      const end = sequences.start[user + 1] ?? 0
      const worth = weights.lengthPower === 0 ? 1 : (end - first) ** -weights.lengthPower
      const last = Math.min(end - 1, p + weights.window)
      for (let q = p + 1; q <= last; q++) {
        const late = perMs === 0 ? 1 : Math.exp(-perMs * Math.abs((time[q] ?? 0) - (time[p] ?? 0)))
        add(item[q] ?? 0, worth * late * (byGap[q - p] ?? 0))
      }
      if (weights.backward === 0) continue
      const from = Math.max(first, p - weights.window)
      for (let q = p - 1; q >= from; q--) {
        const late = perMs === 0 ? 1 : Math.exp(-perMs * Math.abs((time[p] ?? 0) - (time[q] ?? 0)))
        add(item[q] ?? 0, worth * late * weights.backward * (byGap[p - q] ?? 0))
      }
    }
    return row
  }
}

import { itemCount, type Sequences, userCount } from './interactions.ts'
import { occurrencesOf } from './item-item-counts.ts'
import { strongest } from './strongest.ts'

export interface TogetherParams {
  /** Days after which a basket counts half. */
  halfLife: number
  /** A basket of n things counts n^-basketPower a pair: one that holds everything says little. */
  basketPower: number
  /** How much popularity counts against what is recommended: 1 would be lift, which finds curiosities. */
  toPower: number
  /** How many baskets' worth of recent popularity every count starts with. */
  smoothing: number
  /** Days after which a sale counts half for that popularity. */
  popularHalfLife: number
  /** Neighbours kept for each item. */
  keep: number
}

export const togetherDefaults: TogetherParams = {
  halfLife: 150,
  basketPower: 0.75,
  toPower: 0.1,
  smoothing: 8,
  popularHalfLife: 14,
  keep: 100,
}

/** What goes with what in one basket. Plain data; item numbers are those of the sequences it was trained on. */
export interface TogetherModel {
  kind: 'together'
  params: TogetherParams
  items: number
  /** `neighbour[start[i]] … neighbour[start[i + 1] - 1]`, strongest first; `baskets` counts those that held both. */
  start: Int32Array
  neighbour: Int32Array
  weight: Float32Array
  baskets: Int32Array
  /** What sells of late, best first: for items that have no neighbours. */
  popular: Int32Array
}

export interface TogetherItem {
  item: number
  /** Comparable among the neighbours of one item only. */
  score: number
  /** Baskets (or people, for views and purchases) that had both. */
  baskets: number
}

const DAY = 86_400_000
const POPULAR = 200

/**
 * Bought together. For x, what else y is:
 *
 *   score(y | x) = sum over baskets with both of w(basket) · pop(y)^-toPower + smoothing · p(y),
 *   w(basket) = 2^(-age / halfLife) · size^-basketPower,
 *
 * with p(y) the share of y among recent sales (Dirichlet smoothing, as Zhai and Lafferty 2001 use it for
 * words): pairs that few baskets made are not believed at once. "Users" of the sequences are orders.
 */
export function trainTogether(
  baskets: Sequences,
  params: Partial<TogetherParams> = {},
  pace?: () => Promise<void>,
): Promise<TogetherModel> {
  const once = eachOnce(baskets)
  return countPairs(once, once, { ...togetherDefaults, ...params }, pace)
}

/**
 * Viewed this, also bought that: user u of `looks` and user u of `purchases` are one person, or one visit; both
 * use the same items.
 */
export function trainViewedBought(
  looks: Sequences,
  purchases: Sequences,
  params: Partial<TogetherParams> = {},
  pace?: () => Promise<void>,
): Promise<TogetherModel> {
  return countPairs(eachOnce(looks), eachOnce(purchases), { ...togetherDefaults, ...params }, pace)
}

/** What is most often bought with an item, strongest first; only pairs that have been. */
export function boughtTogether(model: TogetherModel, item: number, limit: number): TogetherItem[] {
  const from = model.start[item] ?? 0
  const until = Math.min(model.start[item + 1] ?? 0, from + limit)
  const found: TogetherItem[] = []
  for (let n = from; n < until; n++)
    found.push({
      item: model.neighbour[n] ?? 0,
      score: model.weight[n] ?? 0,
      baskets: model.baskets[n] ?? 0,
    })
  return found
}

/** What those who viewed an item bought; the item itself is not told. */
export const viewedAlsoBought = boughtTogether

async function countPairs(
  had: Sequences,
  got: Sequences,
  params: TogetherParams,
  pace: () => Promise<void> = async () => {},
): Promise<TogetherModel> {
  const items = itemCount(got)
  const worth = basketWorth(had, got, params)
  const popularity = popularities(got, worth, params)
  const occurrences = occurrencesOf(had)
  const sum = new Float64Array(items)
  const seen = new Int32Array(items)
  const start = new Int32Array(items + 1)
  const rows: { neighbour: Int32Array; weight: Float32Array; baskets: Int32Array }[] = []
  let work = 0
  for (let x = 0; x < items; x++) {
    const touched: number[] = []
    for (let o = occurrences.start[x] ?? 0; o < (occurrences.start[x + 1] ?? 0); o++) {
      const basket = occurrences.user[occurrences.position[o] ?? 0] ?? 0
      const counts = worth[basket] ?? 0
      const end = got.start[basket + 1] ?? 0
      for (let p = got.start[basket] ?? 0; p < end; p++) {
        const y = got.item[p] ?? 0
        if (y === x) continue
        if (seen[y] === 0) touched.push(y)
        seen[y] = (seen[y] ?? 0) + 1
        sum[y] = (sum[y] ?? 0) + counts
      }
      work += end - (got.start[basket] ?? 0)
    }
    for (const y of touched)
      sum[y] = (sum[y] ?? 0) * (popularity.damp[y] ?? 0) + params.smoothing * (popularity.recent[y] ?? 0)
    const best = strongest(sum, touched, params.keep)
    rows.push({
      neighbour: best,
      weight: Float32Array.from(best, (y) => sum[y] ?? 0),
      baskets: Int32Array.from(best, (y) => seen[y] ?? 0),
    })
    start[x + 1] = (start[x] ?? 0) + best.length
    for (const y of touched) {
      sum[y] = 0
      seen[y] = 0
    }
    if (work > 200_000) {
      work = 0
      await pace()
    }
  }
  return { kind: 'together', params, items, start, ...joined(rows, start), popular: popularity.best }
}

/** By basket: newer and smaller counts more; pairs of a person's view and purchase age from the purchase. */
function basketWorth(had: Sequences, got: Sequences, params: TogetherParams): Float64Array {
  const newest = latest(got)
  return Float64Array.from({ length: userCount(got) }, (_, b) => {
    const [from, until] = [got.start[b] ?? 0, got.start[b + 1] ?? 0]
    const size = Math.max(until - from, (had.start[b + 1] ?? 0) - (had.start[b] ?? 0), 1)
    const days = (newest - (got.time[until - 1] ?? newest)) / DAY
    return 2 ** (-days / params.halfLife) * size ** -params.basketPower
  })
}

function popularities(got: Sequences, worth: Float64Array, params: TogetherParams) {
  const items = itemCount(got)
  const newest = latest(got)
  const weighed = new Float64Array(items)
  const recent = new Float64Array(items)
  let total = 0
  for (let b = 0; b < userCount(got); b++)
    for (let p = got.start[b] ?? 0; p < (got.start[b + 1] ?? 0); p++) {
      const y = got.item[p] ?? 0
      const counts = 2 ** (((got.time[p] ?? newest) - newest) / DAY / params.popularHalfLife)
      weighed[y] = (weighed[y] ?? 0) + (worth[b] ?? 0)
      recent[y] = (recent[y] ?? 0) + counts
      total += counts
    }
  for (let y = 0; y < items; y++) recent[y] = (recent[y] ?? 0) / Math.max(total, Number.MIN_VALUE)
  return {
    damp: weighed.map((sum) => (sum + 1) ** -params.toPower),
    recent,
    best: strongest(recent, Int32Array.from(recent.keys()), POPULAR),
  }
}

function latest({ time }: Sequences): number {
  let newest = -Infinity
  for (const at of time) if (at > newest) newest = at
  return newest
}

function joined(
  rows: readonly { neighbour: Int32Array; weight: Float32Array; baskets: Int32Array }[],
  start: Int32Array,
) {
  const total = start.at(-1) ?? 0
  const all = {
    neighbour: new Int32Array(total),
    weight: new Float32Array(total),
    baskets: new Int32Array(total),
  }
  for (const [x, row] of rows.entries()) {
    all.neighbour.set(row.neighbour, start[x])
    all.weight.set(row.weight, start[x])
    all.baskets.set(row.baskets, start[x])
  }
  return all
}

/** The same without repetition; of several times the latest holds. */
function eachOnce(sequences: Sequences): Sequences {
  const { item, time } = sequences
  const start = new Int32Array(sequences.start.length)
  const kept: number[] = []
  const seenBy = new Int32Array(itemCount(sequences)).fill(-1)
  for (let user = 0; user < userCount(sequences); user++) {
    for (let p = (sequences.start[user + 1] ?? 0) - 1; p >= (sequences.start[user] ?? 0); p--) {
      const i = item[p] ?? 0
      if (seenBy[i] === user) continue
      seenBy[i] = user
      kept.push(p)
    }
    start[user + 1] = kept.length
  }
  return {
    items: sequences.items,
    start,
    item: Int32Array.from(kept, (p) => item[p] ?? 0),
    time: Float64Array.from(kept, (p) => time[p] ?? 0),
  }
}

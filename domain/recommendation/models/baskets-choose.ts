import { type Baskets, basketsBefore, firstAfter, timeOf } from './baskets.ts'
import {
  type TogetherModel,
  type TogetherParams,
  togetherDefaults,
  trainTogether,
} from './baskets-together.ts'
import { userCount } from './interactions.ts'

const DAY = 86_400_000
const DAYS = 28
const TOP = 10
const FEWEST_BASKETS = 100
const MOST_BASKETS = 2000
/** In hit rate: less is chance. */
const CLEARLY_BETTER = 0.001

/** Tried one after another; what is clearly better is kept for the next. */
const variations: Partial<TogetherParams>[] = [
  { halfLife: 50 },
  { halfLife: 1000 },
  { basketPower: 0.4 },
  { basketPower: 1 },
  { toPower: 0 },
  { toPower: 0.3 },
  { smoothing: 2 },
  { smoothing: 30 },
]

/**
 * The params of `trainTogether` that would have served the last 28 days best, learned from what was before
 * them; the usual ones where there is too little to tell. `pace` is awaited between pieces of work.
 */
export async function chooseTogether(
  baskets: Baskets,
  pace: () => Promise<void> = async () => {},
): Promise<TogetherParams> {
  const end = userCount(baskets)
  const from = firstAfter(baskets, timeOf(baskets, end - 1) - DAYS * DAY)
  const before = basketsBefore(baskets, from)
  const judge = async (params: TogetherParams) => {
    const model = await trainTogether(before, params, pace)
    return { params, ...hitsTogether(model, baskets, from, end, MOST_BASKETS) }
  }
  let best = await judge(togetherDefaults)
  if (best.baskets < FEWEST_BASKETS) return togetherDefaults
  for (const change of variations) {
    const tried = await judge({ ...best.params, ...change })
    if (tried.hitRate > best.hitRate + CLEARLY_BETTER) best = tried
  }
  return best.params
}

/**
 * How often the first ten for an item of a basket hold another of its items: the share of its items for which
 * they do, averaged over the baskets from `first` to before `end` with two items or more. Baskets of guests are
 * left out unless there are no others; `most` takes baskets at equal distances.
 */
export function hitsTogether(
  model: TogetherModel,
  baskets: Baskets,
  first: number,
  end: number,
  most = Number.POSITIVE_INFINITY,
): { hitRate: number; baskets: number } {
  const asked: number[] = []
  const onlyGuests = baskets.customers === 0
  for (let b = first; b < end; b++)
    if (sizeOf(baskets, b) > 1 && (onlyGuests || (baskets.customer[b] ?? -1) >= 0)) asked.push(b)
  const every = Math.max(1, asked.length / most)
  const lists = new Map<number, Int32Array>()
  let sum = 0
  let count = 0
  for (let at = 0; at < asked.length; at += every) {
    sum += shareOfHits(model, baskets, asked[Math.floor(at)] ?? 0, lists)
    count++
  }
  return { hitRate: sum / Math.max(1, count), baskets: count }
}

const sizeOf = ({ start }: Baskets, b: number): number => (start[b + 1] ?? 0) - (start[b] ?? 0)

function shareOfHits(
  model: TogetherModel,
  baskets: Baskets,
  basket: number,
  lists: Map<number, Int32Array>,
): number {
  const items = baskets.item.subarray(baskets.start[basket], baskets.start[basket + 1])
  const own = new Set(items)
  let hits = 0
  for (const item of items) {
    const list = lists.get(item) ?? firstTen(model, item)
    lists.set(item, list)
    if (list.some((other) => own.has(other))) hits++
  }
  return hits / items.length
}

/** What goes with an item, and what sells where too little does; never the item. */
export function firstTen(model: TogetherModel, item: number): Int32Array {
  const from = model.start[item] ?? 0
  const until = Math.min(model.start[item + 1] ?? 0, from + TOP)
  const list = new Set(model.neighbour.subarray(from, until))
  for (const other of model.popular) {
    if (list.size >= TOP) break
    if (other !== item) list.add(other)
  }
  return Int32Array.from(list)
}

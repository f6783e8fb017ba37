import { type Baskets, basketsBefore, firstAfter, timeOf } from '../models/baskets.ts'
import { chooseTogether, hitsTogether } from '../models/baskets-choose.ts'
import { comingBack, nextBasket, trainNextBasket } from '../models/baskets-next.ts'
import { type TogetherParams, trainTogether } from '../models/baskets-together.ts'
import { userCount } from '../models/interactions.ts'

const TOP = 10
const DAY = 86_400_000

export interface BasketReport {
  boughtTogetherHit10: number
  nextBasketNdcg10: number
  /** Baskets and customers of the last days that were asked about. */
  baskets: number
  customers: number
  /** Baskets before them, which is all that was learned from. */
  learnedFrom: number
  together: TogetherParams
}

/** Whether there are baskets before the last days. */
export function spansMore(baskets: Baskets, days: number): boolean {
  return timeOf(baskets, 0) <= timeOf(baskets, userCount(baskets) - 1) - days * DAY
}

export interface BasketProgress {
  step: string
  done: number
  total: number
}

/**
 * Learns from all baskets but those of the last `days` and is asked about these.
 *
 * `boughtTogetherHit10`: of a basket with two items or more, the share of its items whose first ten
 * recommendations hold another of its items; averaged over the baskets of customers (of guests only where there
 * are no others). `nextBasketNdcg10`: customers known from before; their first basket of the last days, all
 * items ranked from their earlier ones; NDCG at ten, every item of the basket counting 1, averaged over
 * customers. Params and weights are chosen on what is before the last days.
 */
export async function evaluateBaskets(
  baskets: Baskets,
  days: number,
  onProgress: (progress: BasketProgress) => void = () => {},
  pace: () => Promise<void> = async () => {},
): Promise<BasketReport> {
  const end = userCount(baskets)
  const cut = timeOf(baskets, end - 1) - days * DAY
  const first = firstAfter(baskets, cut)
  const before = basketsBefore(baskets, first)
  onProgress({ step: 'choosing', done: 0, total: 3 })
  const params = await chooseTogether(before, pace)
  onProgress({ step: 'bought together', done: 1, total: 3 })
  const hits = hitsTogether(await trainTogether(before, params, pace), baskets, first, end)
  onProgress({ step: 'next basket', done: 2, total: 3 })
  const next = await judgeNext(baskets, first, cut, params, pace)
  onProgress({ step: 'done', done: 3, total: 3 })
  return {
    boughtTogetherHit10: hits.hitRate,
    nextBasketNdcg10: next.ndcg,
    baskets: hits.baskets,
    customers: next.customers,
    learnedFrom: first,
    together: params,
  }
}

async function judgeNext(
  baskets: Baskets,
  first: number,
  cut: number,
  params: TogetherParams,
  pace: () => Promise<void>,
): Promise<{ ndcg: number; customers: number }> {
  const model = await trainNextBasket(basketsBefore(baskets, first), params, pace)
  let sum = 0
  let customers = 0
  for (const { history, next } of comingBack(baskets, first, Number.POSITIVE_INFINITY)) {
    const ranked = nextBasket(model, history, cut, TOP).map(({ item }) => item)
    sum += ndcgAt(ranked, new Set(next), TOP)
    customers++
    await pace()
  }
  return { ndcg: sum / Math.max(1, customers), customers }
}

/** Järvelin and Kekäläinen 2002, with gain 1 for what is relevant; the ideal is cut at `top` as well. */
export function ndcgAt(ranked: readonly number[], relevant: ReadonlySet<number>, top: number): number {
  let gain = 0
  for (const [place, item] of ranked.slice(0, top).entries())
    if (relevant.has(item)) gain += 1 / Math.log2(place + 2)
  let ideal = 0
  for (let place = 0; place < Math.min(top, relevant.size); place++) ideal += 1 / Math.log2(place + 2)
  return ideal === 0 ? 0 : gain / ideal
}

import type { NextBasketModel } from './baskets-next.ts'

/** What one customer had, oldest first. */
export interface PastBasket {
  items: ArrayLike<number>
  /** Milliseconds. */
  at: number
}

export const nextBasketFeatures = [
  'share of the own baskets, fading slowly',
  'share of the own baskets, fading fast',
  'had it before',
  'how often',
  'days since',
  'in the last basket',
  'baskets so far',
  'popularity of late',
  'popularity',
  'goes with what was had',
  'had before, and popular of late',
  'had before, and goes with the rest',
  'how near to the usual interval',
] as const

export const NEXT_FEATURES = nextBasketFeatures.length

const DAY = 86_400_000
const SLOW = 300
const FAST = 30
/** Each basket further back counts this much of the one after it, besides its age. */
const STEP = 0.9
const LITTLE = 1e-4
/** Of what was had, how much is asked for its neighbours, and how many candidates that may add. */
const SOURCES = 40
const NEIGHBOURS = 30
const POPULAR = 100
/** Own items that are candidates at most: wholesale customers have had thousands. */
const OWN = 200

/** What is known of one customer and one item. */
interface Own {
  slow: number
  fast: number
  times: number
  first: number
  last: number
}

/** Everything that may be in the next basket of one customer, with its features. */
export interface NextCandidates {
  items: number[]
  /** `NEXT_FEATURES` numbers for each. */
  rows: Float64Array
}

export function nextCandidates(
  model: Omit<NextBasketModel, 'weights'>,
  history: readonly PastBasket[],
  now: number,
): NextCandidates {
  const own = ownItems(history, now)
  const mine = [...own].sort((a, b) => b[1].slow - a[1].slow || a[0] - b[0])
  const beside = goesWith(model, mine.slice(0, SOURCES))
  const items = new Set<number>()
  for (const [item] of mine.slice(0, OWN)) items.add(item)
  for (const item of model.together.popular.subarray(0, POPULAR)) items.add(item)
  for (const item of beside.strongest) items.add(item)
  const list = [...items]
  const rows = new Float64Array(list.length * NEXT_FEATURES)
  const latest = new Set(Array.from(history.at(-1)?.items ?? []))
  for (const [n, item] of list.entries()) {
    const row = rows.subarray(n * NEXT_FEATURES, (n + 1) * NEXT_FEATURES)
    row[7] = model.recent[item] ?? 0
    row[8] = model.popularity[item] ?? 0
    row[9] = Math.log((beside.share.get(item) ?? 0) + LITTLE)
    const known = own.get(item)
    row[0] = Math.log((known?.slow ?? 0) + LITTLE)
    row[1] = Math.log((known?.fast ?? 0) + LITTLE)
    if (known) readOwn(row, known, latest.has(item), history.length, now)
  }
  return { items: list, rows }
}

function readOwn(row: Float64Array, known: Own, isLatest: boolean, baskets: number, now: number): void {
  const days = Math.max(0, now - known.last) / DAY
  row[2] = 1
  row[3] = Math.log(known.times)
  row[4] = Math.log(1 + days)
  row[5] = isLatest ? 1 : 0
  row[6] = Math.log(baskets)
  row[10] = row[7] ?? 0
  row[11] = row[9] ?? 0
  if (known.times < 2) return
  const usual = Math.max(1, (known.last - known.first) / DAY / (known.times - 1))
  row[12] = Math.abs(Math.log((days + 1) / usual))
}

/** Personal frequency with fading, as in TIFU-KNN (Hu et al. 2020) and UP-CF (Faggioli et al. 2020). */
function ownItems(history: readonly PastBasket[], now: number): Map<number, Own> {
  const own = new Map<number, Own>()
  const total = { slow: 0, fast: 0 }
  for (const [n, { items, at }] of history.entries()) {
    const days = Math.max(0, now - at) / DAY
    const step = STEP ** (history.length - 1 - n)
    const worth = { slow: step * 2 ** (-days / SLOW), fast: step * 2 ** (-days / FAST) }
    total.slow += worth.slow
    total.fast += worth.fast
    for (const item of Array.from(items)) {
      const known = own.get(item) ?? { slow: 0, fast: 0, times: 0, first: at, last: at }
      known.slow += worth.slow
      known.fast += worth.fast
      known.times++
      known.last = at
      own.set(item, known)
    }
  }
  for (const known of own.values()) {
    known.slow /= total.slow
    known.fast /= Math.max(total.fast, Number.MIN_VALUE)
  }
  return own
}

/** What is bought together with what was had, each of it as much as it was had. */
function goesWith(model: Omit<NextBasketModel, 'weights'>, mine: readonly [number, Own][]) {
  const { start, neighbour, weight } = model.together
  const share = new Map<number, number>()
  const total = mine.reduce((sum, [, { slow }]) => sum + slow, 0)
  for (const [item, { slow }] of mine) {
    const [from, until] = [start[item] ?? 0, start[item + 1] ?? 0]
    const counts = slow / total / Math.max(model.given[item] ?? 1, Number.MIN_VALUE)
    for (let n = from; n < until; n++) {
      const other = neighbour[n] ?? 0
      share.set(other, (share.get(other) ?? 0) + counts * (weight[n] ?? 0))
    }
  }
  const best = [...share].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, NEIGHBOURS)
  return { share, strongest: best.map(([item]) => item) }
}

import { type Baskets, basketsBefore, firstAfter, timeOf } from './baskets.ts'
import { NEXT_FEATURES, nextCandidates, type PastBasket } from './baskets-next-features.ts'
import { type TogetherModel, type TogetherParams, trainTogether } from './baskets-together.ts'
import { type Choice, fitChoices } from './conditional-logit.ts'
import { itemCount, type ScoredItem, userCount } from './interactions.ts'

/** What a known customer buys next. Plain data. */
export interface NextBasketModel {
  kind: 'next-basket'
  items: number
  /** What each feature of a candidate counts (`baskets-next-features.ts`). */
  weights: Float64Array
  together: TogetherModel
  /** By item, the sum of the weights of its neighbours. */
  given: Float64Array
  /** Logarithms of the share of baskets that hold an item: of late (half-life a week), and ever. */
  recent: Float64Array
  popularity: Float64Array
}

const DAY = 86_400_000
/** The weights are learned on so many days before the end, several times over. */
const WINDOW = 28
const WINDOWS = 3
const FEWEST_CUSTOMERS = 30
const MOST_CUSTOMERS = 3000
const LATELY = 7

/**
 * Learns what counts for the next basket: as of 28, 56 and 84 days before the end, what did the customers who
 * came back within 28 days buy first? With few such customers the usual weights are used. `pace` is awaited
 * between pieces of work.
 */
export async function trainNextBasket(
  baskets: Baskets,
  together: Partial<TogetherParams> = {},
  pace: () => Promise<void> = async () => {},
): Promise<NextBasketModel> {
  const end = timeOf(baskets, userCount(baskets) - 1)
  const choices: Choice[] = []
  for (let w = 1; w <= WINDOWS; w++) {
    const from = end - w * WINDOW * DAY
    const known = firstAfter(baskets, from)
    if (known === 0) break
    const state = await stateOf(basketsBefore(baskets, known), from, together, pace)
    for (const { history, next } of comingBack(baskets, known, from + WINDOW * DAY)) {
      if (choices.length >= w * MOST_CUSTOMERS) break
      const choice = choiceOf(state, history, next, from)
      if (choice) choices.push(choice)
      await pace()
    }
  }
  const usual = usualNextWeights.slice()
  const weights = choices.length < FEWEST_CUSTOMERS ? usual : await fitChoices(choices, usual, pace)
  return { ...(await stateOf(baskets, end, together, pace)), weights }
}

/** What this customer buys next, best first: of what they had and of what they had not. `now` in milliseconds. */
export function nextBasket(
  model: NextBasketModel,
  history: readonly PastBasket[],
  now: number,
  limit: number,
): ScoredItem[] {
  const { items, rows } = nextCandidates(model, history, now)
  return items
    .map((item, n) => {
      let score = 0
      for (let x = 0; x < NEXT_FEATURES; x++)
        score += (model.weights[x] ?? 0) * (rows[n * NEXT_FEATURES + x] ?? 0)
      return { item, score }
    })
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, limit)
}

/** Customers with baskets before `known` and one from there until a moment: those, and the items of the first. */
export function* comingBack(baskets: Baskets, known: number, until: number) {
  const histories = new Map<number, PastBasket[]>()
  const itemsOf = (b: number) => baskets.item.subarray(baskets.start[b], baskets.start[b + 1])
  for (let b = 0; b < known; b++) {
    const customer = baskets.customer[b] ?? -1
    if (customer < 0) continue
    const past = { items: itemsOf(b), at: timeOf(baskets, b) }
    const history = histories.get(customer)
    if (history) history.push(past)
    else histories.set(customer, [past])
  }
  for (let b = known; b < userCount(baskets) && timeOf(baskets, b) <= until; b++) {
    const customer = baskets.customer[b] ?? -1
    const history = histories.get(customer)
    if (!history) continue
    histories.delete(customer)
    yield { customer, history, next: itemsOf(b) }
  }
}

/** Everything but the weights, as of a moment. */
async function stateOf(
  baskets: Baskets,
  at: number,
  params: Partial<TogetherParams>,
  pace: () => Promise<void>,
): Promise<Omit<NextBasketModel, 'weights'>> {
  const items = itemCount(baskets)
  const together = await trainTogether(baskets, params, pace)
  const given = new Float64Array(items)
  for (let x = 0; x < items; x++)
    for (let n = together.start[x] ?? 0; n < (together.start[x + 1] ?? 0); n++)
      given[x] = (given[x] ?? 0) + (together.weight[n] ?? 0)
  return { kind: 'next-basket', items, together, given, ...sharesOf(baskets, at) }
}

function sharesOf(baskets: Baskets, at: number) {
  const [recent, ever] = [new Float64Array(itemCount(baskets)), new Float64Array(itemCount(baskets))]
  let [late, all] = [0, 0]
  for (let b = 0; b < userCount(baskets); b++) {
    const worth = 2 ** ((timeOf(baskets, b) - at) / DAY / LATELY)
    late += worth
    all++
    for (let p = baskets.start[b] ?? 0; p < (baskets.start[b + 1] ?? 0); p++) {
      const item = baskets.item[p] ?? 0
      recent[item] = (recent[item] ?? 0) + worth
      ever[item] = (ever[item] ?? 0) + 1
    }
  }
  return {
    recent: recent.map((sum) => Math.log((sum + 0.1) / (late + 1))),
    popularity: ever.map((sum) => Math.log((sum + 0.5) / (all + 1))),
  }
}

function choiceOf(
  state: Omit<NextBasketModel, 'weights'>,
  history: readonly PastBasket[],
  next: Int32Array,
  now: number,
): Choice | null {
  const { items, rows } = nextCandidates(state, history, now)
  const bought = new Set(next)
  const chosen = items.flatMap((item, n) => (bought.has(item) ? [n] : []))
  return chosen.length === 0 ? null : { rows, size: items.length, chosen }
}

/** What a year of a gift shop's orders says; learned weights are pulled towards them. */
const usualNextWeights = Float64Array.from([
  0.5, 0.1, 0.5, 0.3, -0.2, 0, -0.1, 0.5, 0.1, 0.3, -0.1, -0.1, -0.1,
])

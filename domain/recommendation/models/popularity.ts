import type { ItemIndex } from './interactions.ts'
import { strongest } from './strongest.ts'

/** One person did something with one item. */
export interface PopularityEvent {
  item: number
  person: number
  /** Milliseconds. */
  at: number
  kind: 'viewed' | 'carted' | 'bought'
  /** `store:ID` or `city:NAME`; null: online, from nowhere in particular. */
  place: string | null
}

export interface PopularityParams {
  /** Days after which an event counts half. */
  halfLife: number
  /** What a cart and a purchase count, a view being 1. */
  carted: number
  bought: number
  /** Days in which different people are counted. */
  window: number
  /** Items kept for each place and category. */
  keep: number
}

export const popularityDefaults: PopularityParams = {
  halfLife: 14,
  carted: 4,
  bought: 10,
  window: 30,
  keep: 200,
}

/** One list: items best first, and how many different people within the window. */
interface Leaders {
  item: Int32Array
  score: Float32Array
  people: Int32Array
}

/** What is popular, of late, in all and in each place and category. Plain data. */
export interface PopularityModel {
  kind: 'popularity'
  params: PopularityParams
  /** Days in which people are counted. */
  window: number
  /** By item, from 0 to 1: 1 is the most popular. */
  popularity: Float32Array
  /** By `all`, `store:ID`, `city:NAME` and `category:PATH`. */
  lists: Map<string, Leaders>
  trending: Leaders
}

export interface PopularItem {
  item: number
  score: number
  /** Different people within the model's window. */
  people: number
}

const DAY = 86_400_000
const kinds: readonly PopularityEvent['kind'][] = ['viewed', 'carted', 'bought']
/** Cities come from addresses of the network: there may be any number of them. */
const MOST_PLACES = 500

/**
 * Counts that fade: score(i) = sum of worth(kind) · 2^(-age / halfLife), one count a person, item, kind and
 * day, so that nobody makes an item popular by reloading its page.
 *
 * Trending compares that with a half-life four times as long, both as rates: (short - long) / sqrt(long + 1),
 * the deviation of a Poisson count; only what more than one person touched within the window.
 */
export async function trainPopularity(
  events: readonly PopularityEvent[],
  items: ItemIndex,
  options: {
    now: Date
    categoriesOf: (item: number) => readonly string[]
    params?: Partial<PopularityParams>
  },
  pace: () => Promise<void> = async () => {},
): Promise<PopularityModel> {
  const params = { ...popularityDefaults, ...options.params }
  const count = items.ids.length
  const now = options.now.getTime()
  const lists = new Map<string, Tally>()
  const tallyOf = (key: string): Tally | null => {
    const there = lists.get(key)
    if (there) return there
    if (lists.size > MOST_PLACES && !key.startsWith('category:')) return null
    const fresh = newTally()
    lists.set(key, fresh)
    return fresh
  }
  const all = tallyOf('all') ?? newTally()
  const long = new Float64Array(count)
  let n = 0
  for (const event of withoutReloads(events, count)) {
    const worth = event.kind === 'viewed' ? 1 : params[event.kind]
    const days = Math.max(0, now - event.at) / DAY
    const score = worth * 2 ** (-days / params.halfLife)
    long[event.item] = (long[event.item] ?? 0) + worth * 2 ** (-days / (4 * params.halfLife))
    const within = days <= params.window
    add(all, event, score, within)
    if (event.place !== null) add(tallyOf(event.place), event, score, within)
    if (++n % 4096 === 0) await pace()
  }
  addCategories(all, options.categoriesOf, tallyOf)
  return {
    kind: 'popularity',
    params,
    window: params.window,
    popularity: shares(all, count),
    lists: new Map([...lists].map(([key, tally]) => [key, leadersOf(tally, tally.score, params.keep)])),
    trending: trendingOf(all, long, params.keep),
  }
}

/** What is popular there, best first; nothing where nothing is known. */
export function popularIn(model: PopularityModel, key: string, limit: number): PopularItem[] {
  const list = model.lists.get(key)
  return list ? first(list, limit) : []
}

/** What more people want than before, most striking first. */
export function trendingNow(model: PopularityModel, limit: number): PopularItem[] {
  return first(model.trending, limit)
}

export const popularityOf = (model: PopularityModel, item: number): number => model.popularity[item] ?? 0

interface Tally {
  score: Map<number, number>
  people: Map<number, Set<number>>
}

const newTally = (): Tally => ({ score: new Map(), people: new Map() })

function add(tally: Tally | null, event: PopularityEvent, score: number, within: boolean): void {
  if (tally === null) return
  tally.score.set(event.item, (tally.score.get(event.item) ?? 0) + score)
  if (!within) return
  const people = tally.people.get(event.item)
  if (people) people.add(event.person)
  else tally.people.set(event.item, new Set([event.person]))
}

function* withoutReloads(events: readonly PopularityEvent[], items: number): Generator<PopularityEvent> {
  const seen = new Map<number, Set<number>>()
  for (const event of events) {
    const day = Math.floor(event.at / DAY)
    const key = (event.person * items + event.item) * kinds.length + kinds.indexOf(event.kind)
    const that = seen.get(day)
    if (that?.has(key)) continue
    if (that) that.add(key)
    else seen.set(day, new Set([key]))
    yield event
  }
}

/** A category is what its items are; each item counts there with all that is known of it. */
function addCategories(
  all: Tally,
  categoriesOf: (item: number) => readonly string[],
  tallyOf: (key: string) => Tally | null,
): void {
  for (const [item, score] of all.score)
    for (const category of categoriesOf(item)) {
      const tally = tallyOf(`category:${category}`)
      tally?.score.set(item, score)
      const people = all.people.get(item)
      if (people) tally?.people.set(item, people)
    }
}

function leadersOf(tally: Tally, scores: ReadonlyMap<number, number>, keep: number): Leaders {
  const candidates = [...scores.keys()]
  const dense = candidates.map((item) => scores.get(item) ?? 0)
  const best = strongest(dense, Int32Array.from(candidates.keys()), keep)
  const item = best.map((at) => candidates[at] ?? 0)
  return {
    item,
    score: Float32Array.from(best, (at) => dense[at] ?? 0),
    people: item.map((one) => tally.people.get(one)?.size ?? 0),
  }
}

function trendingOf(all: Tally, long: Float64Array, keep: number): Leaders {
  const rise = new Map<number, number>()
  for (const [item, score] of all.score) {
    if ((all.people.get(item)?.size ?? 0) < 2) continue
    // at a steady rate the longer half-life has counted four times as much
    const usual = (long[item] ?? 0) / 4
    rise.set(item, (score - usual) / Math.sqrt(usual + 1))
  }
  return leadersOf(all, rise, keep)
}

function shares({ score }: Tally, items: number): Float32Array {
  let most = 0
  for (const value of score.values()) most = Math.max(most, value)
  return Float32Array.from({ length: items }, (_, item) => (most === 0 ? 0 : (score.get(item) ?? 0) / most))
}

function first(list: Leaders, limit: number): PopularItem[] {
  return Array.from({ length: Math.min(limit, list.item.length) }, (_, n) => ({
    item: list.item[n] ?? 0,
    score: list.score[n] ?? 0,
    people: list.people[n] ?? 0,
  }))
}

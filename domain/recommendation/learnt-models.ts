import type { Store } from '#knowledge/catalog/index.ts'
import { boughtTogether, type TogetherModel } from './models/baskets-together.ts'
import { neighboursOf, nextItems } from './models/item-item.ts'
import { type PopularItem, popularIn, trendingNow } from './models/popularity.ts'
import { nextInSession } from './models/sessions-next.ts'
import type { Models, Place, Scored } from './models-in-use.ts'
import type { Learnt } from './training/learnt.ts'
import type { Look } from './training/looks.ts'

/** The most popular twentieth of the catalog is its head. */
const HEAD_SHARE = 0.05
/** So much of a history is asked what it says of a product. */
const ASKED_ABOUT = 10
const NEIGHBOURS_ASKED = 100
const MOST_CLICKS = 50

/** What was learned, by product id. `stores` tells which stores a city has. */
export function modelsOf(learnt: Learnt, stores: () => readonly Store[]): Models {
  const { ids, sessions, together, togetherPeople, viewedBought, next, popularity, repeats, looks } = learnt
  const at = new Map(ids.map((id, item) => [id, item]))
  const itemOf = (productId: string) => at.get(productId) ?? -1
  const idOf = (item: number) => ids[item] ?? ''
  const byCategory = new Map<string, Look[]>()
  for (const look of looks) byCategory.set(look.category, [...(byCategory.get(look.category) ?? []), look])
  const items = (productIds: readonly string[]) => productIds.map(itemOf).filter((item) => item >= 0)
  return {
    trainedAt: new Date(learnt.trainedAt),
    latestAt: learnt.latestAt === null ? null : new Date(learnt.latestAt),
    signals: learnt.signals,
    knows: (productId) => at.has(productId),
    boughtTogether: (productId, limit) =>
      pairsOf(together, itemOf(productId), limit).map(({ item, score, pair }) => ({
        productId: idOf(item),
        score,
        people: togetherPeople[pair] ?? 0,
      })),
    viewedAlsoBought: (productId, limit) =>
      pairsOf(viewedBought, itemOf(productId), limit).map(({ item, score, baskets }) => ({
        productId: idOf(item),
        score,
        people: baskets, // a "basket" of it is all that one person bought
      })),
    nextInSession: (clicks, limit) => {
      const session = items(clicks.slice(-MOST_CLICKS))
      if (!sessions || session.length === 0) return []
      const had = new Set(session)
      const found = nextInSession(sessions, session, limit + had.size)
      // scores are logarithms: as shares of the best they can stand beside those of other models
      const best = found[0]?.score ?? 0
      return found
        .filter(({ item }) => !had.has(item))
        .map(({ item, score }) => ({ productId: idOf(item), score: Math.exp(score - best) }))
    },
    nextItems: (history, limit) => {
      const known = history.flatMap(({ productId, at: time }) => {
        const item = itemOf(productId)
        return item < 0 ? [] : [{ item, at: time.getTime() }]
      })
      const speaks = speakersOf(known.map(({ item }) => item).slice(-ASKED_ABOUT))
      return nextItems(next, known, limit).map(({ item, score }) => {
        const about = speaks(item)
        return { productId: idOf(item), score, ...(about !== null && { aboutId: idOf(about) }) }
      })
    },
    popular: (place, limit) =>
      listsFor(place, stores())
        .map((key) => popularIn(popularity, key, limit))
        .reduce(joined, [])
        .slice(0, limit)
        .map(named),
    trending: (limit) => positive(trendingNow(popularity, limit)).map(named),
    popularity: (productId) => popularity.popularity[itemOf(productId)] ?? 0,
    headPopularity: headOf(popularity.popularity, learnt.products),
    repeatsAfterDays: (productId) => {
      const days = repeats[itemOf(productId)] ?? Number.NaN
      return Number.isNaN(days) ? null : days
    },
    completedBy: (category) => byCategory.get(category) ?? [],
    looks,
  }

  function named({ item, score, people }: PopularItem): Scored {
    return { productId: idOf(item), score, people }
  }

  /** Of a history, what speaks for an item most by the model itself. */
  function speakersOf(history: readonly number[]): (item: number) => number | null {
    const strongest = new Map<number, { from: number; score: number }>()
    for (const from of history)
      for (const { item, score } of neighboursOf(next, from, NEIGHBOURS_ASKED))
        if (score > (strongest.get(item)?.score ?? 0)) strongest.set(item, { from, score })
    return (item) => strongest.get(item)?.from ?? null
  }
}

function pairsOf(model: TogetherModel, item: number, limit: number) {
  if (item < 0) return []
  const start = model.start[item] ?? 0
  return boughtTogether(model, item, limit).map((pair, n) => ({ ...pair, pair: start + n }))
}

/** Only what is for it: rankings that never end go on with what is against it. */
function positive<S extends { score: number }>(scored: readonly S[]): S[] {
  return scored.filter(({ score }) => score > 0)
}

/** The keys of the popularity model; a city is what was looked at there and what its stores sold. */
function listsFor(place: Place, stores: readonly Store[]): string[] {
  switch (place.kind) {
    case 'everywhere':
      return ['all']
    case 'store':
      return [`store:${place.storeId}`]
    case 'category':
      return [`category:${place.category.toLowerCase()}`]
    case 'city': {
      const city = place.city.toLowerCase()
      const own = stores.filter((store) => store.city.toLowerCase() === city)
      return [`city:${city}`, ...own.map(({ storeId }) => `store:${storeId}`)]
    }
  }
}

/** Two lists as one; people may be the same ones, so that the larger number of them is sure. */
function joined(a: readonly PopularItem[], b: readonly PopularItem[]): PopularItem[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? [...b] : [...a]
  const sums = new Map(a.map((one) => [one.item, { ...one }]))
  for (const { item, score, people } of b) {
    const known = sums.get(item)
    if (!known) sums.set(item, { item, score, people })
    else {
      known.score += score
      known.people = Math.max(known.people, people)
    }
  }
  return [...sums.values()].sort((x, y) => y.score - x.score)
}

function headOf(popularity: Float32Array, products: number): number {
  const sorted = Float32Array.from(popularity).sort().reverse()
  const head = Math.max(1, Math.ceil(HEAD_SHARE * Math.max(products, sorted.length)))
  return sorted[Math.min(head, sorted.length) - 1] || 1
}

import type { ShelfProduct } from '#knowledge/catalog/index.ts'
import { leafOf, nameOfCategory } from '../leaf.ts'
import type { Place, Scored } from '../models-in-use.ts'
import type { Situation } from '../situation.ts'
import type { Because, Candidate } from './candidate.ts'
import { LEAST_PEOPLE } from './together.ts'

/** The narrower a place, the more its list says of here; scores of a wider one come after it. */
const WIDER = 0.5

/** What is popular where the shopper is: the store, its city, the category, everywhere. */
export function popularHere(s: Situation, limit: number): Candidate[] {
  const found = new Map<string, Candidate>()
  let worth = 1
  for (const place of placesOf(s)) {
    for (const one of popularAt(s, place, limit, worth)) {
      const known = found.get(one.productId)
      if (!known) found.set(one.productId, one)
      // few in this store, many in all: what can be said of it is said
      else if (known.because.code === 'in_stock') known.because = one.because
    }
    worth *= WIDER
  }
  return [...found.values()].sort((a, b) => b.score - a.score)
}

export function popularEverywhere(s: Situation, limit: number): Candidate[] {
  return popularAt(s, { kind: 'everywhere' }, limit, 1)
}

/** What is popular in the categories of these products. */
export function popularAmong(s: Situation, about: readonly ShelfProduct[], limit: number): Candidate[] {
  const leaves = [...new Set(about.map(leafOf).filter((leaf) => leaf !== null))].slice(0, 3)
  return leaves.flatMap((category) => popularAt(s, { kind: 'category', category }, limit, 1))
}

function popularAt(s: Situation, place: Place, limit: number, worth: number): Candidate[] {
  const list = s.models.popular(place, limit)
  const best = list[0]?.score ?? 1
  return list.map((one) => ({
    productId: one.productId,
    score: (one.score / best) * worth,
    because: becauseOf(s, place, one),
  }))
}

function becauseOf(s: Situation, place: Place, { people = 0 }: Scored): Because {
  if (people < LEAST_PEOPLE || !isFresh(s)) return { code: 'in_stock' } // one person's purchase is nobody else's business
  switch (place.kind) {
    case 'store': {
      const name = s.shelf.stores().find(({ storeId }) => storeId === place.storeId)?.name
      return { code: name === undefined ? 'popular' : 'popular_store', ...(name && { name }), people }
    }
    case 'city':
      return { code: 'popular_city', name: place.city, people }
    case 'category':
      return { code: 'popular_category', name: nameOfCategory(place.category), people }
    case 'everywhere':
      return { code: 'popular', people }
  }
}

function placesOf({ ask, facts, shelf }: Situation): Place[] {
  const storeId = ask.storeId ?? (ask.city === undefined ? facts?.storeId : null)
  const city = ask.city ?? shelf.stores().find((store) => store.storeId === storeId)?.city
  const category = ask.category
  return [
    ...(storeId ? [{ kind: 'store', storeId } as const] : []),
    ...(city ? [{ kind: 'city', city } as const] : []),
    ...(category ? [{ kind: 'category', category } as const] : []),
    { kind: 'everywhere' },
  ]
}

/** What is wanted more than it was. */
export function trending(s: Situation, limit: number): Candidate[] {
  return s.models.trending(limit).map(({ productId, score, people = 0 }) => ({
    productId,
    score,
    because: people < LEAST_PEOPLE || !isFresh(s) ? { code: 'in_stock' } : { code: 'trending', people },
  }))
}

const FRESH_MS = 14 * 86_400_000

/** Whether "now" may be said: what was popular in spring is no news in autumn. */
function isFresh({ models, now }: Situation): boolean {
  return models.latestAt !== null && now.getTime() - models.latestAt.getTime() <= FRESH_MS
}

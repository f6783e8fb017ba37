import type { ShelfProduct, ShelfView } from '#knowledge/catalog/index.ts'
import type { Curation } from './curation.ts'
import { type Guards, guardsOf } from './guards.ts'
import type { Models } from './models-in-use.ts'
import type { PersonFacts, RecommendAsk } from './recommendation.ts'

/** Products like these by what they are: synchronous, best first. */
export type Similar = (
  productIds: readonly string[],
  limit: number,
  passes: (productId: string) => boolean,
) => { productId: string; score: number }[]

/** Everything recommending reads beside the question: all of it in memory. */
export interface World {
  shelf: ShelfView
  models: Models
  curation: Curation
  /** null: there is no search to ask, products are compared by their categories, brand and price. */
  similar: Similar | null
}

/** One question, read once: what every source of candidates is given. */
export interface Situation extends World {
  ask: RecommendAsk
  facts: PersonFacts | null
  now: Date
  guards: Guards
  /** What the row is about, as it lies on the shelf. */
  context: readonly ShelfProduct[]
  /** What this session looked at, the latest first, on the shelf, without the context. */
  viewed: readonly ShelfProduct[]
}

export function situationOf(
  world: World,
  ask: RecommendAsk,
  facts: PersonFacts | null,
  now: Date,
): Situation {
  const onShelf = (ids: readonly string[]) => ids.flatMap((id) => world.shelf.get(id) ?? [])
  const contextIds = [...new Set(ask.productIds ?? [])]
  const about = new Set(contextIds)
  const viewedIds = [...new Set([...(ask.viewed ?? [])].reverse())].filter((id) => !about.has(id))
  return {
    ...world,
    ask,
    facts,
    now,
    guards: guardsOf(world, ask, facts, now),
    context: onShelf(contextIds),
    viewed: onShelf(viewedIds),
  }
}

import type { Shelf } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { curationOf, noCuration } from './curation.ts'
import { factsOf } from './facts.ts'
import { noModels } from './models-in-use.ts'
import { curationMark, listCuration } from './queries-curation.ts'
import { recommend } from './recommend.ts'
import type { PersonFacts, RecommendAnswer, RecommendAsk } from './recommendation.ts'
import type { Similar, World } from './situation.ts'
import { smallnessOf, whyManual } from './small-shop.ts'

/** Recommendations for every row of the shop. */
export interface Recommender {
  /** `facts` null: no consent, or nobody known; then what is popular, and what the page says, decide. */
  recommend: (ask: RecommendAsk, facts: PersonFacts | null, now: Date) => RecommendAnswer
  /** `customerIds` are all members of the person; whether it may be read is the caller's to ask. */
  factsOf: (customerIds: readonly string[], now: Date) => Promise<PersonFacts>
  /** Takes over what has changed: the shelf, the newest model, what the shop picks and hides. */
  follow: () => Promise<void>
  status: () => RecommenderStatus
}

export interface RecommenderStatus {
  products: number
  sellable: number
  /** null: nothing was learned yet. */
  trainedAt: Date | null
  signals: number
  /** Why the shop's own picks go first; null: they do not. */
  manual: string | null
}

export interface RecommenderOptions {
  shelf: Shelf
  similar?: Similar | null | undefined
  clock?: (() => Date) | undefined
}

export async function openRecommender(db: Db, options: RecommenderOptions): Promise<Recommender> {
  const { shelf, similar = null } = options
  const world: World = { shelf, similar, models: noModels, curation: noCuration }
  let mark = ''
  const follow = async () => {
    await shelf.follow()
    const next = await curationMark(db)
    if (next === mark) return
    world.curation = curationOf(await listCuration(db))
    mark = next
  }
  await follow()
  return {
    recommend: (ask, facts, now) => recommend(world, ask, facts, now),
    factsOf: (customerIds, now) => factsOf(db, customerIds, now),
    follow,
    status: () => ({
      products: shelf.size,
      sellable: shelf.newest().length,
      trainedAt: world.models.trainedAt,
      signals: world.models.signals,
      manual: whyManual(smallnessOf(world)),
    }),
  }
}

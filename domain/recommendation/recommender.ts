import type { Shelf } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { curationOf, noCuration } from './curation.ts'
import { factsOf } from './facts.ts'
import { modelsOf } from './learnt-models.ts'
import { noModels } from './models-in-use.ts'
import { curationMark, listCuration } from './queries-curation.ts'
import { latestModel, modelBytes, type StoredModel } from './queries-models.ts'
import { recommend } from './recommend.ts'
import type { PersonFacts, RecommendAnswer, RecommendAsk } from './recommendation.ts'
import type { Similar, World } from './situation.ts'
import { smallnessOf, whyManual } from './small-shop.ts'
import {
  type LookedAt,
  type TrainingOptions,
  type TrainingResult,
  trainModels,
  trainWhenDue,
} from './train.ts'
import type { Look } from './training/looks.ts'
import { unpackModels } from './training/pack.ts'

/** Recommendations for every row of the shop. */
export interface Recommender {
  /** `facts` null: no consent, or nobody known; then what is popular, and what the page says, decide. */
  recommend: (ask: RecommendAsk, facts: PersonFacts | null, now: Date) => RecommendAnswer
  /** `customerIds` are all members of the person; whether it may be read is the caller's to ask. */
  factsOf: (customerIds: readonly string[], now: Date) => Promise<PersonFacts>
  /** Learns anew, now; the new model serves before it resolves. Throws `conflict` while it is done elsewhere. */
  train: (options?: TrainingOptions) => Promise<TrainingResult>
  /** The same where it is due; answers whether it was. Costs next to nothing where nothing is new. */
  trainWhenDue: (options?: TrainingOptions) => Promise<boolean>
  /** Takes over what has changed: the shelf, the newest model, what the shop picks and hides. */
  follow: () => Promise<void>
  status: () => RecommenderStatus
  /** What was learned of which category completes which. */
  looks: () => readonly Look[]
  /** Whether it is of the most popular twentieth of the catalog. */
  isHead: (productId: string) => boolean
}

export interface RecommenderStatus {
  products: number
  sellable: number
  /** What serves; null: nothing was learned yet. */
  model: StoredModel | null
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
  const { shelf, similar = null, clock = () => new Date() } = options
  const world: World = { shelf, similar, models: noModels, curation: noCuration }
  const looked: LookedAt = { at: null }
  let mark = ''
  let serving: StoredModel | null = null

  const followCuration = async () => {
    const next = await curationMark(db)
    if (next === mark) return
    world.curation = curationOf(await listCuration(db))
    mark = next
  }
  const followModel = async () => {
    const latest = await latestModel(db)
    if (latest === null || latest.modelId === serving?.modelId) return
    const bytes = await modelBytes(db, latest.modelId)
    if (bytes === null) return // a newer one took its place meanwhile: next time
    world.models = modelsOf(await unpackModels(bytes), shelf.stores) // whole, in one assignment
    serving = latest
  }
  const follow = single(async () => {
    await shelf.follow()
    await followCuration()
    await followModel()
  })

  await follow()
  return {
    recommend: (ask, facts, now) => recommend(world, ask, facts, now),
    factsOf: (customerIds, now) => factsOf(db, customerIds, now),
    train: async (training) => {
      await shelf.follow()
      const result = await trainModels(db, shelf, clock(), { clock, ...training })
      await followModel()
      return result
    },
    trainWhenDue: (training) => trainWhenDue(db, shelf, clock(), looked, { clock, ...training }),
    follow,
    status: () => ({
      products: shelf.size,
      sellable: shelf.sellable,
      model: serving,
      signals: world.models.signals,
      manual: whyManual(smallnessOf(world)),
    }),
    looks: () => world.models.looks,
    isHead: (productId) => {
      const popularity = world.models.popularity(productId)
      return popularity > 0 && popularity >= world.models.headPopularity
    },
  }
}

/** While one call runs, others wait for the same. */
function single(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => {
    running ??= work().finally(() => {
      running = null
    })
    return running
  }
}

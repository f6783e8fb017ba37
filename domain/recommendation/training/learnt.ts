import type { TogetherModel } from '../models/baskets-together.ts'
import type { ItemItemModel } from '../models/item-item.ts'
import type { PopularityModel } from '../models/popularity.ts'
import type { SessionModel } from '../models/sessions.ts'
import type { Look } from './looks.ts'

/**
 * Everything that one training learned: typed arrays and numbers over products. It names nobody: a session is a
 * row of product numbers, a person a count. Stored as it is, and read by other processes.
 */
export interface Learnt {
  /** Milliseconds. */
  trainedAt: number
  latestAt: number | null
  /** Purchases and looks together. */
  signals: number
  /** The product of each number. */
  ids: string[]
  /** How many products there were to choose from. */
  products: number
  popularity: PopularityModel
  together: TogetherModel
  /** Different people behind each pair of `together`. */
  togetherPeople: Int32Array
  viewedBought: TogetherModel
  next: ItemItemModel
  /** null: nobody has looked at anything yet. */
  sessions: SessionModel | null
  /** Days after which each product is bought again; NaN: it is not, or too few people show it. */
  repeats: Float32Array
  /** Which category completes which, the best first within each. */
  looks: Look[]
}

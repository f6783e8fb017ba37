import type { Bought } from './facts/bought.ts'
import { type Favourite, favouriteBrands, favouriteCategories } from './facts/favourites.ts'
import { channelHabits, type Habit, storeHabits } from './facts/habits.ts'
import { type Replenishment, replenishments } from './facts/replenishment.ts'
import { type UsualSize, usualSizes } from './facts/sizes.ts'
import {
  type BuyingFact,
  buyingFact,
  type ReturnsFact,
  returnsFact,
  type ValueFact,
  valueFacts,
} from './facts/value.ts'

/** What follows from what a customer bought; each with the reason why we think so. */
export interface Facts {
  value: ValueFact[]
  buying: BuyingFact | null
  returns: ReturnsFact | null
  categories: Favourite[]
  brands: Favourite[]
  sizes: UsualSize[]
  replenishment: Replenishment[]
  channels: Habit[]
  stores: Habit[]
}

export function factsOf(bought: Bought, now: Date): Facts {
  return {
    value: valueFacts(bought),
    buying: buyingFact(bought, now),
    returns: returnsFact(bought),
    categories: favouriteCategories(bought, now),
    brands: favouriteBrands(bought, now),
    sizes: usualSizes(bought, now),
    replenishment: replenishments(bought, now),
    channels: channelHabits(bought),
    stores: storeHabits(bought),
  }
}

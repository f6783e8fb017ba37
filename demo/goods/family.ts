import type { PictureKind } from '../pictures/kinds.ts'
import type { Brand } from './brands.ts'
import type { ColourName } from './colours.ts'
import type { SizeRun } from './sizes.ts'

export type Fit = 'women' | 'men' | 'kids'

/** How a family stands in the shop: sold out, just arrived, or announced for a day still to come. */
export type Standing = 'sold-out' | 'new' | 'upcoming'

/** A line of goods as the buyer thinks of it; each fit and each edition of it becomes a product. */
export interface Family {
  /** The title; `{}` is where an edition's name goes. */
  name: string
  kind: PictureKind
  brand: Brand
  /** Whole dollars. */
  price: number
  /** The list price, in whole dollars, where it is reduced. */
  was?: number
  colours: ColourName[]
  sizes?: SizeRun
  fits?: Fit[]
  kidsPrice?: number
  editions?: Edition[]
  text: string
  /** Typed attributes, the same for every variant. */
  facts: Record<string, string>
  standing?: Standing
}

export interface Edition {
  name: string
  price: number
  was?: number
  /** A sentence that only this edition needs. */
  text?: string
  facts?: Record<string, string>
  standing?: Standing
}

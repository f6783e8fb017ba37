import type { Money } from '#contract/money.ts'
import type { Expected, Predictions } from './incentive.ts'
import type { Basket } from './offers.ts'
import type { PricedOffer } from './price-basket.ts'

/** What all issues of an offer come to, or those of one day. */
export interface BudgetState {
  open: number
  redeemed: number
  reserved: number
  spent: number
}

export const noBudgetYet: BudgetState = { open: 0, redeemed: 0, reserved: 0, spent: 0 }

/** What one person, over all members, was given of an offer; what was taken back unsent is not in it. */
export interface GivenBefore {
  count: number
  /** Reserved while open, what it cost once redeemed. */
  money: number
  openUntil: Date | null
  lastAt: Date | null
}

export const nothingGiven: GivenBefore = { count: 0, money: 0, openUntil: null, lastAt: null }

/** Everything the rules want to know, read beforehand. */
export interface OfferFacts {
  /** Whether the rule of eligibility fits; true where there is none. */
  fits: boolean
  tier: string | null
  points: number
  given: GivenBefore
  budget: BudgetState
  today: BudgetState
  /** Of the message that would bring it; null: none, or it costs nothing. */
  messageCost: Money | null
  basket: Basket | null
  /** Other offers that stand beside it on this basket. */
  beside: readonly PricedOffer[]
  expected: Expected | null
  predictions: Predictions | null
}

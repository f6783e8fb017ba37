import type { Look } from './training/looks.ts'

/** What a model says of a product. */
export interface Scored {
  productId: string
  /** Comparable within one list only. */
  score: number
  /** How many different people it rests on; left out where a model counts nobody. */
  people?: number
  /** What of a history speaks for it most; left out where a model cannot tell. */
  aboutId?: string
}

/** Where something is popular. */
export type Place =
  | { kind: 'everywhere' }
  | { kind: 'store'; storeId: string }
  | { kind: 'city'; city: string }
  | { kind: 'category'; category: string }

/** What was learned, by product id: all that ranking knows of people in general. Lists come best first. */
export interface Models {
  /** Learned as of then; null: nothing yet. */
  trainedAt: Date | null
  /** The latest signal it rests on; null: none. */
  latestAt: Date | null
  /** People's purchases and looks it rests on. */
  signals: number
  /** Whether anything was learned of this product. */
  knows: (productId: string) => boolean
  boughtTogether: (productId: string, limit: number) => readonly Scored[]
  viewedAlsoBought: (productId: string, limit: number) => readonly Scored[]
  /** From the clicks of a session, oldest first. */
  nextInSession: (clicks: readonly string[], limit: number) => readonly Scored[]
  /** From what one person had, oldest first. */
  nextItems: (history: readonly { productId: string; at: Date }[], limit: number) => readonly Scored[]
  popular: (place: Place, limit: number) => readonly Scored[]
  /** What is wanted more than it was before. */
  trending: (limit: number) => readonly Scored[]
  /** 0: nobody wants it; 1: more people than any other. */
  popularity: (productId: string) => number
  /** Below it 95 of 100 products lie. */
  headPopularity: number
  /** Days after which people buy it again, where enough do. */
  repeatsAfterDays: (productId: string) => number | null
  /** What completes things of this leaf category, the best first. */
  completedBy: (category: string) => readonly Look[]
  readonly looks: readonly Look[]
}

const none: readonly Scored[] = []

/** Before anything was learned. */
export const noModels: Models = {
  trainedAt: null,
  latestAt: null,
  signals: 0,
  knows: () => false,
  boughtTogether: () => none,
  viewedAlsoBought: () => none,
  nextInSession: () => none,
  nextItems: () => none,
  popular: () => none,
  trending: () => none,
  popularity: () => 0,
  headPopularity: 1,
  repeatsAfterDays: () => null,
  completedBy: () => [],
  looks: [],
}

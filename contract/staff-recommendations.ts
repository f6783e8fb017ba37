import { z } from 'zod'
import type { ProductCard } from './message.ts'
import type { BundleView, ReasonCode, RowName, Strategy } from './recommendation.ts'
import { MOST_ITEMS, rowNames } from './recommendation.ts'

/** JSON of `/api/recommendations…`: what the shop itself decides about its rows, and what it would show to whom. */

export const curationKinds = ['pin', 'exclude', 'goes_with'] as const
export type CurationKind = (typeof curationKinds)[number]

// PostgreSQL keeps no NUL, and half a surrogate pair is no character
const plain = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(max, `at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'holds a character that is no text')
const id = plain(200)
const row = z.enum(rowNames).nullable().default(null)
const category = plain(300)
const common = {
  note: z
    .string()
    .trim()
    .max(200, 'at most 200 characters')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
    .default(''),
  startsAt: z.iso.datetime({ offset: true }).nullable().default(null),
  endsAt: z.iso.datetime({ offset: true }).nullable().default(null),
}
const beside = id.nullable().default(null).describe('only beside this product; null: everywhere')

/** What a decision hides: one of the four. */
const hidden = z.union([
  z.strictObject({ productId: id }),
  z.strictObject({ brand: plain(200) }),
  z.strictObject({ category }),
  z.strictObject({ attribute: z.strictObject({ name: plain(100), value: plain(200) }) }),
])

/** A product at a place of a row. */
const pin = z.strictObject({
  kind: z.literal('pin'),
  row,
  beside,
  productId: id,
  position: z.int().min(1, 'from 1').max(MOST_ITEMS, `at most ${MOST_ITEMS}`),
  ...common,
})
/** What is not shown in a row. */
const exclude = z.strictObject({ kind: z.literal('exclude'), row, beside, what: hidden, ...common })
/** A category that completes another one. */
const goesWith = z.strictObject({
  kind: z.literal('goes_with'),
  category: category.describe('to whatever lies in it …'),
  completedBy: category.describe('… goes what lies in this one'),
  ...common,
})

/** `POST /api/recommendations/curation`, and `PUT` of one. */
export const curationInput = z.discriminatedUnion('kind', [pin, exclude, goesWith])
export type CurationInput = z.input<typeof curationInput>
export type CheckedCuration = z.output<typeof curationInput>

/**
 * Where a decision stands now. `sold_out`, `gone`: its product cannot be bought, or left the catalog, and is
 * skipped; `hidden`: another decision hides what this one shows, and hiding wins.
 */
export const curationStates = ['holds', 'planned', 'over', 'sold_out', 'gone', 'hidden'] as const
export type CurationState = (typeof curationStates)[number]

/** One decision of the shop. */
export interface CurationView {
  curationId: string
  kind: CurationKind
  row: RowName | null
  /** The product beside which it holds; null: everywhere. */
  beside: CuratedProduct | null
  /** What is shown or hidden; of `goes_with` null. */
  product: CuratedProduct | null
  brand: string | null
  category: string | null
  attribute: { name: string; value: string } | null
  /** Of `goes_with`: what `category` completes. */
  completes: string | null
  position: number | null
  note: string
  startsAt: string | null
  endsAt: string | null
  state: CurationState
  /** Who wrote it last; null: the house itself. */
  by: string | null
  at: string
}

export interface CuratedProduct {
  productId: string
  /** null: no longer in the catalog. */
  card: ProductCard | null
}

/** `GET /api/recommendations/curation` */
export interface CurationPage {
  entries: CurationView[]
  /** What the catalog has, for choosing from. */
  categories: string[]
  brands: string[]
  mayChange: boolean
}

export interface CurationChangeView {
  change: 'added' | 'changed' | 'removed'
  /** In words. */
  what: string
  by: string | null
  at: string
}

/** `GET /api/recommendations`: what serves now. */
export interface RecommendationsPage {
  products: number
  sellable: number
  /** Why the shop's own picks go first; null: they do not. */
  manual: string | null
  model: {
    trainedAt: string
    durationMs: number
    counts: { purchases: number; looks: number; people: number; products: number; refused: number }
  } | null
  training: TrainingView | null
  /** Which category completes which, as it was learned. */
  looks: LearnedLook[]
  served: ServedView
  mayChange: boolean
}

/** A run of training, the latest. */
export interface TrainingView {
  runId: string
  startedAt: string
  step: string
  done: number
  total: number
  endedAt: string | null
  error: string | null
}

export interface LearnedLook {
  category: string
  completedBy: string
  /** How much likelier who bought the one buys the other than anybody. */
  lift: number
  /** Different people who bought both. */
  people: number
}

/** What was recommended to visitors whose visits may be recorded, over the last `days`. */
export interface ServedView {
  days: number
  /** Rows of products that were shown. */
  shown: number
  /** Different products in them, of all that can be bought. */
  products: number
  /** Share of all places that went to the most popular twentieth of the catalog. */
  headShare: number | null
  rows: { slot: string; shown: number; clicked: number }[]
}

/** `GET /api/recommendations/preview` */
export const previewAsked = z.strictObject({
  row: z.enum(rowNames),
  productId: id.optional(),
  customerId: id.optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ITEMS).default(8),
})

export interface RecommendationPreview {
  row: RowName
  strategy: Strategy
  /** Whether what is known of the customer was used. */
  personal: boolean
  /** Why it was not; null: it was, or nobody was named. */
  withheld: string | null
  items: { card: ProductCard; code: ReasonCode; text: string; detail: string }[]
  bundle: BundleView | null
}

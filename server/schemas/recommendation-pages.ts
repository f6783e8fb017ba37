import { z } from 'zod'
import { reasonCodes, rowNames, strategies } from '#contract/recommendation.ts'
import {
  type CurationChangeView,
  type CurationPage,
  type CurationView,
  curationKinds,
  curationStates,
  type RecommendationPreview,
  type RecommendationsPage,
  type TrainingView,
} from '#contract/staff-recommendations.ts'
import { productCard, timestamp } from './message.ts'

const curated = z.object({ productId: z.string(), card: productCard.nullable() })
const row = z.enum(rowNames)

export const trainingView: z.ZodType<TrainingView> = z.object({
  runId: z.string(),
  startedAt: timestamp,
  step: z.string(),
  done: z.int(),
  total: z.int(),
  endedAt: timestamp.nullable(),
  error: z.string().nullable(),
})

const curationView: z.ZodType<CurationView> = z.object({
  curationId: z.string(),
  kind: z.enum(curationKinds),
  row: row.nullable(),
  beside: curated.nullable(),
  product: curated.nullable(),
  brand: z.string().nullable(),
  category: z.string().nullable(),
  attribute: z.object({ name: z.string(), value: z.string() }).nullable(),
  completes: z.string().nullable(),
  position: z.int().nullable(),
  note: z.string(),
  startsAt: timestamp.nullable(),
  endsAt: timestamp.nullable(),
  state: z.enum(curationStates),
  by: z.string().nullable(),
  at: timestamp,
})

export const curationPage: z.ZodType<CurationPage> = z.object({
  entries: z.array(curationView),
  categories: z.array(z.string()),
  brands: z.array(z.string()),
  mayChange: z.boolean(),
})

const change: z.ZodType<CurationChangeView> = z.object({
  change: z.enum(['added', 'changed', 'removed']),
  what: z.string(),
  by: z.string().nullable(),
  at: timestamp,
})
export const curationChangeList = z.object({ changes: z.array(change) })

export const recommendationsPage: z.ZodType<RecommendationsPage> = z.object({
  products: z.int(),
  sellable: z.int(),
  manual: z.string().nullable(),
  model: z
    .object({
      trainedAt: timestamp,
      durationMs: z.int(),
      counts: z.object({
        purchases: z.int(),
        looks: z.int(),
        people: z.int(),
        products: z.int(),
        refused: z.int(),
      }),
    })
    .nullable(),
  training: trainingView.nullable(),
  looks: z.array(
    z.object({ category: z.string(), completedBy: z.string(), lift: z.number(), people: z.int() }),
  ),
  served: z.object({
    days: z.int(),
    shown: z.int(),
    products: z.int(),
    headShare: z.number().nullable(),
    rows: z.array(z.object({ slot: z.string(), shown: z.int(), clicked: z.int() })),
  }),
  mayChange: z.boolean(),
})

export const recommendationPreview: z.ZodType<RecommendationPreview> = z.object({
  row,
  strategy: z.enum(strategies),
  personal: z.boolean(),
  withheld: z.string().nullable(),
  items: z.array(
    z.object({ card: productCard, code: z.enum(reasonCodes), text: z.string(), detail: z.string() }),
  ),
  bundle: z
    .object({
      productIds: z.array(z.string()),
      total: z.object({ amount: z.int(), currency: z.string() }),
    })
    .nullable(),
})

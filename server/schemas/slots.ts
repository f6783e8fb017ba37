import { z } from 'zod'
import { slotReasons } from '#contract/decide.ts'
import { rowNames, strategies } from '#contract/recommendation.ts'
import { slotKinds, slotStrategies } from '#contract/slots.ts'
import { type SlotChoices, type SlotPreview, standings } from '#contract/staff-slots.ts'
import { timestamp } from './message.ts'

/** The answers of `/api/slots…`, for `/openapi.json`. */
const written = { updatedAt: timestamp, updatedBy: z.string().nullable() }

/** Loose where the input says it all: a pattern of whole characters is none in JSON Schema. */
const variant = z.object({
  variantId: z.string(),
  name: z.string(),
  on: z.boolean(),
  audience: z.looseObject({}).describe('as it is written'),
  content: z.looseObject({}).describe('as it is written'),
  from: timestamp.nullable(),
  until: timestamp.nullable(),
  ...written,
})

const row = z.object({
  name: z.string(),
  place: z.string(),
  kind: z.enum(slotKinds),
  on: z.boolean(),
  strategy: z.enum(slotStrategies),
  defaultContent: z.looseObject({}).describe('as it is written'),
  quietDays: z.int(),
  variants: z.array(variant),
  ...written,
  updatedByName: z.string().nullable(),
  counts: z.array(
    z.object({
      slot: z.string(),
      variantId: z.string().nullable(),
      served: z.int(),
      late: z.int(),
      seen: z.int(),
      clicked: z.int(),
      closed: z.int(),
    }),
  ),
})
const segments = z.record(z.string(), z.string())

export const slotsPage = z.object({
  days: z.int(),
  slots: z.array(row),
  strategy: z.enum(slotStrategies),
  deadlineMs: z.int(),
  segments,
})

export const slotPage = z.object({
  slot: row,
  days: z.int(),
  strategy: z.enum(slotStrategies),
  changes: z.array(
    z.object({
      rev: z.int(),
      variantId: z.string().nullable(),
      variantName: z.string().nullable(),
      change: z.enum(['added', 'changed', 'removed', 'reordered']),
      fields: z.array(z.string()),
      changedByName: z.string().nullable(),
      changedAt: timestamp,
    }),
  ),
  segments,
})

export const slotChoices: z.ZodType<SlotChoices> = z.object({
  segments: z.array(z.object({ segmentId: z.string(), name: z.string(), members: z.int() })),
  tiers: z.array(z.string()),
  categories: z.array(z.string()),
  brands: z.array(z.string()),
  cities: z.array(z.string()),
  countries: z.array(z.string()),
  noWeather: z.string().nullable(),
  currency: z.string(),
  timeZone: z.string(),
})

const reason = z.object({ code: z.enum(slotReasons), text: z.string() })
const shown = z.object({
  name: z.string(),
  kind: z.enum(slotKinds),
  variantId: z.string().nullable(),
  variantName: z.string().nullable(),
  html: z.string(),
  reason,
  strategy: z.enum(slotStrategies),
  row: z
    .object({
      row: z.enum(rowNames),
      strategy: z.enum(strategies),
      products: z.array(
        z.object({
          productId: z.string(),
          title: z.string(),
          reason: z.object({ code: z.string(), text: z.string() }),
        }),
      ),
    })
    .nullable(),
})

export const slotPreview: z.ZodType<SlotPreview> = z.object({
  views: z.array(z.object({ standing: z.enum(standings), slots: z.array(shown) })),
  accent: z.string(),
})

import { z } from 'zod'
import type { SlotProduct, SlotReason } from './decide.ts'
import type { RowName, Strategy } from './recommendation.ts'
import {
  devices,
  platforms,
  type Slot,
  type SlotCount,
  type SlotKind,
  type SlotStrategy,
  slotInput,
  slotName,
  slotVariantInput,
  weathers,
} from './slots.ts'

/** JSON of `/api/slots…`: what stands where on the site, who changed it, and what somebody would see. */

/** One line of the list: the slot as it is, and what became of it in the last `days`. */
export interface SlotRow extends Slot {
  updatedByName: string | null
  counts: SlotCount[]
}

/** `GET /api/slots` */
export interface SlotsPage {
  days: number
  slots: SlotRow[]
  /** No slot looks at more than this. */
  strategy: SlotStrategy
  deadlineMs: number
  /** Ids of segments that audiences name, with what they are called. */
  segments: Record<string, string>
}

/** One change that was noted. */
export interface SlotChangeRow {
  rev: number
  variantId: string | null
  /** What the variant is called, as far as it is known. */
  variantName: string | null
  change: 'added' | 'changed' | 'removed' | 'reordered'
  /** What is different, in the words of the wire: names of fields. */
  fields: string[]
  changedByName: string | null
  changedAt: string
}

/** `GET /api/slots/:name` */
export interface SlotPage {
  slot: SlotRow
  days: number
  /** The narrower of its own strategy and the one for all. */
  strategy: SlotStrategy
  changes: SlotChangeRow[]
  segments: Record<string, string>
}

/** `GET /api/slot-choices`: what a form may offer. */
export interface SlotChoices {
  /** Those that the site may look at, with how many are in them now. */
  segments: { segmentId: string; name: string; members: number }[]
  tiers: string[]
  categories: string[]
  brands: string[]
  cities: string[]
  countries: string[]
  /** Why weather cannot be asked for; null: it can. */
  noWeather: string | null
  /** What prices of a row are in. */
  currency: string
  timeZone: string
}

/** `updatedAt` of what was read before it was changed: what somebody else saved meanwhile is not written over. */
const seenAt = z.iso.datetime({ offset: true })

export const newSlotInput = slotInput
export const changedSlotInput = z.strictObject({ slot: slotInput, seenAt })
export const changedVariantInput = z.strictObject({ variant: slotVariantInput, seenAt })
export const variantOrderInput = z.strictObject({ variantIds: z.array(z.string().max(100)).max(500) })

const short = z.string().trim().max(200)
/** Somebody who is not known: where they are and come from, and what with. */
const strangerInput = z.strictObject({
  device: z.enum(devices).default('desktop'),
  platform: z.enum(platforms).default('other'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'an ISO 3166 code such as DE')
    .nullable()
    .default(null),
  city: short.nullable().default(null),
  referrer: short.nullable().default(null),
  campaign: short.nullable().default(null),
  weather: z.enum(weathers).nullable().default(null),
})
export type Stranger = z.output<typeof strangerInput>

/** At most so many beside each other. */
export const MOST_VIEWS = 4

/** `POST /api/slots/preview` */
export const slotPreviewInput = z.strictObject({
  views: z
    .array(
      z.discriminatedUnion('who', [
        z.strictObject({ who: z.literal('customer'), customerId: z.string().max(100) }),
        z.strictObject({ who: z.literal('stranger'), stranger: strangerInput }),
      ]),
    )
    .min(1, 'name one at least')
    .max(MOST_VIEWS, `at most ${MOST_VIEWS}`),
  page: z.strictObject({
    path: z.string().trim().min(1, 'is empty').max(2000),
    productId: short.optional(),
    category: short.optional(),
    search: short.optional(),
  }),
  slots: z.array(slotName).max(30).optional(),
})
export type SlotPreviewInput = z.input<typeof slotPreviewInput>

/** What one of them would see in one slot. */
export interface SlotShown {
  name: string
  kind: SlotKind
  variantId: string | null
  /** What the variant is called; null: the default. */
  variantName: string | null
  html: string
  reason: SlotReason
  strategy: SlotStrategy
  row: {
    row: RowName
    strategy: Strategy
    products: Pick<SlotProduct, 'productId' | 'title' | 'reason'>[]
  } | null
}

/** Whether what is known of somebody was used, and why not. */
export const standings = ['personal', 'no_consent', 'nobody', 'narrowed', 'no_account'] as const
export type Standing = (typeof standings)[number]

export interface SlotPreviewView {
  standing: Standing
  /** Empty where the site could not know them. */
  slots: SlotShown[]
}

export interface SlotPreview {
  views: SlotPreviewView[]
  /** Colours of the shop, for what is drawn. */
  accent: string
}

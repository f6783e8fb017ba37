import { z } from 'zod'
import type { Image } from './message.ts'
import type { Money } from './money.ts'
import type { RowName, Strategy } from './recommendation.ts'
import { devices, type ProofKind, type SlotKind, type SlotStrategy, slotName } from './slots.ts'

const text = (max: number) => z.string().max(max)
const ids = z.array(text(200)).max(50)

/** What a page sends to `POST /v1/decide`. */
export const decideInput = z.object({
  /** Which slots the page has; without it, all that are on. */
  slots: z.array(slotName).max(30).optional(),
  /** The browser's own id, as in `/v1/track`; left out before consent where that is asked for. */
  anonymousId: z.union([text(254), z.number()]).optional(),
  page: z.object({
    path: text(2000),
    title: text(500).optional(),
    referrer: text(2000).optional(),
    productId: text(200).optional(),
    category: text(200).optional(),
    search: text(300).optional(),
    tags: z.array(text(120)).max(20).optional(),
  }),
  context: z
    .object({
      device: z.enum(devices).optional(),
      source: text(120).optional(),
      medium: text(120).optional(),
      campaign: text(120).optional(),
      /** Of the device, where its owner allowed it: it is used for this answer and not kept. */
      latitude: z.number().min(-90).max(90).optional(),
      longitude: z.number().min(-180).max(180).optional(),
    })
    .optional(),
  /** false takes away; true gives nothing that the consent ledger does not have. */
  consent: z.object({ personalisation: z.boolean().optional(), tracking: z.boolean().optional() }).optional(),
  /** What this visit has looked at and put into the cart, oldest first. */
  session: z.object({ viewed: ids.optional(), cart: ids.optional() }).optional(),
  /** `html`: markup only, as /rapport.js wants it. `content`: typed fields only. */
  answer: z.enum(['both', 'html', 'content']).optional(),
})
export type DecideInput = z.output<typeof decideInput>

/** Why a slot shows what it shows; closed, so that it can be counted. */
export const slotReasons = [
  'default',
  'everybody',
  'next_best',
  'segment',
  'loyalty_tier',
  'favourite_category',
  'new_visitor',
  'returning_visitor',
  'referral',
  'campaign',
  'device',
  'place',
  'page',
  'search',
  'weather',
  'season',
] as const
export type SlotReasonCode = (typeof slotReasons)[number]

export interface SlotReason {
  code: SlotReasonCode
  /** For the shopper: every signal that was used is named. */
  text: string
}

export interface SlotProduct {
  productId: string
  variantId: string
  title: string
  url: string | null
  image: Image | null
  price: Money
  listPrice: Money | null
  /** The price in the visitor's currency by the shop's own rates, "about CHF 120"; never charged. */
  about: string | null
  /** Pieces in the nearest store; null where there is none, or it is not known. */
  inStore: number | null
  reason: { code: string; text: string }
}

/** The resolved content of a slot. */
export interface ShownContent {
  title: string | null
  text: string | null
  image: Image | null
  link: { label: string; url: string } | null
  row: { row: RowName; strategy: Strategy; products: SlotProduct[] } | null
  proof: { kind: ProofKind; count: number; text: string }[]
}

export interface SlotAnswer {
  /** null: the default. */
  variantId: string | null
  kind: SlotKind
  content?: ShownContent
  /** Escaped, with class names `rapport-…` only; empty where there is nothing to show. */
  html?: string
  reason: SlotReason
  strategy: SlotStrategy
  isDefault: boolean
  /** For exit_intent and app_install: not again for so many days after it was closed. */
  quietDays?: number
}

export interface DecideAnswer {
  decisionId: string
  /** What `GET /v1/slots?segment=…` takes: the signals that the live slots look at, and nothing personal else. */
  segmentKey: string
  slots: Record<string, SlotAnswer>
  /** The nearest store, where the visit's city or position names one. */
  store: { storeId: string; name: string; city: string } | null
  /** True where what is known of the person did not come in time. */
  late: boolean
  /** Whether the page may give this browser an id and report what is seen: by the shop's setting and the browser's signal. */
  mayTrack: boolean
}

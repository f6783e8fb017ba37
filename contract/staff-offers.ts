import { z } from 'zod'
import {
  type OfferAnswer,
  type OfferBudgets,
  type OfferReason,
  type OfferView,
  offerInput,
  offerStatuses,
} from './offers.ts'
import { outboundChannels } from './outbound.ts'

/** JSON of `/api/offers…`: what the shop may give, what it has given, and what it would give to somebody. */

/** One line of the list. */
export interface OfferRow extends OfferView {
  updatedByName: string | null
  /** What it gives, in words. */
  gives: string
  /** What its budgets stand at. */
  standing: OfferBudgets
  /** Of the last `days`, the most frequent first. */
  refusals: { reason: OfferReason; words: string; count: number }[]
}

/** How many variants the catalog has no cost for: those get nothing from an offer with a margin floor. */
export interface CostCoverage {
  variants: number
  unknown: number
}

/** `GET /api/offers` */
export interface OffersPage {
  days: number
  offers: OfferRow[]
  costs: CostCoverage
}

/** One change that was noted. */
export interface OfferChangeRow {
  change: 'added' | 'changed' | 'status'
  /** What is different, in the words of the wire: names of fields. */
  fields: string[]
  /** The new one, where that is what was changed. */
  status: string | null
  changedByName: string | null
  changedAt: string
}

/** `GET /api/offers/:id` */
export interface OfferPage {
  offer: OfferRow
  days: number
  /** The rule of eligibility in words; null: it is for everybody. */
  eligibilityWords: string | null
  /** Titles of the products that it names. */
  products: Record<string, string>
  /** Of what it applies to. */
  costs: CostCoverage
  changes: OfferChangeRow[]
}

/** One in somebody's hands. */
export interface IssuedRow {
  issuedId: string
  customerId: string
  customerName: string | null
  /** The last four signs of the code; null: it has none. */
  codeEnd: string | null
  channel: string
  state: 'open' | 'redeemed' | 'expired' | 'released'
  /** Minor units of the offer's currency. */
  reserved: number
  cost: number | null
  issuedAt: string
  expiresAt: string
  orderId: string | null
}

/** `GET /api/offers/:id/issued` */
export interface IssuedPage {
  issued: IssuedRow[]
  /** Shown to read on; null: this was all. */
  next: string | null
}

/** `rev` of what was read before it was changed: what somebody else saved meanwhile is not written over. */
export const changedOfferInput = z.strictObject({ offer: offerInput, rev: z.int().min(1) })
export const offerStatusInput = z.strictObject({ status: z.enum(offerStatuses) })

/** `POST /api/offers/:id/try` */
export const offerTryInput = z.strictObject({
  customerId: z.string().max(100),
  /** Of the message that would bring it, whose cost is counted; null: it comes without one. */
  channel: z.enum(outboundChannels).nullable().default(null),
  lines: z
    .array(
      z.strictObject({
        productId: z.string().min(1).max(200),
        variantId: z.string().min(1).max(200),
        quantity: z.int().min(1, 'at least one').max(999, 'at most 999'),
      }),
    )
    .max(50, 'at most 50 lines')
    .default([]),
})
export type OfferTryInput = z.input<typeof offerTryInput>

/** What became of one line; minor units. */
export interface TriedLine {
  productId: string
  title: string
  quantity: number
  price: number
  /** null: the catalog does not say. */
  cost: number | null
  /** The least that may be left of it; null: no floor is held on it. */
  least: number | null
  discount: number
  /** Its part of what comes beside the discount: the message, a delivery, a gift, points. */
  share: number
  /** Margin in per cent of what is left, before and with the offer; null: the cost is not known. */
  marginBefore: number | null
  marginAfter: number | null
  /** Why it gets nothing; null: it gets something, or the offer as a whole is refused. */
  refused: string | null
}

/** What the rules would say now; nothing is issued or counted. */
export interface OfferTry {
  answer: OfferAnswer
  /** Minor units, rounded up. */
  messageCost: number
  basket: {
    currency: string
    lines: TriedLine[]
    subtotal: number
    discount: number
    total: number
    /** Why the basket gets nothing; null: it gets something. */
    refused: string | null
  } | null
}

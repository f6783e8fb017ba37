import {
  type AppliesTo,
  type CheckedOffer,
  mostItCosts,
  type OfferKind,
  type OfferStatus,
} from '#contract/offers.ts'

/** What the shop may give, and to whom. */
export interface Offer extends CheckedOffer {
  offerId: string
  status: OfferStatus
  /** Grows with every change. */
  rev: number
  createdAt: Date
  updatedAt: Date
  updatedBy: string | null
}

/** What was promised to somebody: of the moment it was issued, with the boost of their tier. */
export interface Terms {
  name: string
  title: string
  kind: OfferKind
  /** As in the offer, boost included. */
  value: number
  currency: string
  appliesTo: AppliesTo
  minSubtotal: number | null
  maxDiscount: number | null
  gift: CheckedOffer['gift']
  points: CheckedOffer['points']
  marginFloor: number | null
  stacking: CheckedOffer['stacking']
}

/** A line of a basket with what the margin floor needs; amounts in minor units of the basket's currency. */
export interface BasketLine {
  productId: string
  variantId: string
  title: string
  brand: string | null
  categories: readonly string[]
  quantity: number
  unitPrice: number
  /** null: the catalog does not say. */
  unitCost: number | null
}

export interface Basket {
  currency: string
  lines: readonly BasketLine[]
}

export const issuedStates = ['open', 'redeemed', 'expired', 'released'] as const
export type IssuedState = (typeof issuedStates)[number]

/** One offer in somebody's hands. */
export interface IssuedOffer {
  issuedId: string
  offerId: string
  key: string
  customerId: string
  terms: Terms
  /** null: it counts with the next order, without a code. */
  code: string | null
  channel: string
  /** Minor units, rounded up. */
  messageCost: number
  reserved: number
  /** What it did cost, once redeemed. */
  cost: number | null
  points: number
  state: IssuedState
  issuedAt: Date
  expiresAt: Date
  settledAt: Date | null
  orderId: string | null
}

/** What is drawn of an offer in a message: what it gives, its code, and until when. */
export interface OfferFeed {
  offerId: string
  title: string
  kind: OfferKind
  /** Per cent, minor units or a factor, boost of the tier included. */
  value: number
  currency: string
  /** Of a preview: one of the form of a real one, that is no one's. */
  code: string | null
  until: Date
}

/** What somebody of this tier is promised by the offer. */
export function termsFor(offer: CheckedOffer, tier: string | null): Terms {
  const { name, title, kind, currency, appliesTo, minSubtotal, maxDiscount, gift, points } = offer
  const { marginFloor, stacking } = offer
  const value = offer.value + boostOf(offer, tier)
  return {
    name,
    title,
    kind,
    value,
    currency,
    appliesTo,
    minSubtotal,
    maxDiscount,
    gift,
    points,
    marginFloor,
    stacking,
  }
}

/** The most that these terms may cost; null: as much as the basket makes it. */
export function mostCostOf({ kind, value, maxDiscount }: Terms): number | null {
  return mostItCosts({ kind, value, maxDiscount })
}

/** What a tier adds to the value; the names of tiers are compared without regard to case. */
export function boostOf({ tierBoosts }: Pick<CheckedOffer, 'tierBoosts'>, tier: string | null): number {
  if (tier === null) return 0
  const found = Object.entries(tierBoosts).find(([name]) => name.toLowerCase() === tier.toLowerCase())
  return found?.[1] ?? 0
}

const DAY_MS = 86_400_000

/** When one that is issued now ends: after its days, and never later than the offer. */
export function expiryOf({ validDays, endsAt }: CheckedOffer, now: Date): Date {
  const after = now.getTime() + validDays * DAY_MS
  return new Date(endsAt === null ? after : Math.min(after, Date.parse(endsAt)))
}

/** An issued offer as a message draws it. */
export function feedOf({ offerId, terms, code, expiresAt }: IssuedOffer): OfferFeed {
  const { title, kind, value, currency } = terms
  return { offerId, title, kind, value, currency, code, until: expiresAt }
}

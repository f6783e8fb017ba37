import type { OfferReason } from '#contract/offers.ts'
import {
  type IssuedOffer,
  issuedOf,
  type JudgedOffer,
  judgeOffers,
  listOffers,
  type Offer,
  offerInWords,
  termsFor,
} from '#domain/offers/index.ts'
import type { ToolContext } from '../tool.ts'

/** An offer of those that the agent may give, with what the rules say of it for this shopper. */
export interface OwnOffer {
  offer: Offer
  answer: JudgedOffer
  /** Word for word what may be said of it. */
  words: string
}

/**
 * The offers that this conversation's customer may ask for. What they may have is decided for the whole person,
 * by the rules alone; nothing that is said in the conversation bears on it.
 */
export async function offersOnRequest(ctx: ToolContext): Promise<OwnOffer[]> {
  const offers = (await listOffers(ctx.db)).filter(({ status, onRequest }) => status === 'live' && onRequest)
  const asked = offers.map(({ offerId }) => askedBy(ctx, offerId))
  const answers = await judgeOffers(ctx.db, asked, ctx.now)
  return offers.flatMap((offer): OwnOffer[] => {
    const answer = answers.get(offer.offerId)
    return answer ? [{ offer, answer, words: wordsOf(offer, answer, ctx.settings.locale) }] : []
  })
}

/** A reply in an open chat costs nothing; the basket is asked at the checkout. */
export function askedBy(ctx: ToolContext, offerId: string, key = offerId) {
  const { customerId } = ctx.ref
  return { key, offerId, customerId, channel: 'chat', messageCost: null }
}

function wordsOf(offer: Offer, { value }: JudgedOffer, locale: string): string {
  return offerInWords(offer, { ...termsFor(offer, null), value }, locale)
}

/** What those members hold and have not used whom this conversation may act for. */
export async function heldOffers({ db, now, customerIds }: ToolContext): Promise<IssuedOffer[]> {
  const issued = await issuedOf(db, customerIds)
  return issued.filter(({ state, expiresAt }) => state === 'open' && expiresAt > now)
}

/** Why not, as a shopper may hear it; null: nothing that is theirs to know. */
export function whyNot(reason: OfferReason | null, offer: Offer): string | null {
  switch (reason) {
    case 'already_has_it':
      return 'you have it already'
    case 'cooldown':
      return 'you had it a short while ago'
    case 'customer_budget_spent':
      return 'you have had it as often as it can be had'
    case 'not_enough_points':
      return `it costs ${offer.loyaltyCost ?? 0} points, and you have fewer`
    default:
      return null
  }
}

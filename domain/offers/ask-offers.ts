import type { Money } from '#contract/money.ts'
import type { OfferAnswer } from '#contract/offers.ts'
import type { Db } from '#store/index.ts'
import { SAMPLE_CODE } from './codes.ts'
import type { Expected } from './incentive.ts'
import { judgeOffer } from './judge-offer.ts'
import { nothingGiven, type OfferFacts } from './offer-facts.ts'
import { type Basket, expiryOf, type Offer, type OfferFeed, termsFor } from './offers.ts'
import type { PricedOffer } from './price-basket.ts'
import { findOffers, listOffers } from './queries.ts'
import { shopToday } from './queries-budgets.ts'
import { budgetIn, givenKey, type KnownFacts, knownFacts } from './queries-facts.ts'

/** An offer that is to be judged for somebody. */
export interface AskedOffer {
  /** Tells the answers apart; of an issue, the key that makes twice once. */
  key: string
  /** Id or name. */
  offerId: string
  /** Any member of the person: every rule counts the whole person. */
  customerId: string
  channel: string
  /** Of the message that would bring it; null: none, or it costs nothing. */
  messageCost: Money | null
  /** What giving it is expected to do; null or absent: what the models in use say. */
  expected?: Expected | null
  basket?: Basket | null
  /** Other offers that stand beside it on that basket. */
  beside?: readonly PricedOffer[]
}

/** What the rules say, and what a message would draw of it: with a sample code, which is no one's. */
export interface JudgedOffer extends OfferAnswer {
  feed: OfferFeed | null
}

/** Judges offers for people: reads only, a constant number of statements for any number of asked. */
export async function judgeOffers(
  db: Db,
  asked: readonly AskedOffer[],
  now: Date,
): Promise<Map<string, JudgedOffer>> {
  if (asked.length === 0) return new Map()
  const offers = await findOffers(
    db,
    asked.map(({ offerId }) => offerId),
  )
  const day = await shopToday(db, now)
  const people = asked.map(({ customerId }) => customerId)
  const known = await knownFacts(db, [...new Set(offers.values())], people, { now, day })
  return new Map(
    asked.map((one): [string, JudgedOffer] => {
      const offer = offers.get(one.offerId)
      if (!offer) return [one.key, { ...unknownOffer(one.offerId), feed: null }]
      const facts = factsFor(one, offer, known)
      return [one.key, { ...judgeOffer(offer, facts, now), feed: previewOf(offer, facts.tier, now) }]
    }),
  )
}

/** Every live offer for one person, whichever they may have: the explanation says why. */
export async function offersFor(
  db: Db,
  person: Omit<AskedOffer, 'key' | 'offerId'>,
  now: Date,
): Promise<JudgedOffer[]> {
  const live = (await listOffers(db)).filter(({ status }) => status === 'live')
  const asked = live.map(({ offerId }) => ({ ...person, key: offerId, offerId }))
  return [...(await judgeOffers(db, asked, now)).values()]
}

/** The facts of one request, out of those that were read for all. */
export function factsFor(one: AskedOffer, offer: Offer, known: KnownFacts): OfferFacts {
  const root = known.rootOf.get(one.customerId) ?? one.customerId
  const { tier = null, points = 0 } = known.standing.get(root) ?? {}
  return {
    fits: known.fits(offer, root),
    tier,
    points,
    given: known.given.get(givenKey(offer.offerId, root)) ?? nothingGiven,
    budget: budgetIn(known.budget, offer.offerId),
    today: budgetIn(known.today, offer.offerId),
    messageCost: one.messageCost,
    basket: one.basket ?? null,
    beside: one.beside ?? [],
    expected: one.expected ?? null,
    predictions: known.predictions.get(root) ?? null,
  }
}

function previewOf(offer: Offer, tier: string | null, now: Date): OfferFeed {
  const { title, kind, value, currency } = termsFor(offer, tier)
  const code = offer.codes === 'single_use' ? SAMPLE_CODE : null
  return { offerId: offer.offerId, title, kind, value, currency, code, until: expiryOf(offer, now) }
}

export function unknownOffer(offerId: string): OfferAnswer {
  const reason = 'unknown_offer' as const
  const words = 'there is no such offer'
  return {
    offerId,
    name: offerId,
    title: '',
    allowed: false,
    reason,
    value: 0,
    gives: null,
    mostCost: null,
    explanation: [{ rule: 'status', passed: false, reason, words, detail: {} }],
  }
}

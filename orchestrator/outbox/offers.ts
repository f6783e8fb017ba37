import { type AskedOffer, findOffers, issueOffers, judgeOffers, releaseIssued } from '#domain/offers/index.ts'
import type { Db } from '#store/index.ts'
import type { OfferAsked, OfferJudged } from './drafting.ts'

/** What the rules of offers say now, by key: reads only. */
export async function judgeCarried(
  db: Db,
  asked: readonly OfferAsked[],
  now: Date,
): Promise<ReadonlyMap<string, OfferJudged>> {
  const judged = await judgeOffers(db, await priced(db, asked), now)
  return mapped(judged, ({ allowed, reason, feed, mostCost }) =>
    allowed && feed
      ? { allowed, feed, mostCost: mostCost?.amount ?? 0 }
      : { allowed: false, reason: reason ?? 'unknown_offer', feed },
  )
}

/**
 * Gives the offers, each under its key. Once in a transaction, which holds the customers' locks; takes those of
 * the budgets after them.
 */
export async function issueCarried(
  tx: Db,
  asked: readonly OfferAsked[],
  now: Date,
): Promise<ReadonlyMap<string, OfferJudged>> {
  const issued = await issueOffers(tx, await priced(tx, asked), now)
  return mapped(issued, (each) =>
    each.ok
      ? { allowed: true, feed: each.feed, mostCost: each.issued.reserved }
      : { allowed: false, reason: each.answer.reason ?? 'unknown_offer' },
  )
}

/** What was issued under these keys reached nobody: it goes back to its budgets. */
export async function takeBack(tx: Db, keys: readonly string[], now: Date): Promise<void> {
  if (keys.length > 0) await releaseIssued(tx, keys, now)
}

const mapped = <A, B>(all: ReadonlyMap<string, A>, as: (each: A) => B): ReadonlyMap<string, B> =>
  new Map([...all].map(([key, each]) => [key, as(each)]))

/** A message's cost is in the shop's currency, which its offers are in. */
async function priced(db: Db, asked: readonly OfferAsked[]): Promise<AskedOffer[]> {
  const offers = await findOffers(
    db,
    asked.map(({ offerId }) => offerId),
  )
  return asked.map(({ messageCost: amount, ...one }) => {
    const currency = offers.get(one.offerId)?.currency
    return { ...one, messageCost: currency === undefined || amount === 0 ? null : { amount, currency } }
  })
}

import { newId } from '#contract/ids.ts'
import type { OfferAnswer } from '#contract/offers.ts'
import { lockCustomers } from '#domain/identity/index.ts'
import { type Db, storableText } from '#store/index.ts'
import { type AskedOffer, factsFor, unknownOffer } from './ask-offers.ts'
import { newCode } from './codes.ts'
import { judgeOffer } from './judge-offer.ts'
import { payPoints } from './loyalty-points.ts'
import { type BudgetState, type GivenBefore, noBudgetYet, nothingGiven } from './offer-facts.ts'
import {
  expiryOf,
  feedOf,
  type IssuedOffer,
  mostCostOf,
  type Offer,
  type OfferFeed,
  termsFor,
} from './offers.ts'
import { findOffers } from './queries.ts'
import { type BudgetChange, changeBudgets, lockBudgets, noteRefusals, shopToday } from './queries-budgets.ts'
import { givenKey, type KnownFacts, knownFacts } from './queries-facts.ts'
import { issuedByKeys, type NewIssue, toIssued, writeIssued } from './queries-issued.ts'

export type Issued = { ok: true; issued: IssuedOffer; feed: OfferFeed } | { ok: false; answer: OfferAnswer }

/**
 * Gives offers in the caller's transaction, each with the most that it may cost reserved on every budget. The
 * locks of all customers' roots are taken, then those of all budgets, each in one order, and then the rules are
 * asked again: earlier ones of a group count against later ones. The same key is the same issue, as long as it
 * was not released. Call it once a transaction: a second call would take budgets out of order. A constant number
 * of statements for any number of asked.
 */
export async function issueOffers(
  tx: Db,
  asked: readonly AskedOffer[],
  now: Date,
): Promise<Map<string, Issued>> {
  const answers = new Map<string, Issued>()
  if (asked.length === 0) return answers
  const roots = await lockCustomers(
    tx,
    asked.map(({ customerId }) => customerId),
  )
  const found = await findOffers(
    tx,
    asked.map(({ offerId }) => offerId),
  )
  await lockBudgets(
    tx,
    [...found.values()].map(({ offerId }) => offerId),
  )
  // as they are now: one may have been paused while its budget was waited for
  const offers = await findOffers(
    tx,
    asked.map(({ offerId }) => offerId),
  )
  const before = await issuedByKeys(
    tx,
    asked.map(({ key }) => key),
  )
  const day = await shopToday(tx, now)
  const people = asked.map(({ customerId }) => customerId)
  const known = await knownFacts(tx, [...new Set(offers.values())], people, { now, day })
  const issues: NewIssue[] = []
  const refusals: OfferAnswer[] = []
  for (const one of asked) {
    const earlier = before.get(storableText(one.key))
    const offer = offers.get(one.offerId)
    if (earlier) answers.set(one.key, given(toIssued(earlier)))
    else if (answers.has(one.key)) continue
    else if (!offer) answers.set(one.key, { ok: false, answer: unknownOffer(one.offerId) })
    else {
      const facts = factsFor(one, offer, known)
      const answer = judgeOffer(offer, facts, now)
      if (!answer.allowed) {
        refusals.push(answer)
        answers.set(one.key, { ok: false, answer })
      } else {
        const rootId = roots.get(one.customerId) ?? one.customerId
        const issue = newIssue(one, offer, { tier: facts.tier, rootId, day }, now)
        issues.push(issue)
        count(known, issue)
        answers.set(one.key, given({ ...issue, state: 'open', cost: null, settledAt: null, orderId: null }))
      }
    }
  }
  await writeIssued(tx, issues)
  await changeBudgets(tx, issues.map(reservedBy))
  await payPoints(tx, issues, now)
  await noteRefusals(
    tx,
    refusals.flatMap(({ offerId, reason }) => (reason === null ? [] : [{ offerId, reason }])),
    day,
  )
  return answers
}

function given(issued: IssuedOffer): Issued {
  return { ok: true, issued, feed: feedOf(issued) }
}

function newIssue(
  one: AskedOffer,
  offer: Offer,
  { tier, rootId, day }: { tier: string | null; rootId: string; day: string },
  now: Date,
): NewIssue {
  const terms = termsFor(offer, tier)
  return {
    issuedId: newId('issuedOffer', now),
    offerId: offer.offerId,
    key: one.key,
    customerId: one.customerId,
    rootId,
    day,
    terms,
    code: offer.codes === 'single_use' ? newCode() : null,
    channel: one.channel,
    messageCost: Math.ceil(one.messageCost?.amount ?? 0),
    reserved: mostCostOf(terms) ?? 0,
    points: offer.loyaltyCost ?? 0,
    issuedAt: now,
    expiresAt: expiryOf(offer, now),
  }
}

function reservedBy({ offerId, day, reserved }: NewIssue): BudgetChange {
  return { offerId, day, reserved, open: 1, redeemed: 0, spent: 0 }
}

/** What was given a moment ago counts against what comes after it. */
function count(
  known: KnownFacts,
  { offerId, rootId, reserved, points, issuedAt, expiresAt }: NewIssue,
): void {
  const more = (state: BudgetState = noBudgetYet): BudgetState => ({
    ...state,
    open: state.open + 1,
    reserved: state.reserved + reserved,
  })
  known.budget.set(offerId, more(known.budget.get(offerId)))
  known.today.set(offerId, more(known.today.get(offerId)))
  const key = givenKey(offerId, rootId)
  const had: GivenBefore = known.given.get(key) ?? nothingGiven
  known.given.set(key, {
    count: had.count + 1,
    money: had.money + reserved,
    openUntil: had.openUntil === null || had.openUntil < expiresAt ? expiresAt : had.openUntil,
    lastAt: issuedAt,
  })
  const standing = known.standing.get(rootId)
  if (standing) known.standing.set(rootId, { ...standing, points: standing.points - points })
}

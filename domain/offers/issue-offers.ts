import { newId } from '#contract/ids.ts'
import type { OfferAnswer, OfferReason } from '#contract/offers.ts'
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
  if (asked.length === 0) return new Map()
  const group = await lockAndRead(tx, asked, now)
  const issues: NewIssue[] = []
  const refusals: { offerId: string; reason: OfferReason }[] = []
  for (const one of asked) {
    if (group.answers.has(one.key)) continue
    const { answer, issue } = decide(one, group, now)
    group.answers.set(one.key, answer)
    if (issue) issues.push(issue)
    else if (!answer.ok && answer.answer.reason && group.offers.has(one.offerId))
      refusals.push({ offerId: answer.answer.offerId, reason: answer.answer.reason })
  }
  await writeIssued(tx, issues)
  await changeBudgets(tx, issues.map(reservedBy))
  await payPoints(tx, issues, now)
  await noteRefusals(tx, refusals, group.day)
  return group.answers
}

/** What a group is decided with; it changes as the group is decided. */
interface Group {
  offers: ReadonlyMap<string, Offer>
  roots: ReadonlyMap<string, string>
  known: KnownFacts
  /** The day of the shop, whose budget is asked. */
  day: string
  /** Keys that are known from before have their answer already. */
  answers: Map<string, Issued>
}

async function lockAndRead(tx: Db, asked: readonly AskedOffer[], now: Date): Promise<Group> {
  const people = asked.map(({ customerId }) => customerId)
  const names = asked.map(({ offerId }) => offerId)
  const keys = asked.map(({ key }) => key)
  const roots = await lockCustomers(tx, people)
  const found = [...(await findOffers(tx, names)).values()]
  await lockBudgets(
    tx,
    found.map(({ offerId }) => offerId),
  )
  // as they are now: one may have been paused while its budget was waited for
  const offers = await findOffers(tx, names)
  const day = await shopToday(tx, now)
  const known = await knownFacts(tx, [...new Set(offers.values())], people, { now, day })
  const before = await issuedByKeys(tx, keys)
  const answers = new Map<string, Issued>()
  for (const key of keys) {
    const row = before.get(storableText(key))
    if (row) answers.set(key, given(toIssued(row)))
  }
  return { offers, roots, known, day, answers }
}

function decide(
  one: AskedOffer,
  { offers, roots, known, day }: Group,
  now: Date,
): { answer: Issued; issue?: NewIssue } {
  const offer = offers.get(one.offerId)
  if (!offer) return { answer: { ok: false, answer: unknownOffer(one.offerId) } }
  const facts = factsFor(one, offer, known)
  const answer = judgeOffer(offer, facts, now)
  if (!answer.allowed) return { answer: { ok: false, answer } }
  const rootId = roots.get(one.customerId) ?? one.customerId
  const issue = newIssue(one, offer, { tier: facts.tier, rootId, day }, now)
  count(known, issue)
  return { answer: given(asIssued(issue)), issue }
}

function given(issued: IssuedOffer): Issued {
  return { ok: true, issued, feed: feedOf(issued) }
}

function asIssued({ rootId: _root, day: _day, ...issue }: NewIssue): IssuedOffer {
  return { ...issue, state: 'open', cost: null, settledAt: null, orderId: null }
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

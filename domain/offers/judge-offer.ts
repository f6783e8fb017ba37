import { formatMoney } from '#contract/money.ts'
import {
  type Explained,
  mostItCosts,
  type OfferAnswer,
  type OfferReason,
  type OfferRule,
  offerRules,
} from '#contract/offers.ts'
import { incentive } from './incentive.ts'
import type { OfferFacts } from './offer-facts.ts'
import { type Offer, type Terms, termsFor } from './offers.ts'
import { type Priced, priceBasket } from './price-basket.ts'

/** What every rule is asked with. */
interface Asked {
  offer: Offer
  terms: Terms
  facts: OfferFacts
  now: Date
  /** The most it may cost; null: as much as the basket makes it. */
  most: number | null
  /** null: no basket was given. */
  priced: Priced | null
}

type Said = { reason: OfferReason | null; words: string; detail?: Explained['detail'] }
type Rule = (asked: Asked) => Said

const ok = (words: string, detail?: Explained['detail']): Said => ({
  reason: null,
  words,
  ...(detail && { detail }),
})
const no = (reason: OfferReason, words: string, detail?: Explained['detail']): Said => ({
  reason,
  words,
  ...(detail && { detail }),
})

const DAY_MS = 86_400_000

/**
 * Whether somebody may have an offer, with every rule named, passed or not. Pure; the reason is that of the
 * first rule that did not pass. An offer that is allowed is not given yet: `issueOffers` decides once more, under
 * the locks of customer and budget.
 */
export function judgeOffer(offer: Offer, facts: OfferFacts, now: Date): OfferAnswer {
  const terms = termsFor(offer, facts.tier)
  const most = mostItCosts(terms)
  const priced = facts.basket && priceBasket(facts.basket, [...facts.beside, asPriced(offer, terms, facts)])
  const asked: Asked = { offer, terms, facts, now, most, priced }
  const explanation = offerRules.map((rule): Explained => {
    const { reason, words, detail = {} } = rules[rule](asked)
    return { rule, passed: reason === null, reason, words, detail }
  })
  const reason = explanation.find((each) => !each.passed)?.reason ?? null
  const given = priced?.applied.find(({ key }) => key === offer.offerId)
  const money = (amount: number) => ({ amount, currency: offer.currency })
  return {
    offerId: offer.offerId,
    name: offer.name,
    title: offer.title,
    allowed: reason === null,
    reason,
    value: terms.value,
    gives: given && given.discount > 0 ? money(given.discount) : null,
    mostCost: most === null ? null : money(most),
    explanation,
  }
}

function asPriced(offer: Offer, terms: Terms, { messageCost }: OfferFacts) {
  return { key: offer.offerId, terms, messageCost: Math.ceil(messageCost?.amount ?? 0) }
}

const rules: Record<OfferRule, Rule> = {
  status: ({ offer }) =>
    offer.status === 'live' ? ok('is live') : no('not_live', `is ${offer.status}`, { status: offer.status }),
  period: ({ offer: { startsAt, endsAt }, now }) => {
    if (startsAt !== null && now.getTime() < Date.parse(startsAt))
      return no('not_started', `begins ${startsAt}`, { startsAt })
    if (endsAt !== null && now.getTime() >= Date.parse(endsAt))
      return no('ended', `ended ${endsAt}`, { endsAt })
    return ok(endsAt === null ? 'has no end' : `runs until ${endsAt}`)
  },
  eligibility: ({ offer, facts }) => {
    if (offer.eligibility === null) return ok('is for everybody')
    return facts.fits
      ? ok('the rule fits the customer')
      : no('not_eligible', 'the rule does not fit the customer')
  },
  tier: ({ offer: { tiers }, facts: { tier } }) => {
    if (tiers.length === 0) return ok(tier === null ? 'any tier, and none' : `any tier: ${tier}`, { tier })
    const among = tier !== null && tiers.some((one) => one.toLowerCase() === tier.toLowerCase())
    const words = `is for ${tiers.join(', ')}; the customer has ${tier ?? 'no tier'}`
    return among ? ok(words, { tier }) : no('tier_too_low', words, { tier })
  },
  held: ({ facts: { given }, now }) =>
    given.openUntil !== null && given.openUntil > now
      ? no('already_has_it', `has one until ${given.openUntil.toISOString()}`, {
          until: given.openUntil.toISOString(),
        })
      : ok('has none that is open'),
  cooldown: ({ offer: { cooldownDays }, facts: { given }, now }) => {
    if (cooldownDays === 0 || given.lastAt === null) return ok('no rest is due', { cooldownDays })
    const until = new Date(given.lastAt.getTime() + cooldownDays * DAY_MS)
    const detail = { cooldownDays, lastAt: given.lastAt.toISOString(), until: until.toISOString() }
    return now < until
      ? no('cooldown', `had one ${given.lastAt.toISOString()}, the next at ${until.toISOString()}`, detail)
      : ok(`rests ${cooldownDays} days between two`, detail)
  },
  total_budget: ({ offer, facts: { budget }, most }) =>
    within(
      offer,
      'total',
      budget.reserved + budget.spent,
      budget.open + budget.redeemed,
      most,
      'budget_spent',
    ),
  day_budget: ({ offer, facts: { today }, most }) =>
    within(
      offer,
      'perDay',
      today.reserved + today.spent,
      today.open + today.redeemed,
      most,
      'day_budget_spent',
    ),
  customer_budget: ({ offer, facts: { given }, most }) =>
    within(offer, 'perCustomer', given.money, given.count, most, 'customer_budget_spent'),
  points: ({ offer: { loyaltyCost }, facts: { points } }) => {
    if (loyaltyCost === null) return ok('costs no points')
    const detail = { loyaltyCost, points }
    return points >= loyaltyCost
      ? ok(`costs ${loyaltyCost} of ${points} points`, detail)
      : no('not_enough_points', `costs ${loyaltyCost} points; the customer has ${points}`, detail)
  },
  currency: ({ offer, facts: { messageCost, basket } }) => {
    const other = [messageCost?.currency, basket?.currency].find(
      (currency) => currency !== undefined && currency !== offer.currency,
    )
    return other === undefined
      ? ok(`is in ${offer.currency}`)
      : no('currency_mismatch', `is in ${offer.currency}, and ${other} was asked for`, { currency: other })
  },
  applies_to: (asked) => ofBasket(asked, ['nothing_it_applies_to'], 'applies to something in the basket'),
  subtotal: (asked) => ofBasket(asked, ['min_subtotal'], 'the basket is large enough'),
  stacking: (asked) => ofBasket(asked, ['not_combinable'], 'goes with what else is there'),
  margin_floor: (asked) => {
    const { marginFloor } = asked.offer
    const holds = marginFloor === null ? 'no floor is held' : `every line keeps ${marginFloor}% of margin`
    return ofBasket(asked, ['below_margin_floor', 'cost_unknown'], holds)
  },
  incentive: ({ offer, terms, facts, most, priced }) => {
    const given = priced?.applied.find(({ key }) => key === offer.offerId)
    const verdict = incentive({
      onlyWhereNeeded: offer.onlyWhereNeeded,
      cost: given?.cost ?? most,
      share: terms.kind === 'percent' ? terms.value / 100 : 0,
      expected: facts.expected,
      predictions: facts.predictions,
    })
    if (!verdict.needed)
      return no(
        'no_incentive_needed',
        `brings in ${money(offer, verdict.gain)} and costs ${money(offer, verdict.cost)}`,
        {
          gain: verdict.gain,
          cost: verdict.cost,
        },
      )
    if (verdict.why === 'not_predicted') return ok('no model in use predicts what it would bring in')
    if (verdict.why === 'not_asked') return ok('is given whether it is needed or not')
    return ok(`brings in ${money(offer, verdict.gain ?? 0)} and costs ${money(offer, verdict.cost ?? 0)}`)
  },
}

/** Both budgets of one kind, money and count, with one more of them. */
function within(
  offer: Offer,
  name: 'total' | 'perDay' | 'perCustomer',
  money: number,
  count: number,
  most: number | null,
  reason: OfferReason,
): Said {
  const [budget, limit] = [offer.budgets[name], offer.counts[name]]
  const detail = { used: money, budget, given: count, limit }
  const format = (amount: number) => formatMoney({ amount, currency: offer.currency })
  const said = [
    budget === null ? null : `${format(money)} of ${format(budget)}`,
    limit === null ? null : `${count} of ${limit}`,
  ].filter((part) => part !== null)
  const over = (budget !== null && money + (most ?? 0) > budget) || (limit !== null && count + 1 > limit)
  if (said.length === 0) return ok('no limit', detail)
  return over
    ? no(reason, `${said.join(', ')} given; one more is too many`, detail)
    : ok(`${said.join(', ')} given`, detail)
}

/** What pricing this very offer on the basket has said of these reasons. */
function ofBasket({ offer, priced, facts }: Asked, reasons: readonly OfferReason[], holds: string): Said {
  if (priced === null) return ok('no basket was given: asked at the checkout')
  const own = priced.refused.filter(({ key }) => key === offer.offerId)
  const whole = own.find(({ line, reason }) => line === null && reasons.includes(reason))
  const lines = own.filter(({ line, reason }) => line !== null && reasons.includes(reason))
  const titles = lines.map(({ line }) => facts.basket?.lines[line ?? -1]?.title ?? '')
  if (whole) return no(whole.reason, wordsOf(whole.reason, offer, titles), { lines: lines.length })
  return ok(lines.length === 0 ? holds : `${holds}; not given on ${titles.join(', ')}`, {
    lines: lines.length,
  })
}

function wordsOf(reason: OfferReason, offer: Offer, titles: readonly string[]): string {
  switch (reason) {
    case 'min_subtotal':
      return `needs ${money(offer, offer.minSubtotal ?? 0)} of what it applies to`
    case 'not_combinable':
      return 'does not go with another offer on this basket'
    case 'cost_unknown':
      return `the catalog does not say what ${titles.join(', ')} cost`
    case 'below_margin_floor':
      return `would leave less than ${offer.marginFloor ?? 0}% of margin${titles.length > 0 ? ` on ${titles.join(', ')}` : ''}`
    default:
      return 'applies to nothing in the basket'
  }
}

function money(offer: Offer, amount: number): string {
  return formatMoney({ amount, currency: offer.currency })
}

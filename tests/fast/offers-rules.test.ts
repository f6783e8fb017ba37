import { describe, expect, test } from 'vitest'
import { type OfferInput, type OfferReason, offerReasons, offerRules } from '#contract/offers.ts'
import { Problem } from '#contract/problem.ts'
import {
  type Basket,
  checkedOffer,
  incentive,
  judgeOffer,
  leastLeft,
  noBudgetYet,
  nothingGiven,
  type Offer,
  type OfferFacts,
  spread,
} from '#domain/offers/index.ts'

const now = new Date('2026-03-02T10:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000)

const input: OfferInput = {
  name: 'ten-off',
  title: 'Ten off',
  kind: 'percent',
  value: 10,
  maxDiscount: 2000,
  currency: 'USD',
  budgets: { total: 10_000, perDay: 6000, perCustomer: 4000 },
  counts: { total: 50, perDay: 10, perCustomer: 3 },
  cooldownDays: 30,
  marginFloor: 30,
  validDays: 14,
}

function offer(more: Partial<OfferInput> = {}, known: Partial<Offer> = {}): Offer {
  const standing = { status: 'live' as const, rev: 1, createdAt: now, updatedAt: now, updatedBy: null }
  return { ...checkedOffer({ ...input, ...more }), offerId: 'ofr_1', ...standing, ...known }
}

const clear: OfferFacts = {
  fits: true,
  tier: null,
  points: 0,
  given: nothingGiven,
  budget: noBudgetYet,
  today: noBudgetYet,
  messageCost: null,
  basket: null,
  beside: [],
  expected: null,
  predictions: null,
}

const basket = (unitPrice: number, unitCost: number | null, more: Partial<Basket> = {}): Basket => ({
  currency: 'USD',
  lines: [
    {
      productId: 'mug',
      variantId: 'mug-1',
      title: 'Mug',
      brand: 'Oskby',
      categories: ['Home > Kitchen'],
      quantity: 1,
      unitPrice,
      unitCost,
    },
  ],
  ...more,
})

/** Offer and facts in which this rule alone says no. */
const refusals: [OfferReason, Offer, Partial<OfferFacts>][] = [
  ['not_live', offer({}, { status: 'paused' }), {}],
  ['not_started', offer({ startsAt: days(1).toISOString() }), {}],
  ['ended', offer({ endsAt: now.toISOString() }), {}],
  ['not_eligible', offer({ eligibility: { type: 'points', op: 'at_least', value: 1 } }), { fits: false }],
  ['tier_too_low', offer({ tiers: ['Gold'] }), { tier: 'silver' }],
  ['already_has_it', offer({ cooldownDays: 0 }), { given: { ...nothingGiven, openUntil: days(1) } }],
  ['cooldown', offer(), { given: { ...nothingGiven, lastAt: days(-29) } }],
  ['budget_spent', offer(), { budget: { open: 1, redeemed: 1, reserved: 2000, spent: 6001 } }],
  ['budget_spent', offer(), { budget: { open: 25, redeemed: 25, reserved: 0, spent: 0 } }],
  ['day_budget_spent', offer(), { today: { open: 1, redeemed: 1, reserved: 2000, spent: 2001 } }],
  ['customer_budget_spent', offer(), { given: { ...nothingGiven, money: 2001 } }],
  ['customer_budget_spent', offer(), { given: { ...nothingGiven, count: 3 } }],
  ['not_enough_points', offer({ loyaltyCost: 500 }), { points: 499 }],
  ['currency_mismatch', offer(), { messageCost: { amount: 1, currency: 'EUR' } }],
  ['nothing_it_applies_to', offer({ appliesTo: { brands: ['Larch'] } }), { basket: basket(2000, 900) }],
  ['min_subtotal', offer({ minSubtotal: 2001 }), { basket: basket(2000, 900) }],
  ['below_margin_floor', offer(), { basket: basket(2000, 1261) }],
  ['cost_unknown', offer(), { basket: basket(2000, null) }],
  [
    'no_incentive_needed',
    offer({ onlyWhereNeeded: true }),
    { expected: { uplift: 0.1, value: 4000 }, predictions: { buys_30: 0.5 } },
  ],
]

describe('the rules of an offer', () => {
  test('every rule is named, passed or not, and an offer nothing speaks against is allowed', () => {
    const answer = judgeOffer(offer(), clear, now)
    expect(answer.explanation.map(({ rule }) => rule)).toEqual([...offerRules])
    expect(answer).toMatchObject({ allowed: true, reason: null, value: 10, mostCost: { amount: 2000 } })
    expect(answer.explanation.every(({ words }) => words.length > 3)).toBe(true)
  })

  test.each(refusals)('%s', (reason, of, facts) => {
    const answer = judgeOffer(of, { ...clear, ...facts }, now)
    expect(answer).toMatchObject({ allowed: false, reason })
    const against = answer.explanation.filter(({ passed }) => !passed)
    expect(against.map((each) => each.reason)).toEqual([reason])
    expect(against[0]?.words).not.toBe('')
  })

  test('just inside each limit it is allowed', () => {
    const facts: Partial<OfferFacts>[] = [
      { budget: { open: 1, redeemed: 1, reserved: 2000, spent: 6000 } },
      { today: { open: 1, redeemed: 1, reserved: 2000, spent: 2000 } },
      { given: { count: 2, money: 2000, openUntil: now, lastAt: days(-30) } },
      { basket: basket(2000, 1260) },
    ]
    for (const each of facts) expect(judgeOffer(offer(), { ...clear, ...each }, now).reason).toBeNull()
  })

  test('another offer on the basket stands in the way unless both may be combined', () => {
    const other = { key: 'other', messageCost: 0, terms: { ...offer(), value: 5 } }
    const facts = { ...clear, basket: basket(5000, 900), beside: [other] }
    expect(judgeOffer(offer(), { ...facts, beside: [] }, now).gives).toEqual({ amount: 500, currency: 'USD' })
    const stacking = { group: null, combinable: true, priority: 0 }
    const both = { ...facts, beside: [{ ...other, terms: { ...other.terms, stacking } }] }
    expect(judgeOffer(offer({ stacking }), both, now).allowed).toBe(true)
    const first = {
      ...other,
      terms: { ...other.terms, stacking: { ...stacking, combinable: false, priority: 9 } },
    }
    expect(judgeOffer(offer({ stacking }), { ...facts, beside: [first] }, now).reason).toBe('not_combinable')
    const group = { ...stacking, group: 'welcome' }
    const same = { ...other, terms: { ...other.terms, stacking: { ...group, priority: 9 } } }
    expect(judgeOffer(offer({ stacking: group }), { ...facts, beside: [same] }, now).reason).toBe(
      'not_combinable',
    )
  })

  test('a tier’s boost is part of what is promised and of what it may cost', () => {
    const boosted = offer({ kind: 'amount', value: 500, maxDiscount: null, tierBoosts: { Gold: 250 } })
    expect(judgeOffer(boosted, { ...clear, tier: 'gold' }, now)).toMatchObject({
      value: 750,
      mostCost: { amount: 750, currency: 'USD' },
    })
    expect(judgeOffer(boosted, { ...clear, tier: 'Silver' }, now).value).toBe(500)
  })

  test('the message’s own cost counts against the floor, rounded up', () => {
    const facts = { ...clear, basket: basket(2000, 1260) } // 10% off leaves 1800, which is the floor exactly
    expect(judgeOffer(offer(), facts, now).reason).toBeNull()
    const cost = { amount: 0.2, currency: 'USD' }
    expect(judgeOffer(offer(), { ...facts, messageCost: cost }, now).reason).toBe('below_margin_floor')
  })

  test('every reason has been given by some rule', () => {
    const seen = new Set([...refusals.map(([reason]) => reason), 'not_combinable', 'unknown_offer'])
    expect(offerReasons.filter((reason) => !seen.has(reason))).toEqual([])
  })
})

describe('who needs no incentive', () => {
  const asked = { onlyWhereNeeded: true, cost: 1000, share: 0, expected: null, predictions: null }
  test.each([
    ['what it brings in is less than it costs', { uplift: 0.05, value: 5000 }, { buys_30: 0.4 }, false],
    ['it brings in more', { uplift: 0.3, value: 5000 }, { buys_30: 0.1 }, true],
    ['without a chance all of its cost counts', { uplift: 0.19, value: 5000 }, null, false],
    ['and may be earned', { uplift: 0.21, value: 5000 }, null, true],
    [
      'who buys almost surely, by the models alone',
      null,
      { buys_30: 0.9, orders_30: 1.2, value_30: 6000 },
      false,
    ],
    ['who may be won, by the models alone', null, { buys_30: 0.1, orders_30: 0.1, value_30: 500 }, true],
    ['nobody has predicted anything', null, null, true],
    ['a model alone says too little', null, { buys_30: 0.99 }, true],
  ])('%s', (_why, expected, predictions, needed) => {
    expect(incentive({ ...asked, expected, predictions }).needed).toBe(needed)
  })

  test('that nobody has predicted is said', () => {
    const said = judgeOffer(offer({ onlyWhereNeeded: true }), clear, now).explanation.at(-1)
    expect(said).toMatchObject({ rule: 'incentive', passed: true })
    expect(said?.words).toBe('no model in use predicts what it would bring in')
  })
})

describe('an offer as it is written', () => {
  const wrong: [string, Partial<OfferInput>, string][] = [
    ['a budget of nothing', { budgets: { total: 0 } }, 'budgets.total'],
    ['a negative budget', { budgets: { perDay: -1 } }, 'budgets.perDay'],
    ['more than the whole price', { value: 101 }, 'value'],
    ['nothing', { value: 0 }, 'value'],
    ['less than nothing', { value: -5 }, 'value'],
    ['a boost over the whole price', { tierBoosts: { Gold: 91 } }, 'tierBoosts.Gold'],
    [
      'a boost for a tier that cannot have it',
      { tiers: ['Silver'], tierBoosts: { Gold: 5 } },
      'tierBoosts.Gold',
    ],
    ['a percentage of unknown cost with a budget', { maxDiscount: null }, 'maxDiscount'],
    ['one that costs more than the budget', { budgets: { total: 1999 } }, 'budgets.total'],
    ['a day with more than the total', { counts: { total: 5, perDay: 6 } }, 'counts.perDay'],
    [
      'an end before its beginning',
      { startsAt: days(2).toISOString(), endsAt: days(1).toISOString() },
      'endsAt',
    ],
    ['half a cent', { kind: 'amount', value: 0.5, maxDiscount: null, budgets: {} }, 'value'],
    ['a gift of nothing', { kind: 'gift', value: 300 }, 'gift'],
    ['a floor of everything', { marginFloor: 100 }, 'marginFloor'],
    ['a title with a place to fill', { title: 'Hello {{first_name}}' }, 'title'],
    ['a name that is no slug', { name: 'Win Back' }, 'name'],
    ['no currency', { currency: 'dollars' }, 'currency'],
    ['valid for no day', { validDays: 0 }, 'validDays'],
  ]
  test.each(wrong)('%s is refused at its field', (_what, more, path) => {
    const paths = (() => {
      try {
        checkedOffer({ ...input, ...more })
      } catch (error) {
        if (error instanceof Problem) return (error.errors ?? []).map((each) => each.path)
        throw error
      }
      return []
    })()
    expect(paths).toContain(path)
  })

  test('a misspelt field is refused, never ignored', () => {
    expect(() => checkedOffer({ ...input, budget: { total: 5 } })).toThrow(Problem)
  })
})

describe('whole minor units', () => {
  test('the least that may be left is rounded up', () => {
    expect(leastLeft(1260, 30)).toBe(1800)
    expect(leastLeft(1000, 33.33)).toBe(1500) // 1499.93
    expect(leastLeft(0, 95)).toBe(0)
    expect(leastLeft(1e11, 95)).toBe(2e12)
  })

  test('parts add up to the whole, and none is more than its weight', () => {
    expect(spread(10, [1, 1, 1])).toBeNull()
    expect(spread(3, [1, 1, 1])).toEqual([1, 1, 1])
    expect(spread(10, [30, 30, 30])).toEqual([4, 3, 3])
    expect(spread(1, [0, 5, 0])).toEqual([0, 1, 0])
    expect(spread(0, [])).toEqual([])
  })
})

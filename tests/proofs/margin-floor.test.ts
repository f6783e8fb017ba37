import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { offerReasons } from '#contract/offers.ts'
import { appliesTo, type Basket, type PricedOffer, priceBasket } from '#domain/offers/index.ts'
import { anyBasket, anyOffers } from '../support/offer-arbitraries.ts'

const SCALE = Number(process.env.PROOF_SCALE ?? 0.05)
const RUNS = Math.max(10_000, Math.round(100_000 * SCALE))

/** Reckoned anew, in exact fractions: what is left of a line must hold its cost and the floor's share of itself. */
function holdsFloor(left: number, cost: number, floorPercent: number): boolean {
  const hundredths = BigInt(Math.round(floorPercent * 100))
  return (BigInt(left) - BigInt(cost)) * 10_000n >= hundredths * BigInt(left)
}

interface Seen {
  applied: number
  stacked: number
  nearTheFloor: number
  reasons: Set<string>
}

function expectSound(basket: Basket, offers: readonly PricedOffer[], seen: Seen): void {
  const priced = priceBasket(basket, offers)
  const applied = priced.applied.map(
    ({ key }) => offers.find((offer) => offer.key === key) ?? expect.fail(key),
  )
  seen.applied += applied.length
  if (applied.length > 1) seen.stacked++
  for (const [at, line] of priced.lines.entries()) {
    const of = basket.lines[at] ?? expect.fail(`line ${at}`)
    expect(line.price).toBe(of.unitPrice * of.quantity)
    const left = line.price - line.discount - line.share
    expect(left).toBeGreaterThanOrEqual(0)
    const parts = priced.applied.flatMap(({ key, byLine }) =>
      byLine.filter((part) => part.line === at).map((part) => ({ key, ...part })),
    )
    expect(line.discount).toBe(parts.reduce((sum, part) => sum + part.discount, 0))
    for (const { key } of parts) {
      const { terms } = offers.find((offer) => offer.key === key) ?? expect.fail(key)
      expect(appliesTo(terms.appliesTo, of)).toBe(true)
      if (terms.marginFloor === null) continue
      const cost = of.unitCost ?? expect.fail('a discount on a line of unknown cost')
      expect(holdsFloor(left, cost * of.quantity, terms.marginFloor), `line ${at}, ${key}`).toBe(true)
      if (!holdsFloor(Math.floor(left * 0.95), cost * of.quantity, terms.marginFloor)) seen.nearTheFloor++
    }
  }
  expectAccounted(basket, offers, priced)
  expectReasons(offers, priced, seen)
}

/** What lines bear is what offers and messages cost, to the last minor unit. */
function expectAccounted(
  basket: Basket,
  offers: readonly PricedOffer[],
  priced: ReturnType<typeof priceBasket>,
): void {
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)
  const floored = priced.applied.filter(
    ({ key }) => offers.find((one) => one.key === key)?.terms.marginFloor !== null,
  )
  const beside = (some: typeof priced.applied) =>
    sum(
      some.map(
        ({ key, cost, discount }) =>
          cost - discount + (offers.find((one) => one.key === key)?.messageCost ?? 0),
      ),
    )
  const shares = sum(priced.lines.map(({ share }) => share))
  expect(shares).toBeGreaterThanOrEqual(beside(floored))
  expect(shares).toBeLessThanOrEqual(beside(priced.applied))
  expect(priced.discount).toBe(sum(priced.applied.map(({ discount }) => discount)))
  expect(priced.total).toBe(priced.subtotal - priced.discount)
  expect(priced.subtotal).toBe(sum(basket.lines.map(({ unitPrice, quantity }) => unitPrice * quantity)))
  for (const { key, discount, cost } of priced.applied) {
    const { terms } = offers.find((one) => one.key === key) ?? expect.fail(key)
    if (terms.kind === 'amount') expect(discount).toBeLessThanOrEqual(terms.value)
    if (terms.kind === 'amount' && terms.marginFloor !== null) expect(discount).toBe(terms.value)
    if (terms.maxDiscount !== null && terms.kind === 'percent')
      expect(cost).toBeLessThanOrEqual(terms.maxDiscount)
  }
}

/** Every offer is given or refused with a reason, and what stands together may stand together. */
function expectReasons(
  offers: readonly PricedOffer[],
  priced: ReturnType<typeof priceBasket>,
  seen: Seen,
): void {
  for (const { key } of offers) {
    const given = priced.applied.some((each) => each.key === key)
    const refused = priced.refused.filter((each) => each.key === key && each.line === null)
    expect(refused.length, key).toBe(given ? 0 : 1)
  }
  for (const { reason } of priced.refused) {
    expect(offerReasons).toContain(reason)
    seen.reasons.add(reason)
  }
  const together = priced.applied.map(({ key }) => offers.find((one) => one.key === key)?.terms.stacking)
  if (together.length > 1) expect(together.every((each) => each?.combinable)).toBe(true)
  const groups = together.flatMap((each) => (each?.group ? [each.group] : []))
  expect(new Set(groups).size).toBe(groups.length)
}

describe('the margin floor', () => {
  test(`no line of ${RUNS} baskets falls below it, whatever is stacked`, () => {
    const seen: Seen = { applied: 0, stacked: 0, nearTheFloor: 0, reasons: new Set() }
    fc.assert(
      fc.property(anyBasket, anyOffers, (basket, offers) => expectSound(basket, offers, seen)),
      { numRuns: RUNS },
    )
    // the floor was touched, offers were stacked and every reason of a basket was given
    expect(seen.applied).toBeGreaterThan(RUNS / 4)
    expect(seen.stacked).toBeGreaterThan(RUNS / 50)
    expect(seen.nearTheFloor).toBeGreaterThan(RUNS / 100)
    expect([...seen.reasons].sort()).toEqual([
      'below_margin_floor',
      'cost_unknown',
      'min_subtotal',
      'not_combinable',
      'nothing_it_applies_to',
    ])
    // biome-ignore lint/suspicious/noConsole: asked for
    if (process.env.PROOF_TELL === '1') console.info(seen)
  })
})

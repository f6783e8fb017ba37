import type { OfferInput } from '#contract/offers.ts'
import { findOffer, removeOffers, saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import type { Db } from '#store/index.ts'

const inDollars = { currency: 'USD', marginFloor: 20 } as const

/** What the demo shop may give: what its playbooks carry, and what the agent may give to who asks. */
const offers: OfferInput[] = [
  {
    ...inDollars,
    name: 'welcome-second',
    title: 'Ten per cent on your second order',
    kind: 'percent',
    value: 10,
    maxDiscount: 2000,
    eligibility: { type: 'orders', measure: 'count', op: 'exactly', value: 1 },
    budgets: { total: 500_000, perDay: 60_000 },
    counts: { perCustomer: 1 },
    validDays: 30,
    onRequest: true,
  },
  {
    ...inDollars,
    name: 'wishlist-drop',
    title: 'A little more off what you saved',
    kind: 'percent',
    value: 5,
    maxDiscount: 1500,
    tierBoosts: { Ridge: 2, Summit: 5 },
    budgets: { total: 300_000, perDay: 40_000, perCustomer: 6000 },
    cooldownDays: 30,
    validDays: 7,
  },
  {
    ...inDollars,
    name: 'win-back',
    title: 'Fifteen dollars to see you again',
    kind: 'amount',
    value: 1500,
    minSubtotal: 6000,
    eligibility: { type: 'orders', measure: 'days_since_last', op: 'at_least', value: 120 },
    budgets: { total: 400_000, perDay: 60_000 },
    cooldownDays: 180,
    validDays: 21,
    onlyWhereNeeded: true,
    onRequest: true,
  },
  {
    ...inDollars,
    name: 'subscription-save',
    title: 'Five dollars off your next delivery',
    kind: 'amount',
    value: 500,
    eligibility: { type: 'subscription', status: ['active', 'paused', 'past_due'] },
    budgets: { total: 100_000, perDay: 20_000 },
    cooldownDays: 90,
    validDays: 45,
    onRequest: true,
  },
  {
    ...inDollars,
    name: 'vip-free-shipping',
    title: 'Free delivery for the upper trails of the club',
    kind: 'free_shipping',
    value: 495,
    tiers: ['Ridge', 'Summit'],
    budgets: { total: 200_000, perDay: 30_000 },
    cooldownDays: 30,
    codes: 'none',
    stacking: { group: 'delivery', combinable: true },
    validDays: 30,
    onRequest: true,
  },
  {
    ...inDollars,
    name: 'cart-rescue',
    title: 'Free delivery on what waits in your cart',
    kind: 'free_shipping',
    value: 495,
    minSubtotal: 5000,
    budgets: { total: 150_000, perDay: 25_000 },
    cooldownDays: 60,
    stacking: { group: 'delivery', combinable: true },
    validDays: 5,
    onlyWhereNeeded: true,
  },
]

/** Adds the offers, all live; one that is there already is left as it is. */
export async function seedOffers(db: Db, now: Date): Promise<void> {
  for (const input of offers) {
    if (await findOffer(db, input.name)) continue
    const { offerId } = await saveOffer(db, input, { by: null }, now)
    await setOfferStatus(db, offerId, 'live', null, now)
  }
}

/** Takes them away again, with what was given of them. */
export async function removeOffersOfDemo(db: Db): Promise<void> {
  await removeOffers(
    db,
    offers.map(({ name }) => name),
  )
}

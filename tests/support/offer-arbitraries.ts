import fc from 'fast-check'
import type { CheckedOffer, OfferKind } from '#contract/offers.ts'
import {
  type Basket,
  type BasketLine,
  checkedOffer,
  type PricedOffer,
  type Terms,
  termsFor,
} from '#domain/offers/index.ts'

const categories = ['Clothing', 'Clothing > Jackets', 'Home', 'Home > Bedding', 'Camp']
const brands = ['Aspen', 'Birch', 'Cedar']

/** A line that may be dear or cheap, sold at a loss, or of unknown cost. */
const line = fc
  .record({
    at: fc.integer({ min: 0, max: 9 }),
    brand: fc.constantFrom<string | null>(...brands, null),
    categories: fc.subarray(categories, { maxLength: 2 }),
    quantity: fc.integer({ min: 1, max: 9 }),
    unitPrice: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 5000 })),
    costShare: fc.option(fc.double({ min: 0.1, max: 1.1, noNaN: true }), { freq: 8, nil: null }),
  })
  .map(
    ({ at, costShare, ...rest }): BasketLine => ({
      ...rest,
      productId: `p${at}`,
      variantId: `v${at}`,
      title: `Thing ${at}`,
      unitCost: costShare === null ? null : Math.round(rest.unitPrice * costShare),
    }),
  )

export const anyBasket: fc.Arbitrary<Basket> = fc
  .array(line, { minLength: 1, maxLength: 8 })
  .map((lines) => ({ currency: 'USD', lines }))

const values: Record<OfferKind, fc.Arbitrary<number>> = {
  percent: fc
    .oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 10_000 }))
    .map((hundredths) => hundredths / 100),
  amount: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9000 })),
  free_shipping: fc.integer({ min: 1, max: 1500 }),
  gift: fc.integer({ min: 1, max: 3000 }),
  points_multiplier: fc.integer({ min: 2, max: 10 }),
}

const kind = fc.constantFrom<OfferKind>(
  'percent',
  'percent',
  'amount',
  'amount',
  'free_shipping',
  'gift',
  'points_multiplier',
)

/** An offer that `offerInput` takes. */
const anyTerms: fc.Arbitrary<Terms> = kind.chain((of) =>
  fc
    .record({
      value: values[of],
      floor: fc.option(fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 9500 })), {
        freq: 9,
        nil: null,
      }),
      maxDiscount: fc.option(fc.integer({ min: 1, max: 8000 }), { nil: null }),
      minSubtotal: fc.option(fc.integer({ min: 1, max: 30_000 }), { nil: null }),
      categories: fc.subarray(categories, { maxLength: 2 }),
      excludedBrands: fc.subarray(brands, { maxLength: 1 }),
      group: fc.constantFrom<string | null>('welcome', 'season', null),
      combinable: fc.boolean(),
      priority: fc.integer({ min: 0, max: 5 }),
    })
    .map((one): Terms => {
      const offer: CheckedOffer = checkedOffer({
        name: 'any',
        title: 'Any',
        kind: of,
        value: one.value,
        currency: 'USD',
        appliesTo: {
          categories: one.categories,
          brands: [],
          productIds: [],
          excludedCategories: [],
          excludedBrands: one.excludedBrands,
          excludedProductIds: [],
        },
        minSubtotal: one.minSubtotal,
        maxDiscount: of === 'amount' ? null : one.maxDiscount,
        gift: of === 'gift' ? { productId: 'p1' } : null,
        points: of === 'points_multiplier' ? { perUnit: 1, costOf100: 100 } : null,
        marginFloor: one.floor === null ? null : one.floor / 100,
        stacking: { group: one.group, combinable: one.combinable, priority: one.priority },
        validDays: 14,
      })
      return termsFor(offer, null)
    }),
)

/** Up to four offers on one basket, more often than not such that go together. */
export const anyOffers: fc.Arbitrary<PricedOffer[]> = fc
  .array(fc.record({ terms: anyTerms, messageCost: fc.constantFrom(0, 0, 1, 2, 7, 50) }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((some) =>
    fc.boolean().map((together) =>
      some.map(({ terms, messageCost }, at) => ({
        key: `offer ${at}`,
        messageCost,
        terms: together
          ? { ...terms, stacking: { ...terms.stacking, combinable: true, group: null } }
          : terms,
      })),
    ),
  )

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Access,
  asSoldTo,
  type EarlyAccess,
  isSellable,
  listedProduct,
  mayBuy,
  productInput,
  toProductCard,
} from '#knowledge/catalog/index.ts'

const day = 86_400_000
const now = new Date('2026-11-20T10:00:00Z')
const at = (days: number) => new Date(now.getTime() + days * day)

const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 })
const tierNames = fc.uniqueArray(fc.constantFrom('Path', 'Ridge', 'Summit'), { maxLength: 2 })
const accesses: fc.Arbitrary<Access | null> = fc.option(
  fc.record({ segments: names, tiers: tierNames }).map(({ segments, tiers }) => ({
    segmentIds: new Set(segments),
    tiers: new Set(tiers.map((tier) => tier.toLowerCase())),
  })),
)
const earlies: fc.Arbitrary<EarlyAccess | null> = fc.option(
  fc.record({ from: fc.integer({ min: -20, max: 20 }).map(at), segmentIds: names, tiers: tierNames }),
)
const releases = fc.record({
  releaseAt: fc.option(fc.integer({ min: -20, max: 20 }).map(at)),
  early: earlies,
})

/** The rule as a shopkeeper would say it, in another way than the code. */
function saysTheShop(
  { releaseAt, early }: { releaseAt: Date | null; early: EarlyAccess | null },
  access: Access | null,
): boolean {
  const closed = releaseAt !== null && releaseAt.getTime() > now.getTime()
  if (!closed) return true
  if (early === null || early.from.getTime() > now.getTime() || access === null) return false
  const shared = early.segmentIds.filter((id) => access.segmentIds.has(id)).length
  return shared + early.tiers.filter((tier) => access.tiers.has(tier.toLowerCase())).length > 0
}

test('goods are sold from their release on, and before it to those let in early only', () => {
  fc.assert(
    fc.property(releases, accesses, (dated, access) => {
      expect(mayBuy(dated, access, now)).toBe(saysTheShop(dated, access))
    }),
  )
})

test('nobody known is let in before a release, whatever the window says; once open nobody is kept out', () => {
  fc.assert(
    fc.property(releases, accesses, fc.integer({ min: 0, max: 40 }), (dated, access, later) => {
      const open = dated.releaseAt === null || dated.releaseAt <= now
      expect(mayBuy(dated, null, now)).toBe(open)
      if (mayBuy(dated, access, now)) expect(mayBuy(dated, access, at(later))).toBe(true)
    }),
  )
})

const input = (change: object = {}) => ({
  productId: 'anorak',
  title: 'Tarn anorak',
  variants: [{ variantId: 'anorak-m', price: { amount: 9900, currency: 'USD' }, stockOnline: 5 }],
  ...change,
})

test('a product made for a shopper says so in every card, and tells nobody who else is let in', () => {
  fc.assert(
    fc.property(releases, accesses, (dated, access) => {
      const made = listedProduct({ line: 1, product: input() }, now)
      if (!('productId' in made)) throw new Error('not a product')
      const sold = asSoldTo({ ...made, ...dated }, access, now)
      const may = mayBuy(dated, access, now)
      const card = toProductCard(sold)
      expect(sold.variants.some(isSellable)).toBe(may)
      expect(card.availability).toBe(may ? 'in_stock' : 'out_of_stock')
      const closed = dated.releaseAt !== null && dated.releaseAt > now
      expect(card.release).toEqual(
        closed ? { opensAt: dated.releaseAt?.toISOString(), early: may } : undefined,
      )
    }),
  )
})

test('an early window without a release, after it, or for nobody is refused by its field', () => {
  const from = '2026-12-01T00:00:00Z'
  const faults = [
    { early: { from, tiers: ['Summit'] } },
    { releaseAt: '2026-11-30', early: { from, tiers: ['Summit'] } },
    { releaseAt: '2026-12-08', early: { from } },
    { releaseAt: '2026-12-08', early: { from: 'soon', tiers: ['Summit'] } },
  ].map((change) => productInput.safeParse(input(change)).error?.issues[0]?.path.join('.'))
  expect(faults).toEqual(['early.from', 'early.from', 'early', 'early.from'])
  expect(
    productInput.safeParse(input({ releaseAt: '2026-12-08', early: { from, tiers: ['Summit'] } })).success,
  ).toBe(true)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemo } from '#demo/index.ts'
import { findByIdentifier } from '#domain/identity/index.ts'
import { profileOf } from '#domain/profile/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
let store: Store

beforeAll(async () => {
  store = await openTestStore('pglite')
  await seedDemo(store.db, now)
}, 60_000)
afterAll(() => store.close())

test('the person one can sign in as has a size of her own, points, a subscription and what follows from her orders', async () => {
  const nora = await findByIdentifier(store.db, 'user_id', 'tw-0001')
  const profile = await profileOf(store.db, nora?.customerId ?? '', { purpose: 'service', now })
  expect(profile.traits.map(({ name, value }) => [name, value])).toEqual([
    ['colour', ['green', 'navy']],
    ['dislikes', ['down']],
    ['size', 'M'],
  ])
  expect(profile.loyalty).toMatchObject({ member: true, tier: { by: 'points' } })
  expect(profile.loyalty?.balance).toBeGreaterThan(0)
  expect(profile.subscriptions).toMatchObject([{ status: 'active', items: [{ quantity: 2 }] }])
  expect(profile.facts.value[0]?.lifetimeValue.amount).toBeGreaterThan(0)
  expect(profile.facts.buying?.orders).toBe(5)
})

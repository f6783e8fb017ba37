import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type CallSituation,
  checkCall,
  eventsOf,
  type Fields,
  type TrackedEvent,
} from '#domain/events/index.ts'
import { findByIdentifier, membersOf } from '#domain/identity/index.ts'
import { findOrderByNumber } from '#domain/orders/index.ts'
import { createEventIntake, type EventIntake } from '#inbound/index.ts'
import type { Db, Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const quiet = { warn: () => {} }
const server = { trust: 'secret', source: 'till', receivedAt: now, sentAt: null, proof: null } as const
const page = { ...server, trust: 'public', source: 'Website' } as const

describeOnBoth('intake of events', (open) => {
  let store: Store
  let db: Db
  let intake: EventIntake
  beforeAll(async () => {
    store = await open()
    db = store.db
    intake = createEventIntake({ db, writers: store.kind === 'pglite' ? 1 : 2, clock: () => now, log: quiet })
  })
  afterAll(async () => {
    await intake.close()
    await store.close()
  })

  test('stores', async () => {
    const taken = await intake.take(
      [{ type: 'track', event: 'Product Viewed', userId: 'u1', anonymousId: 'a1', messageId: 'm1', properties: { product_id: 'p' } },
      { type: 'track', event: 'Order Completed', userId: 'u1', messageId: 'm2', properties: { order_id: '#A 1', total: 20, currency: 'EUR', products: [{ product_id: 'p', price: 10, quantity: 2 }] } }],
      server,
    )
    expect(taken).toEqual([{ ok: true, outcome: 'stored' }, { ok: true, outcome: 'stored' }])
    const customer = await findByIdentifier(db, 'user_id', 'u1')
    const rows = await eventsOf(db, await membersOf(db, customer?.customerId ?? ''), { limit: 10 })
    expect(rows).toHaveLength(2)
    expect(await findOrderByNumber(db, 'A1')).toMatchObject({ total: { amount: 2000 } })
  })
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeCart } from '#domain/carts/index.ts'
import { consentOf, entriesOf, recordConsent } from '#domain/consent/index.ts'
import { appendMessage, openConversation } from '#domain/conversations/index.ts'
import { setAside } from '#domain/events/index.ts'
import {
  customerInput,
  findByIdentifier,
  findCustomer,
  observe,
  openVisitorSession,
  upsertCustomers,
} from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import { setTrait } from '#domain/profile/index.ts'
import { changeTerms, importEvents, retain, retainWhenDue } from '#inbound/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

describeOnBoth('what is older than its term', (open) => {
  let store: Store
  const ids = { old: '', fresh: '', back: '', kept: '' }

  beforeAll(async () => {
    store = await open()
    const { db } = store
    await upsertCustomers(
      db,
      [customerInput.parse({ email: 'ann@example.com', createdAt: daysAgo(4000) })],
      'file',
      daysAgo(4000),
    )
    ids.kept = (await findByIdentifier(db, 'email', 'ann@example.com'))?.customerId ?? ''
    await leave(2000)
    await leave(1)
    ids.old = (await openVisitorSession(db, daysAgo(500))).session.customerId
    ids.fresh = (await openVisitorSession(db, daysAgo(10))).session.customerId
    const browser = (at: Date) => ({
      identifiers: [{ kind: 'anonymous_id' as const, value: 'came-back' }],
      occurredAt: at,
      source: 'web',
      evidence: 'Page Viewed',
    })
    await observe(db, [browser(daysAgo(700))], daysAgo(700))
    const seen = await observe(db, [browser(daysAgo(2))], daysAgo(2))
    ids.back = seen.people[0]?.customerId ?? ''
  })
  afterAll(() => store.close())

  /** One thing of every kind, of that age. */
  async function leave(days: number): Promise<void> {
    const { db } = store
    const then = daysAgo(days)
    const customerId = ids.kept
    const from = { source: 'till', trust: 'secret' as const, receivedAt: then }
    const call = { type: 'track', email: 'ann@example.com', userId: 'u-1', timestamp: then.toISOString() }
    await importEvents(
      db,
      [{ ...call, messageId: `m${days}`, event: 'Product Viewed', properties: { product_id: 'p' } }],
      from,
      then,
    )
    const refusal = { code: 'unknown_event', field: 'event', message: 'is not an event name' } as const
    await setAside(db, [{ ...from, raw: { event: `X${days}` }, refusal, sentAt: null, proof: null }])
    const conversation = await openConversation(db, `${customerId}${days}`, 'web', then)
    await appendMessage(db, conversation, { sender: 'customer', text: `${days} days` }, then)
    await changeCart(
      db,
      `${customerId}${days}`,
      { productId: 'p', variantId: 'v', quantity: 1, mode: 'add' },
      then,
    )
    await setTrait(
      db,
      {
        customerId,
        name: `style${days}`,
        value: 'x',
        source: 'chat',
        party: 'zero',
        evidence: 'x',
        at: then,
      },
      then,
    )
    const said = {
      customerId,
      channel: 'email',
      purpose: 'marketing',
      source: 'form',
      evidence: `${days}`,
    } as const
    await recordConsent(db, { ...said, state: 'denied', at: daysAgo(days + 1) }, then)
    await recordConsent(db, { ...said, state: 'granted', at: then }, then)
    const placedAt = daysAgo(days * 2).toISOString()
    const lines = [{ productId: 'p', variantId: 'v', title: 'Mug', quantity: 1, unitPrice: 100 }]
    await upsertOrders(
      db,
      [
        orderInput.parse({
          orderNumber: `R${days}`,
          status: 'delivered',
          customer: { email: 'ann@example.com' },
          currency: 'EUR',
          total: 100,
          lines,
          placedAt,
        }),
      ],
      'file',
      then,
    )
  }

  async function counts(): Promise<Record<string, number>> {
    const found: Record<string, number> = {}
    for (const table of [
      'events',
      'events_set_aside',
      'conversations',
      'messages',
      'carts',
      'cart_lines',
      'trait_values',
      'orders',
      'order_lines',
      'order_numbers',
      'order_changes',
    ]) {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::integer as n from ${sql.table(table)}`.execute(store.db)
      found[table] = rows[0]?.n ?? 0
    }
    return found
  }

  test('is counted by a dry run, goes by a real one, and nothing else does', async () => {
    const { db } = store
    const before = await counts()
    const planned = await retain(db, now, { dryRun: true })
    expect(await counts()).toEqual(before)
    const done = await retain(db, now)
    expect(done.map(({ kind, rows }) => [kind, rows])).toEqual(planned.map(({ kind, rows }) => [kind, rows]))
    expect(Object.fromEntries(done.map(({ kind, rows }) => [kind, rows]))).toMatchObject({
      'set-aside': 1,
      anonymous: 1,
      conversations: 1,
      carts: 2, // with its line
      traits: 1,
      consent: 1,
      requests: 0,
    })
    const after = await counts()
    for (const [table, rows] of Object.entries(before))
      expect([table, after[table]]).toEqual([table, rows / 2])
    expect((await retain(db, now)).every(({ rows }) => rows === 0)).toBe(true)
  })

  test('a browser that came back stays, and so does whoever is more than a browser', async () => {
    expect(await findCustomer(store.db, ids.old)).toBeNull()
    for (const id of [ids.fresh, ids.back, ids.kept]) expect(await findCustomer(store.db, id)).not.toBeNull()
  })

  test('evidence goes only where a later line replaced it, and what holds is as before', async () => {
    const left = await entriesOf(store.db, [ids.kept], { channel: 'email' })
    expect(left.map(({ evidence, state }) => `${evidence} ${state}`)).toEqual([
      '2000 granted',
      '1 denied',
      '1 granted',
    ])
    const { lines } = await consentOf(store.db, ids.kept)
    expect(lines.find((line) => line.channel === 'email' && line.purpose === 'marketing')?.state).toBe(
      'granted',
    )
  })

  test('terms are data: a shop sets its own, and a wrong one is refused', async () => {
    await changeTerms(store.db, { events: 1000, traits: 10 }, now)
    const kinds = await retain(store.db, now, { dryRun: true })
    expect(kinds.find(({ kind }) => kind === 'traits')?.days).toBe(10)
    expect(kinds.find(({ kind }) => kind === 'orders')?.days).toBe(3653)
    await expect(async () => changeTerms(store.db, { chats: 3 }, now)).rejects.toThrow(
      'chats is none of events',
    )
    await expect(async () => changeTerms(store.db, { events: 0 }, now)).rejects.toThrow('events: from 1 to')
  })

  test('it is done once a night', async () => {
    const { signal } = new AbortController()
    expect(await retainWhenDue(store.db, new Date('2026-03-03T01:00:00Z'), signal)).toEqual([])
    expect(await retainWhenDue(store.db, new Date('2026-03-03T03:00:00Z'), signal)).not.toEqual([])
    expect(await retainWhenDue(store.db, new Date('2026-03-03T03:01:00Z'), signal)).toEqual([])
  })
})

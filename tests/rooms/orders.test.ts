import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findByIdentifier } from '#domain/identity/index.ts'
import {
  cancelOrder,
  findOrder,
  findOrderByNumber,
  forgetOldFailures,
  type OrderInput,
  orderChanges,
  orderInput,
  ordersOf,
  proveOrder,
  removeSource,
  toOrderCard,
  upsertOrders,
} from '#domain/orders/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const MINUTE = 60_000

function input(orderNumber: string, more: object = {}): OrderInput {
  return orderInput.parse({
    orderNumber,
    status: 'pending',
    customer: {
      userId: `user-${orderNumber}`,
      email: `${orderNumber.toLowerCase()}@example.com`,
      name: 'Ann',
    },
    currency: 'USD',
    total: 7500,
    lines: [
      { productId: 'p1', variantId: 'v1', title: 'Mug', options: 'Blue', quantity: 2, unitPrice: 2500 },
      { productId: 'p2', variantId: 'v2', title: 'Bowl', quantity: 1, unitPrice: 2500 },
    ],
    shippingAddress: { line1: '1 Road', city: 'Town', postcode: 'AB1 2CD' },
    placedAt: '2026-02-01T12:00:00Z',
    ...more,
  })
}

describeOnBoth('orders', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  const upsert = (inputs: OrderInput[], source = 'import') => upsertOrders(store.db, inputs, source, now)
  const found = async (number: string) => {
    const order = await findOrderByNumber(store.db, number)
    if (!order) throw new Error(`there is no order ${number}`)
    return order
  }

  test('an order is written with its customer and lines, and found however its number is written', async () => {
    expect(await upsert([input('#Rp-1')])).toEqual({ created: 1, updated: 0, unchanged: 0 })
    const order = await found(' #rp-1 ')
    expect(order).toMatchObject({
      orderNumber: '#Rp-1',
      status: 'pending',
      email: '#rp-1@example.com',
      postcode: 'AB1 2CD',
      total: { amount: 7500, currency: 'USD' },
      deliveryDate: null,
      channel: 'web',
      lines: [
        { lineNumber: 1, options: 'Blue', unitPrice: { amount: 2500, currency: 'USD' } },
        { lineNumber: 2, options: '' },
      ],
      placedAt: new Date('2026-02-01T12:00:00Z'),
    })
    expect(await findOrder(store.db, order.orderId)).toEqual(order)
    expect(await findByIdentifier(store.db, 'user_id', 'user-#Rp-1')).toMatchObject({
      customerId: order.customerId,
      name: 'Ann',
    })
    expect(await ordersOf(store.db, [order.customerId], 10)).toEqual([order])
    expect(toOrderCard(order).lines[0]?.price).toEqual({ amount: 5000, currency: 'USD' })
    expect(await findOrderByNumber(store.db, 'RP-999')).toBeNull()
    expect(await ordersOf(store.db, [], 10)).toEqual([])
  })

  test('sent twice it changes nothing; changed it is rewritten under the same id and customer', async () => {
    await upsert([input('RP-2')])
    const before = await found('RP-2')
    expect(await upsert([input('RP-2')])).toEqual({ created: 0, updated: 0, unchanged: 1 })
    const shipped = input('RP-2', {
      status: 'shipped',
      customer: { userId: 'somebody-else' },
      lines: [{ productId: 'p3', variantId: 'v3', title: 'Plate', quantity: 1, unitPrice: 100 }],
      fulfilments: [{ carrier: 'Post', tracking: 'T1', lineNumbers: [1] }],
      deliveryDate: '2026-03-05',
    })
    expect(await upsert([shipped])).toEqual({ created: 0, updated: 1, unchanged: 0 })
    const after = await found('RP-2')
    expect(after).toMatchObject({
      orderId: before.orderId,
      customerId: before.customerId,
      status: 'shipped',
      deliveryDate: '2026-03-05',
      lines: [{ title: 'Plate' }],
      fulfilments: [{ tracking: 'T1', url: null }],
    })
    expect(after.lines).toHaveLength(1)
  })

  test('of the same number twice in one import the last counts', async () => {
    const twice = [input('RP-3'), input(' #rp-3', { status: 'processed' })]
    expect(await upsert(twice)).toEqual({ created: 1, updated: 0, unchanged: 1 })
    expect((await found('RP-3')).status).toBe('processed')
  })

  test('an older state does not overwrite a newer one', async () => {
    const at = (time: string, status: string) =>
      input('RP-4', { status, updatedAt: `2026-02-0${time}T00:00:00Z` })
    await upsert([at('3', 'shipped')])
    expect(await upsert([at('2', 'pending')])).toMatchObject({ unchanged: 1 })
    expect(await upsert([at('4', 'delivered')])).toMatchObject({ updated: 1 })
    expect((await found('RP-4')).status).toBe('delivered')
  })

  test('an order without any name or address has a customer of its own', async () => {
    const guest = { customer: undefined, shippingAddress: null }
    await upsert([input('RP-5', guest), input('RP-6', guest)])
    expect((await found('RP-5')).customerId).not.toBe((await found('RP-6')).customerId)
    expect(await upsert([input('RP-5', guest)])).toMatchObject({ unchanged: 1 })
  })

  test('thousands of orders, twice and from four importers at once, are there once', async () => {
    const many = Array.from({ length: 700 }, (_, i) =>
      input(`BULK-${i}`, { customer: { userId: `u${i % 100}` } }),
    )
    const counts = await Promise.all([many, [...many].reverse(), many, many].map((each) => upsert(each)))
    expect(counts.reduce((sum, one) => sum + one.created, 0)).toBe(700)
    expect(await upsert(many)).toEqual({ created: 0, updated: 0, unchanged: 700 })
    const customer = await findByIdentifier(store.db, 'user_id', 'u7')
    const orders = await ordersOf(store.db, [customer?.customerId ?? ''], 100)
    expect(orders).toHaveLength(7)
    expect(orders.every((order) => order.lines.length === 2)).toBe(true)
  })

  test('a pending order is cancelled once, and the shop’s systems can read it', async () => {
    await upsert([input('RP-7')])
    const { orderId } = await found('RP-7')
    const answers = await Promise.all(
      Array.from({ length: 16 }, () =>
        inTransaction(store.db, (tx) => cancelOrder(tx, orderId, 'no longer needed\0', now)),
      ),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.find((answer) => !answer.ok)).toEqual({ ok: false, reason: 'already_cancelled' })
    expect(await found('RP-7')).toMatchObject({ status: 'cancelled', cancelReason: 'no longer needed' })
    const changes = (await orderChanges(store.db, 0, 100)).filter((change) => change.orderId === orderId)
    expect(changes).toMatchObject([
      { orderNumber: 'RP-7', change: 'cancelled', detail: { reason: 'no longer needed' } },
    ])
    expect(await orderChanges(store.db, changes[0]?.changeId ?? 0, 100)).toEqual([])
  })

  test('a cancellation stands against an import that has not heard of it, and yields to goods that left', async () => {
    await upsert([input('RP-8')])
    await cancelOrder(store.db, (await found('RP-8')).orderId, 'mistake', now)
    await upsert([input('RP-8', { status: 'processed' })])
    expect((await found('RP-8')).status).toBe('cancelled')
    await upsert([input('RP-8', { status: 'shipped' })])
    expect((await found('RP-8')).status).toBe('shipped')
    expect(await cancelOrder(store.db, 'ord_none', 'x', now)).toEqual({ ok: false, reason: 'not_found' })
  })

  const prove = (orderNumber: string, proof: object, keys: string[], at = now) =>
    proveOrder(store.db, { orderNumber, ...proof, limiterKeys: keys }, at)

  test('number with e-mail or postcode opens the order; an unknown number and a wrong guess answer alike', async () => {
    await upsert([input('RP-9')])
    expect(await prove('rp-9', { email: 'RP-9@example.com ' }, ['conversation:a'])).toMatchObject({
      ok: true,
    })
    expect(await prove('RP-9', { postcode: 'ab12cd' }, ['conversation:a'])).toMatchObject({
      ok: true,
      order: { orderNumber: 'RP-9' },
    })
    const no = { ok: false, reason: 'no_match' }
    expect(await prove('RP-9', { postcode: 'AB1 2CE' }, ['conversation:b'])).toEqual(no)
    expect(await prove('RP-0', { postcode: 'AB1 2CD' }, ['conversation:b'])).toEqual(no)
    expect(await prove('RP-9', { email: 'rp-9@example.com', postcode: 'wrong' }, ['conversation:b'])).toEqual(
      no,
    )
    expect(await prove('RP-9', {}, ['conversation:b'])).toEqual(no)
    expect(await prove('RP-9', { email: '', postcode: '' }, ['conversation:b'])).toEqual(no)
  })

  test('an order without an e-mail of its own is proved by its customer’s', async () => {
    const first = input('RP-10', { customer: { userId: 'u-10', email: 'ten@example.com' } })
    await upsert([first, input('RP-11', { customer: { userId: 'u-10' }, shippingAddress: null })])
    expect((await found('RP-11')).email).toBeNull()
    expect(await prove('RP-11', { email: 'ten@example.com' }, ['conversation:c'])).toMatchObject({ ok: true })
  })

  const limits: [string, number, (i: number) => [string, string[]]][] = [
    ['a conversation', 5, (i) => [`RP-L${i}`, ['conversation:d', `address:${i}`]]],
    ['an order number', 5, (i) => ['RP-12', [`conversation:e${i}`, `address:e${i}`]]],
    ['an address', 10, (i) => [`RP-M${i}`, [`conversation:f${i}`, 'address:f']]],
  ]
  test.each(limits)(
    '%s has its failures counted, at once as one by one: at most %i',
    async (_name, most, guess) => {
      await upsert([input('RP-12')])
      const tries = Array.from({ length: 16 }, (_, i) => prove(guess(i)[0], { postcode: 'no' }, guess(i)[1]))
      const answers = await Promise.all(tries)
      expect(answers.filter((answer) => !answer.ok && answer.reason === 'no_match')).toHaveLength(most)
      const [number, keys] = guess(0)
      const right = { postcode: 'AB1 2CD' }
      expect(await prove(number, right, keys, later(15 * MINUTE - 1))).toMatchObject({
        reason: 'too_many_tries',
      })
      const ok = number === 'RP-12'
      expect(await prove(number, right, keys, later(15 * MINUTE))).toMatchObject(
        ok ? { ok: true } : { reason: 'no_match' },
      )
      await forgetOldFailures(store.db, later(31 * MINUTE))
    },
  )

  test('a right proof costs nothing, however often', async () => {
    await upsert([input('RP-13')])
    for (let i = 0; i < 12; i++)
      expect(await prove('RP-13', { postcode: 'AB1 2CD' }, ['conversation:g'])).toMatchObject({ ok: true })
  })

  test('a demo that leaves takes its orders along and no other', async () => {
    await upsert([input('DEMO-1')], 'demo')
    await removeSource(store.db, 'demo', now)
    expect(await findOrderByNumber(store.db, 'DEMO-1')).toBeNull()
    expect(await findOrderByNumber(store.db, 'RP-13')).not.toBeNull()
  })
})

describe('what an order may look like', () => {
  const problems = (more: object) => {
    const parsed = orderInput.safeParse({ ...input('X'), ...more })
    return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'))
  }
  test.each([
    [{ orderNumber: ' ' }, 'orderNumber'],
    [{ status: 'lost' }, 'status'],
    [{ total: 1.5 }, 'total'],
    [{ currency: 'usd' }, 'currency'],
    [{ lines: [] }, 'lines'],
    [{ placedAt: null }, 'placedAt'],
    [{ placedAt: 'yesterday' }, 'placedAt'],
    [{ deliveryDate: '2026-02-30' }, 'deliveryDate'],
    [{ fulfilments: [{ tracking: 'T', url: 'javascript:alert(1)' }] }, 'fulfilments.0.url'],
  ])('%o is refused at %s', (more, path) => {
    expect(problems(more)).toEqual([path])
  })
})

const retail = '../shared/data/retail-store/db.json'
test.skipIf(!existsSync(retail) && process.env.CI !== 'true')(
  'in the real shop’s orders exactly the pending ones can be cancelled',
  async () => {
    const { canCancel } = await import('#domain/orders/index.ts')
    const orders: { status: 'pending'; fulfillments: { tracking_id: string[] }[] }[] = Object.values(
      JSON.parse(readFileSync(retail, 'utf8')).orders,
    )
    const verdicts = orders.map(({ status, fulfillments }) => {
      const parcels = fulfillments.flatMap(({ tracking_id }) => tracking_id)
      const fulfilments = parcels.map((tracking) => ({ carrier: null, tracking, url: null, lineNumbers: [] }))
      return [status === 'pending', canCancel({ status, fulfilments }).allowed]
    })
    expect(verdicts.length).toBe(1000)
    expect(verdicts.filter(([pending, allowed]) => pending !== allowed)).toEqual([])
  },
)

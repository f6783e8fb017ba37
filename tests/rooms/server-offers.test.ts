import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OfferInput } from '#contract/offers.ts'
import { createCustomer, findByIdentifier } from '#domain/identity/index.ts'
import { issuedOf, issueOffers, saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import { createApiKey } from '#domain/settings/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import { inTransaction } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { request, startTestServer } from '../support/server.ts'

const now = () => new Date()
const tenOff: OfferInput = {
  name: 'ten-off',
  title: 'Ten off',
  kind: 'percent',
  value: 10,
  currency: 'USD',
  minSubtotal: 2000,
  marginFloor: 30,
  validDays: 14,
}

describe('codes at the shop’s checkout', () => {
  let server: RunningServer
  let secret = ''
  let issues = 0
  beforeAll(async () => {
    const store = await openTestStore()
    const goods = [
      { productId: 'mug', price: 2000, cost: 900 },
      { productId: 'lamp', price: 5000, cost: 3400 },
    ].map(({ productId, price, cost }) => ({
      productId,
      title: productId,
      variants: [
        {
          variantId: `${productId}-1`,
          price: { amount: price, currency: 'USD' },
          cost: { amount: cost, currency: 'USD' },
        },
      ],
    }))
    await importProducts(store.db, goods, { source: 'test', now: now() })
    const identifiers = [{ kind: 'user_id' as const, value: 'ada' }]
    await createCustomer(store.db, { identifiers, source: 'test' }, now())
    const { offerId } = await saveOffer(store.db, tenOff, { by: null }, now())
    await setOfferStatus(store.db, offerId, 'live', null, now())
    server = await startTestServer(store)
    secret = (await createApiKey(store.db, 'secret', 'Checkout', now())).key
  })
  afterAll(() => server.close())

  async function code(): Promise<string> {
    const { customerId: whose } = await createCustomer(
      server.store.db,
      { identifiers: [], source: 'test' },
      now(),
    )
    const key = `issue ${++issues}`
    const asked = { key, offerId: 'ten-off', customerId: whose, channel: 'email', messageCost: null }
    const answer = (await inTransaction(server.store.db, (tx) => issueOffers(tx, [asked], now()))).get(key)
    return answer?.ok ? (answer.issued.code ?? '') : expect.fail(JSON.stringify(answer))
  }
  const authorization = () => `Basic ${Buffer.from(`${secret}:`).toString('base64')}`
  const post = (
    path: string,
    body: object,
    headers: Record<string, string> = { authorization: authorization() },
  ) => request(`${server.url}/v1/offers/${path}`, 'post', { body, headers })
  const lines = [
    { productId: 'mug', variantId: 'mug-1', quantity: 2 },
    { productId: 'lamp', variantId: 'lamp-1', quantity: 1 },
  ]
  const basket = { currency: 'USD', lines }

  test('a check says what a code gives on each line, and uses nothing up', async () => {
    const one = await code()
    for (let times = 0; times < 2; times++) {
      const { status, body } = await post('check', {
        codes: [one.toLowerCase().replace('-', ' ')],
        ...basket,
      })
      expect(status).toBe(200)
      expect(body).toMatchObject({
        codes: [
          {
            valid: true,
            reason: null,
            offer: { name: 'ten-off', kind: 'percent', value: 10 },
            discount: 400,
          },
        ],
        // the lamp would fall under the floor
        lines: [
          { price: 4000, discount: 400, total: 3600 },
          { price: 5000, discount: 0, total: 5000 },
        ],
        subtotal: 9000,
        discount: 400,
        total: 8600,
      })
    }
  })

  test('what gives nothing says why, in words for a shopper', async () => {
    const one = await code()
    const check = async (codes: string[], more: object = {}) => {
      const { body } = await post('check', { codes, ...basket, ...more })
      return (body as { codes: { reason: string; say: string }[] }).codes[0]
    }
    expect(await check(['NO-SUCH'])).toMatchObject({
      reason: 'unknown_code',
      say: 'We do not know this code.',
    })
    const small = [{ productId: 'mug', variantId: 'mug-1', quantity: 1, unitPrice: 1500 }]
    expect(await check([one], { lines: small })).toMatchObject({ reason: 'min_subtotal' })
    const dear = [{ productId: 'lamp', variantId: 'lamp-1', quantity: 1 }]
    expect(await check([one], { lines: dear })).toMatchObject({
      reason: 'below_margin_floor',
      say: 'This code gives nothing on this basket.',
    })
    const unknown = [{ productId: 'x', variantId: 'x', quantity: 1, unitPrice: 9000 }]
    expect(await check([one], { lines: unknown })).toMatchObject({ reason: 'cost_unknown' })
    expect(await check([one], { currency: 'EUR' })).toMatchObject({ reason: 'currency_mismatch' })
    const [other] = await Promise.all([code()])
    expect(await check([one, other])).toMatchObject({ reason: null })
  })

  test('an order redeems a code once; again it changes nothing, another order is refused', async () => {
    const one = await code()
    const order = { codes: [one, one.toLowerCase()], ...basket, orderId: '#W-1', userId: 'ada' }
    const first = await post('redeem', order)
    expect(first.body).toMatchObject({
      orderId: '#W-1',
      codes: [{ redeemed: true, repeated: false, discount: 400 }, { redeemed: true }],
    })
    const again = await post('redeem', { ...order, codes: [one], orderId: 'w-1' })
    expect(again.body).toMatchObject({ codes: [{ redeemed: true, repeated: true, discount: 400 }] })
    const other = await post('redeem', { ...order, codes: [one], orderId: 'W-2' })
    expect(other.body).toMatchObject({
      codes: [{ redeemed: false, reason: 'code_used', say: 'This code has been used already.' }],
    })
    const checked = await post('check', { codes: [one], ...basket })
    expect(checked.body).toMatchObject({ codes: [{ valid: false, reason: 'code_used' }], discount: 0 })
  })

  test('an order that comes as an event redeems the code that it names, with what it took off', async () => {
    const one = await code()
    const products = [{ product_id: 'mug', variant: 'mug-1', quantity: 2, price: 20 }]
    const properties = { order_id: 'E-1', total: 36, discount: 3.5, currency: 'USD', coupon: one, products }
    const call = { type: 'track', event: 'Order Completed', userId: 'bob', messageId: 'm-1', properties }
    const track = (more: object) =>
      request(`${server.url}/v1/track`, 'post', {
        body: { ...call, ...more },
        headers: { authorization: authorization() },
      })
    expect((await track({})).status).toBe(200)
    expect((await track({})).status).toBe(200)
    await track({ messageId: 'm-2', properties: { ...properties, order_id: 'E-2' } })
    const checked = await post('check', { codes: [one], ...basket })
    expect(checked.body).toMatchObject({ codes: [{ reason: 'code_used' }] })
    const again = await post('redeem', { codes: [one], ...basket, orderId: 'E-1' })
    expect(again.body).toMatchObject({ codes: [{ redeemed: true, repeated: true, discount: 350 }] })
  })

  test('bad input is refused by field, and without the secret key nothing is told', async () => {
    const bad = await post('check', {
      codes: [],
      currency: 'dollars',
      lines: [{ productId: 'mug', quantity: -1 }],
    })
    expect(bad.status).toBe(400)
    expect((bad.body as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual([
      'codes',
      'currency',
      'lines.0.quantity',
      'lines.0.variantId',
    ])
    expect((await post('redeem', { ...basket, codes: ['x'] })).status).toBe(400)
    expect((await post('check', { codes: ['x'], ...basket }, {})).status).toBe(401)
    const key = `Basic ${Buffer.from(`${server.publicKey}:`).toString('base64')}`
    expect(
      (await post('redeem', { codes: ['x'], ...basket, orderId: '1' }, { authorization: key })).status,
    ).toBe(401)
    const ada = await findByIdentifier(server.store.db, 'user_id', 'ada')
    expect(await issuedOf(server.store.db, [ada?.customerId ?? ''])).toEqual([])
  })
})

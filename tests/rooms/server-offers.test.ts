import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customerInput, findByIdentifier, upsertCustomers } from '#domain/identity/index.ts'
import { issueOffers } from '#domain/offers/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import { inTransaction } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { at, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

let server: RunningServer
let lea: StaffClient
let jonas: StaffClient
let ann = ''
let offerId = ''

const offer = {
  name: 'ten-off',
  title: 'Ten per cent off',
  kind: 'percent',
  value: 10,
  maxDiscount: 2000,
  currency: 'USD',
  budgets: { total: 10_000 },
  marginFloor: 30,
  validDays: 14,
}
const money = (amount: number) => ({ amount, currency: 'USD' })
const goods = [
  { id: 'rug', price: 10_000, cost: 4000 },
  { id: 'lamp', price: 10_000, cost: 6900 },
  { id: 'chair', price: 10_000, cost: null },
].map(({ id, price, cost }) => ({
  productId: id,
  title: id,
  variants: [
    {
      variantId: `${id}-1`,
      price: money(price),
      stockOnline: 9,
      ...(cost !== null && { cost: money(cost) }),
    },
  ],
}))

beforeAll(async () => {
  server = await startTestServer(await openTestStore())
  lea = await signedIn(server, ['crm'], 'Lea')
  jonas = await signedIn(server, ['associate'], 'Jonas')
  const { db } = server.store
  const now = new Date()
  await upsertCustomers(db, [customerInput.parse({ userId: 'u-ann', name: 'Ann' })], 'customer file', now)
  ann = (await findByIdentifier(db, 'user_id', 'u-ann'))?.customerId ?? ''
  await importProducts(db, goods, { source: 'test', now })
  await server.house.shelf.follow()
  offerId = String(at((await lea.call('post', '/api/offers', { body: offer })).body, 'offerId'))
})
afterAll(() => server.close())

const read = async () => (await lea.call('get', `/api/offers/${offerId}`)).body
const tried = (lines: object[], channel: string | null = null) =>
  lea.call('post', `/api/offers/${offerId}/try`, { body: { customerId: ann, channel, lines } })
const line = (id: string, quantity = 1) => ({ productId: id, variantId: `${id}-1`, quantity })

describe('offers of the console', () => {
  test('a field that is wrong is named in the form’s own path, and a budget of nothing is refused', async () => {
    const wrong = await lea.call('post', '/api/offers', {
      body: { ...offer, name: 'other', budgets: { total: 0 } },
    })
    expect(wrong.status).toBe(400)
    expect(at(wrong.body, 'errors', 0, 'path')).toContain('budgets.total')
    const taken = await lea.call('post', '/api/offers', { body: offer })
    expect(taken.status).toBe(409)
  })

  test('a draft is tried: every rule answers, and every line says its margin and floor', async () => {
    const { body } = await tried([line('rug'), line('lamp'), line('chair')], 'sms')
    expect(at(body, 'answer', 'allowed')).toBe(false)
    expect(at(body, 'answer', 'reason')).toBe('not_live')
    expect(at(body, 'answer', 'explanation')).toHaveLength(16)
    expect(at(body, 'messageCost')).toBe(2)
    const lines = at(body, 'basket', 'lines')
    expect(lines).toMatchObject([
      { productId: 'rug', discount: 1000, share: 2, least: 5715, marginBefore: 60, refused: null },
      { productId: 'lamp', discount: 0, least: 9858, refused: 'would fall under the margin floor' },
      { productId: 'chair', cost: null, least: null, refused: 'what the goods cost is not known' },
    ])
    // (8998 - 4000) / 8998
    expect(at(lines, 0, 'marginAfter')).toBeCloseTo(55.546, 2)
    expect((await tried([{ ...line('rug'), quantity: 0 }])).status).toBe(400)
    const nobody = await lea.call('post', `/api/offers/${offerId}/try`, { body: { customerId: 'cus_none' } })
    expect(nobody.status).toBe(404)
  })

  test('missing costs are counted, of all and of what the offer applies to', async () => {
    expect(at((await lea.call('get', '/api/offers')).body, 'costs')).toEqual({ variants: 3, unknown: 1 })
    const narrow = { ...offer, name: 'chairs', appliesTo: { productIds: ['chair'] } }
    const { body } = await lea.call('post', '/api/offers', { body: narrow })
    const page = await lea.call('get', `/api/offers/${String(at(body, 'offerId'))}`)
    expect(at(page.body, 'costs')).toEqual({ variants: 1, unknown: 1 })
    expect(at(page.body, 'products')).toEqual({ chair: 'chair' })
  })

  test('what is given is listed with the end of its code only, and what is refused by its reason', async () => {
    const live = await lea.call('post', `/api/offers/${offerId}/status`, { body: { status: 'live' } })
    expect(live.status).toBe(204)
    const asked = { key: 'k1', offerId, customerId: ann, channel: 'email', messageCost: null }
    const issue = (key: string) =>
      inTransaction(server.store.db, (tx) => issueOffers(tx, [{ ...asked, key }], new Date()))
    const first = (await issue('k1')).get('k1')
    const code = first?.ok ? (first.issued.code ?? '') : ''
    expect(code.length).toBeGreaterThan(8)
    await issue('k2')
    const { body } = await lea.call('get', `/api/offers/${offerId}/issued`)
    expect(at(body, 'issued')).toMatchObject([
      { customerId: ann, customerName: 'Ann', codeEnd: code.slice(-4), state: 'open', reserved: 2000 },
    ])
    expect(JSON.stringify(body)).not.toContain(code)
    const page = await read()
    expect(at(page, 'offer', 'standing', 'money')).toEqual({
      limit: 10_000,
      spent: 0,
      reserved: 2000,
      left: 8000,
    })
    expect(at(page, 'offer', 'refusals')).toEqual([
      { reason: 'already_has_it', words: 'has this offer already', count: 1 },
    ])
    const odd = await lea.call('get', `/api/offers/${offerId}/issued?before=yesterday`)
    expect(odd.status).toBe(400)
  })

  test('somebody else’s change is not written over, and every change is noted with its fields', async () => {
    const rev = at(await read(), 'offer', 'rev')
    const put = (value: number) =>
      lea.call('put', `/api/offers/${offerId}`, { body: { offer: { ...offer, value }, rev } })
    expect((await put(12)).status).toBe(200)
    expect((await put(15)).status).toBe(409)
    expect(at(await read(), 'changes')).toMatchObject([
      { change: 'changed', fields: ['value'], changedByName: 'Lea' },
      { change: 'status', status: 'live' },
      { change: 'added' },
    ])
  })

  test('an offer for nobody does not go live, and one that ended stays so', async () => {
    const eligibility = { type: 'orders', measure: 'count', op: 'at_least', value: 50 }
    const { body } = await lea.call('post', '/api/offers', {
      body: { ...offer, name: 'for-nobody', eligibility },
    })
    const path = `/api/offers/${String(at(body, 'offerId'))}/status`
    const refused = await lea.call('post', path, { body: { status: 'live' } })
    expect([refused.status, at(refused.body, 'errors', 0, 'path')]).toEqual([400, 'eligibility'])
    await lea.call('post', path, { body: { status: 'ended' } })
    expect((await lea.call('post', path, { body: { status: 'paused' } })).status).toBe(409)
  })

  test('an associate reads and tries, and changes nothing', async () => {
    expect((await jonas.call('get', '/api/offers')).status).toBe(200)
    const body = { customerId: ann }
    expect((await jonas.call('post', `/api/offers/${offerId}/try`, { body })).status).toBe(200)
    expect((await jonas.call('post', '/api/offers', { body: { ...offer, name: 'mine' } })).status).toBe(403)
    const paused = await jonas.call('post', `/api/offers/${offerId}/status`, { body: { status: 'paused' } })
    expect(paused.status).toBe(403)
  })
})

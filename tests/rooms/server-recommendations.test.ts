import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecommendationsAnswer } from '#contract/recommendation.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { findByIdentifier, signIdentityToken } from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import { importProducts, type ProductInput, setStock } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { at, eventually, request, startTestServer } from '../support/server.ts'

const goods = Array.from(
  { length: 6 },
  (_, n): ProductInput => ({
    productId: `p${n}`,
    title: `Product ${n}`,
    brand: n % 2 === 0 ? 'Oskby' : 'Larch',
    categories: [n < 3 ? 'Home > Lamps' : 'Home > Rugs'],
    variants: [{ variantId: `p${n}-1`, price: { amount: 1000 * (n + 1), currency: 'EUR' }, stockOnline: 5 }],
  }),
)

describe('GET /v1/recommendations', () => {
  let server: RunningServer
  beforeAll(async () => {
    const store = await openTestStore()
    await importProducts(store.db, goods, { source: 'test', now: new Date() })
    server = await startTestServer(store)
  })
  afterAll(() => server.close())

  const get = (query: string, headers: Record<string, string> = {}) =>
    request(`${server.url}/v1/recommendations?key=${server.publicKey}&${query}`, 'get', { headers })
  const recommend = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await get(query, headers)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body as RecommendationsAnswer // the schema of the operation is held against it by server-openapi
  }
  const ids = (answer: RecommendationsAnswer) => answer.items.map(({ productId }) => productId).sort()

  test('a shop of which nothing is known yet answers with what is there, within the filters', async () => {
    const all = await recommend('row=popular_here')
    expect(ids(all)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5'])
    expect(all).toMatchObject({ strategy: 'fallback_newest', personal: false, bundle: null })
    expect(all.items[0]?.reason).toEqual({ code: 'in_stock', text: 'In stock now' }) // no figures of why
    expect(ids(await recommend('row=popular_here&category=Home+%3E+Rugs'))).toEqual(['p3', 'p4', 'p5'])
    expect(ids(await recommend('row=popular_here&priceMin=15&priceMax=40.00&brand=Oskby'))).toEqual(['p2'])
    expect(ids(await recommend('row=similar&product=p0&limit=2'))).toHaveLength(2)
    expect(ids(await recommend('row=similar&product=p0'))).not.toContain('p0')
    expect(ids(await recommend('row=recently_viewed&viewed=p4&viewed=p1'))).toEqual(['p1', 'p4'])
    const viewed = await recommend('row=recently_viewed&viewed=p4&viewed=p1')
    expect(viewed.items.map(({ productId }) => productId)).toEqual(['p4', 'p1']) // the newest first, as sent
  })

  test('what sells out is in no answer within a second', async () => {
    await setStock(server.store.db, [{ variantId: 'p5-1', quantity: 0 }], new Date())
    await eventually(async () => !ids(await recommend('row=popular_here')).includes('p5'))
    await setStock(server.store.db, [{ variantId: 'p5-1', quantity: 5 }], new Date())
    await eventually(async () => ids(await recommend('row=popular_here')).includes('p5'))
  })

  test('personal with a token and consent; never with a token alone, or against the browser’s word', async () => {
    const { db } = server.store
    const order = orderInput.parse({
      orderNumber: 'R-1',
      status: 'delivered',
      customer: { userId: 'ada' },
      currency: 'EUR',
      total: 1000,
      lines: [{ productId: 'p0', variantId: 'p0-1', title: 'Product 0', quantity: 1, unitPrice: 1000 }],
      placedAt: new Date('2026-01-02T10:00:00Z'),
    })
    await upsertOrders(db, [order], 'test', new Date())
    const customerId = (await findByIdentifier(db, 'user_id', 'ada'))?.customerId ?? ''
    const said = {
      customerId,
      channel: 'web',
      purpose: 'personalisation',
      source: 'test',
      evidence: 'said',
    } as const
    await recordConsent(db, { ...said, state: 'granted' }, new Date())
    const token = await signIdentityToken(server.house.secrets.identity, { sub: 'ada' }, new Date())
    const own = await recommend('row=popular_here', { 'x-identity-token': token })
    expect([own.personal, ids(own)]).toEqual([true, ['p1', 'p2', 'p3', 'p4', 'p5']])
    expect((await recommend('row=popular_here')).personal).toBe(false)
    const private_ = await recommend('row=popular_here', { 'x-identity-token': token, 'sec-gpc': '1' })
    expect([private_.personal, ids(private_).includes('p0')]).toEqual([false, true])
    await recordConsent(db, { ...said, state: 'denied' }, new Date())
    server.house.slots.visitors.forget([customerId])
    const refused = await recommend('row=popular_here', { 'x-identity-token': token })
    expect([refused.personal, ids(refused).includes('p0')]).toEqual([false, true])
    expect((await get('row=popular_here', { 'x-identity-token': 'forged' })).status).toBe(401)
  })

  test.each([
    ['row=everything', 'query.row'],
    ['', 'query.row'],
    ['row=similar&limit=0', 'query.limit'],
    ['row=similar&limit=25', 'query.limit'],
    ['row=similar&priceMax=cheap', 'query.priceMax'],
    ['row=similar&colour=blue', 'query'],
    [`row=similar&product=${'x'.repeat(300)}`, 'query.product'],
  ])('bad input is told by its field: %s', async (query, field) => {
    const answer = await get(query)
    expect(answer.status).toBe(400)
    expect(String(at(answer.body, 'errors', 0, 'path'))).toContain(field)
  })

  test('odd words are only words', async () => {
    for (const word of ["'; drop table products; --", '🦊', '%00', 'nowhere'])
      expect(
        (await recommend(`row=similar&product=${encodeURIComponent(word)}`)).items.length,
      ).toBeGreaterThan(0)
    expect((await recommend('row=popular_here&category=nowhere')).items).toEqual([])
    expect((await recommend('row=popular_here&inStore=nowhere')).strategy).toBe('nothing')
  })
})

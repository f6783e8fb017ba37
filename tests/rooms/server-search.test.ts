import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchAnswer } from '#contract/search.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { membersOf, memberWith, signIdentityToken } from '#domain/identity/index.ts'
import { setTrait } from '#domain/profile/index.ts'
import { importProducts, type ProductInput, setStock, upsertStores } from '#knowledge/catalog/index.ts'
import { type RunningServer, startServer } from '#server/index.ts'
import { createTestDatabase, openTestStore } from '../support/database.ts'
import { addPerson } from '../support/people-story.ts'
import { type Answer, at, eventually, request, startTestServer } from '../support/server.ts'

const now = new Date('2026-11-20T10:00:00Z')

const goods = (
  id: string,
  title: string,
  amount: number,
  sizes: string[],
  brand = 'Oskby',
): ProductInput => ({
  productId: id,
  title,
  brand,
  categories: ['Clothing > Jackets'],
  variants: sizes.map((size) => ({
    variantId: `${id}-${size}`,
    options: [{ name: 'Size', value: size }],
    price: { amount, currency: 'EUR' },
    stockOnline: 5,
  })),
})
const jackets = [
  goods('storm', 'Storm jacket', 14900, ['M', 'L']),
  goods('squall', 'Squall jacket', 19900, ['M', 'L'], 'Larch'),
  goods('breeze', 'Breeze jacket', 8900, ['S']),
]
const hamburg = {
  storeId: 'hafen',
  name: 'Hafen',
  address: 'Am Kai 1',
  city: 'Hamburg',
  country: 'DE',
  timeZone: 'Europe/Berlin',
  latitude: 53.55,
  longitude: 9.99,
}
const munich = {
  ...hamburg,
  storeId: 'isar',
  name: 'Isar',
  city: 'München',
  latitude: 48.14,
  longitude: 11.58,
}

describe('GET /v1/search', () => {
  let server: RunningServer
  beforeAll(async () => {
    const store = await openTestStore()
    await importProducts(store.db, jackets, { source: 'test', now })
    await upsertStores(store.db, [hamburg, munich], 'test', now)
    await setStock(
      store.db,
      [
        { variantId: 'storm-M', storeId: 'hafen', quantity: 1 },
        { variantId: 'squall-L', storeId: 'isar', quantity: 2 },
        { variantId: 'breeze-S', storeId: 'isar', quantity: 0 },
      ],
      now,
    )
    server = await startTestServer(store)
  })
  afterAll(() => server.close())

  const get = (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
    request(`${server.url}/v1/search?key=${server.publicKey}&${query}`, 'get', { headers })
  const search = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await get(query, headers)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body as SearchAnswer // the schema of the operation is held against it by server-openapi
  }
  const ids = (answer: SearchAnswer) => answer.products.map(({ variantId }) => variantId).sort()

  test('a text is understood, and filters are in units of the currency', async () => {
    const answer = await search('q=jacket+in+size+M+under+150')
    expect(ids(answer)).toEqual(['storm-M'])
    expect(answer.understood.wishes.map(({ field, value }) => [field, value])).toEqual([
      ['price_max', '15000'],
      ['size', 'M'],
    ])
    expect(ids(await search('q=jacket&priceMax=149.00&priceMin=89.5'))).toEqual(['storm-M'])
    expect(ids(await search('q=&size=M&size=S&option.Size=M'))).toEqual(['squall-M', 'storm-M'])
    expect((await search('q=jacket+in+size+M&understand=false')).total).toBe(3)
  })

  test('facets say what to ask next', async () => {
    const { facets } = await search('q=jacket&brand=Oskby')
    const of = (name: string) =>
      Object.fromEntries(
        facets?.find((one) => one.name === name)?.values.map(({ value, count }) => [value, count]) ?? [],
      )
    expect(of('brand')).toEqual({ Oskby: 2, Larch: 1 })
    expect(of('size')).toEqual({ s: 1, m: 1, l: 1 })
    expect(of('store')).toEqual({ hafen: 1 })
    expect((await search('q=jacket&facets=false')).facets).toBeNull()
  })

  test('what lies in a store, by its id, its city or a place near', async () => {
    expect(ids(await search('q=jacket&storeId=isar'))).toEqual(['squall-L'])
    expect(ids(await search('q=jacket&storeId=isar&storeId=hafen'))).toEqual(['squall-L', 'storm-M'])
    expect(ids(await search('q=jacket+in+stock+in+Hamburg'))).toEqual(['storm-M'])
    expect(ids(await search('q=jacket&near=53.5,10.0,20'))).toEqual(['storm-M'])
    expect(ids(await search('q=jacket&near=52.5,13.4,20'))).toEqual([])
    const { products } = await search('q=jacket+in+Munchen')
    expect(products[0]?.reasons.map(({ text }) => text)).toContain('in stock in Isar')
  })

  test('pages and orders', async () => {
    const order = async (query: string) => (await search(query)).products.map(({ productId }) => productId)
    expect(await order('sort=price')).toEqual(['breeze', 'storm', 'squall'])
    expect(await order('sort=price_desc&limit=1&offset=1')).toEqual(['storm'])
    expect((await search('sort=price&limit=1')).total).toBe(3)
  })

  test('bad input gets a clear answer', async () => {
    const wrong: [query: string, path: string, says: string][] = [
      ['q=jacket&flavour=mint', 'query.flavour', 'There are: key, q, category'],
      ['q=jacket&option.Taste=mint', 'options.Taste', 'There are: Size.'],
      ['q=jacket&storeId=moon', 'storeId', 'hafen (Hafen)'],
      ['q=jacket&priceMax=cheap', 'query.priceMax', 'a number such as 150'],
      ['q=jacket&near=here', 'query.near', 'latitude,longitude'],
      ['q=jacket&near=99,9', 'query.near', 'within 90'],
      ['q=jacket&quantity=lots', 'quantities', 'such as 500 ml'],
      ['q=jacket&limit=0', 'query.limit', ''],
      ['q=jacket&constructor=x', 'query.constructor', 'is not known'],
      ['q=jacket&option.__proto__=x', 'options.__proto__', 'There are: Size.'],
    ]
    for (const [query, path, says] of wrong) {
      const answer = await get(query)
      expect([query, answer.status]).toEqual([query, 400])
      expect(at(answer.body, 'errors', 0, 'path')).toBe(path)
      expect(String(at(answer.body, 'errors', 0, 'message'))).toContain(says)
    }
    expect((await search(`q=${'jacket+'.repeat(700)}`)).understood.notes[0]?.code).toBe('text_cut')
    for (const odd of [
      '%F0%9F%91%A9%F0%9F%A7%A5',
      '%27%3B%20drop%20table%20products',
      '%00',
      '%E2%80%8B',
      '%ED%A0%80',
    ])
      expect((await get(`q=${odd}`)).status).toBe(200)
  })

  test('suggestions while typing', async () => {
    const suggest = async (q: string) =>
      (await request(`${server.url}/v1/search/suggest?key=${server.publicKey}&q=${q}`, 'get')).body
    expect(at(await suggest('squ'), 'products', 0, 'productId')).toBe('squall')
    expect(at(await suggest('storm+jac'), 'products', 0, 'productId')).toBe('storm')
    expect(await suggest('jack')).toMatchObject({ categories: ['Clothing > Jackets'] })
    expect(await suggest('osk')).toMatchObject({ brands: ['Oskby'] })
    expect(await suggest('')).toEqual({ products: [], categories: [], brands: [] })
  })

  test('only with the public key, and from the shop’s origins; a page may send the token', async () => {
    expect((await request(`${server.url}/v1/search?q=jacket`, 'get')).status).toBe(401)
    expect((await request(`${server.url}/v1/search?key=no&q=jacket`, 'get')).status).toBe(401)
    expect((await get('q=jacket', { origin: 'https://elsewhere.example' })).status).toBe(403)
    const asked = await request(`${server.url}/v1/search`, 'options', {
      headers: { origin: 'https://a.example' },
    })
    expect(asked.headers.get('access-control-allow-headers')).toContain('X-Identity-Token')
  })

  test('personal with the visit’s products, or with token and consent; never with a token alone', async () => {
    const { db } = server.store
    const visit = await search('q=jacket&viewed=squall')
    expect(visit.products[0]).toMatchObject({ productId: 'squall' })
    const ada = await addPerson(db, { userId: 'ada' }, new Date())
    await setTrait(
      db,
      {
        customerId: ada,
        name: 'size',
        value: 'L',
        source: 'quiz',
        party: 'zero',
        purposes: ['service', 'personalisation'],
        evidence: 'I wear L',
        at: new Date(),
      },
      new Date(),
    )
    const token = await signIdentityToken(server.house.secrets.identity, { sub: 'ada' }, new Date())
    const signed = { 'x-identity-token': token }
    const say = (state: 'granted' | 'denied') =>
      recordConsent(
        db,
        {
          customerId: ada,
          channel: 'web',
          purpose: 'personalisation',
          state,
          source: 'test',
          evidence: 'said so',
          at: new Date(),
        },
        new Date(),
      )
    await say('granted')
    const known = await search('q=storm+jacket&limit=1', signed)
    expect(known.products[0]?.variantId).toBe('storm-L')
    expect(known.because).toEqual(['shown in L, because you told us you wear L'])
    // a browser that asks for privacy is not known by what the account is known for
    const priv = await search('q=storm+jacket&limit=1', { ...signed, 'sec-gpc': '1' })
    expect(priv.because).toEqual([])
    await say('denied')
    const refused = await search('q=storm+jacket&limit=1&viewed=storm', signed)
    expect(refused.because).toEqual([])
    expect(refused.products[0]?.reasons.map(({ code }) => code)).not.toContain('you_looked_at')
    expect((await get('q=jacket', { 'x-identity-token': 'forged' })).status).toBe(401)
  })

  test('a token opens the account, and not what was only seen on the same computer', async () => {
    const { db } = server.store
    const at = new Date()
    const come = { trust: 'secret', source: 'test', receivedAt: at, sentAt: null, proof: null } as const
    const seen = {
      type: 'track',
      event: 'Product Viewed',
      messageId: 'b1',
      anonymousId: 'kiosk',
      properties: { product_id: 'storm' },
    }
    await server.house.events.take([seen], come)
    const kiosk = (await memberWith(db, 'anonymous_id', 'kiosk')) ?? ''
    const size = {
      name: 'size',
      value: 'L',
      source: 'quiz',
      party: 'zero',
      evidence: 'I wear L',
      at,
    } as const
    await setTrait(db, { ...size, customerId: kiosk, purposes: ['service', 'personalisation'] }, at)
    const joined = { type: 'identify', messageId: 'b2', anonymousId: 'kiosk', userId: 'bea' }
    await server.house.events.take([joined], come)
    const bea = (await memberWith(db, 'user_id', 'bea')) ?? ''
    expect(await membersOf(db, bea)).toContain(kiosk)
    const yes = { channel: 'web', purpose: 'personalisation', state: 'granted', source: 'test' } as const
    for (const customerId of [bea, kiosk])
      await recordConsent(db, { ...yes, customerId, evidence: 'said so', at }, at)
    const token = await signIdentityToken(server.house.secrets.identity, { sub: 'bea' }, at)
    expect((await search('q=storm+jacket&limit=1', { 'x-identity-token': token })).because).toEqual([])
  })
})

const absent = !process.env.TEST_DATABASE_URL
if (absent && process.env.CI === 'true') throw new Error('CI needs TEST_DATABASE_URL')

describe.skipIf(absent)(`two servers on one PostgreSQL${absent ? ' (no TEST_DATABASE_URL)' : ''}`, () => {
  test('what one takes in, the other finds', async () => {
    const { url, drop } = await createTestDatabase()
    const env = {
      LOG_LEVEL: 'silent',
      IDENTITY_SECRET: 'i'.repeat(40),
      SERVER_SECRET: 's'.repeat(40),
      SUPPRESSION_KEY: 'x'.repeat(40),
      LINK_KEY: 'l'.repeat(40),
    }
    const options = { host: '127.0.0.1', port: 0, databaseUrl: url, env, embedder: null, model: null }
    const [left, right] = await Promise.all([startServer(options), startServer(options)])
    try {
      const found = async (query: string) => {
        const answer = await request(`${right.url}/v1/search?key=${right.publicKey}&${query}`, 'get')
        return at(answer.body, 'total')
      }
      expect(await found('q=kite')).toBe(0)
      const kite = { ...goods('kite', 'Paper kite', 1900, ['M']), categories: ['Toys'] }
      await importProducts(left.store.db, [kite], { source: 'test', now })
      await eventually(async () => (await found('q=kite')) === 1)
      await upsertStores(left.store.db, [hamburg], 'test', now)
      await setStock(left.store.db, [{ variantId: 'kite-M', storeId: 'hafen', quantity: 1 }], now)
      await eventually(async () => (await found('q=kite&storeId=hafen')) === 1)
      await setStock(left.store.db, [{ variantId: 'kite-M', quantity: 0 }], now)
      await eventually(async () => (await found('q=kite')) === 0)
    } finally {
      await Promise.all([left.close(), right.close()])
      await drop()
    }
  })
})

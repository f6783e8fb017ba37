import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCart } from '#domain/carts/index.ts'
import { eventsOf } from '#domain/events/index.ts'
import { createCustomer, erasePerson, findByIdentifier } from '#domain/identity/index.ts'
import { type AgainClaims, erasePerson as eraseLinks, mintLinks, reorderLink } from '#domain/links/index.ts'
import { findOrderByNumber, orderInput, upsertOrders } from '#domain/orders/index.ts'
import { writeAppLinks, writeSettings } from '#domain/settings/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import { registerPush } from '#orchestrator/index.ts'
import type { RunningServer } from '#server/index.ts'
import type { Store } from '#store/index.ts'
import { settleLinks } from '../../server/links/settle.ts'
import { openTestStore } from '../support/database.ts'
import { startTestServer } from '../support/server.ts'
import { smallGoods, toProduct } from '../support/small-shop.ts'

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const desktop =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')

let store: Store
let server: RunningServer
let now = new Date('2026-11-20T10:00:00Z')
let count = 0
const LINK_KEY = 'k'.repeat(40)
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}

beforeAll(async () => {
  store = await openTestStore()
  const env = { LOG_LEVEL: 'silent', PUBLIC_URL: 'https://chat.fellside.example', LINK_KEY }
  server = await startTestServer(store, { env, clock: () => now })
  await importProducts(store.db, smallGoods.map(toProduct), { source: 'test', now })
  const settings = { shopName: 'Fellside', origins: ['https://fellside.example'] }
  await writeSettings(store.db, { ...settings, checkoutUrlTemplate: '/checkout?lines={lines}' }, null, now)
  await server.house.recentSettings.refresh()
  await server.house.recommender.follow()
})
afterAll(() => server.close())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, { method, headers: { 'user-agent': desktop, ...headers }, redirect: 'manual' })

async function sent(url: string, channel: 'email' | 'sms' | 'whatsapp' | 'push' = 'email') {
  const email = `reader${++count}@example.com`
  const { customerId } = await createCustomer(
    store.db,
    { identifiers: [{ kind: 'email', value: email }], source: 'test' },
    now,
  )
  const ref = `out_${count}`
  const asked = { customerId, ref, channel, url, campaign: 'win_back', productId: 'heron' }
  const [token] = await mintLinks(store.db, [asked], now)
  pass(60)
  return { customerId, ref, email, path: `/l/${token}` }
}

const clicksOf = async (customerId: string) =>
  (await eventsOf(store.db, [customerId], { limit: 10 })).filter(({ name }) => /Clicked|Tapped/.test(name))

describe('a link of ours', () => {
  test('leads to its page, says nothing of it to others, and becomes an event of its reader', async () => {
    const { customerId, ref, path } = await sent('https://fellside.example/products/heron')
    const answer = await get(path)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('https://fellside.example/products/heron')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    pass(10)
    await settleLinks(server.house)
    await settleLinks(server.house)
    const clicks = await clicksOf(customerId)
    expect(clicks).toHaveLength(1)
    expect(clicks[0]).toMatchObject({
      name: 'Email Link Clicked',
      properties: { message_id: ref, email_id: ref, campaign_id: 'win_back', product_id: 'heron' },
    })
  })

  test('is no click by HEAD, by a scanner, or looked at ahead; it leads on for all of them', async () => {
    const { customerId, path } = await sent('/products/heron')
    const answers = [
      await get(path, {}, 'HEAD'),
      await get(path, { 'user-agent': 'Slackbot-LinkExpanding 1.0' }),
      await get(path, { 'sec-purpose': 'prefetch' }),
    ]
    for (const { headers } of answers)
      expect(headers.get('location')).toBe('https://chat.fellside.example/products/heron')
    pass(10)
    await settleLinks(server.house)
    expect(await clicksOf(customerId)).toEqual([])
  })

  test.each(['/l/unknown123', '/l/x', `/l/${encodeURIComponent("' or 1=1 --")}`])(
    '%s leads to the shop’s home',
    async (path) => {
      const answer = await get(path)
      expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://fellside.example/'])
    },
  )

  test.each([
    'https://evil.example/',
    '//evil.example',
    'javascript:alert(1)',
    'https://fellside.example@evil.example/',
  ])('made for %s leads to the shop’s home all the same', async (url) => {
    const { path } = await sent(url)
    expect((await get(path)).headers.get('location')).toBe('https://fellside.example/')
  })

  test('of an erased person leads to the shop’s home', async () => {
    const { customerId, path } = await sent('https://fellside.example/products/heron')
    await eraseLinks(store.db, [customerId], now)
    expect((await get(path)).headers.get('location')).toBe('https://fellside.example/')
  })

  test('opens in the app of who has it, on a phone; our own pages never do', async () => {
    await writeAppLinks(store.db, { universalBase: 'https://app.fellside.example' }, null, now)
    const { customerId, path } = await sent('https://fellside.example/products/heron')
    const phone = { 'user-agent': iphone }
    expect((await get(path, phone)).headers.get('location')).toBe('https://fellside.example/products/heron')
    await registerPush(store.db, { customerId, token: `token ${count}`, target: { service: 'fcm' } }, now)
    expect((await get(path, phone)).headers.get('location')).toBe(
      'https://app.fellside.example/products/heron',
    )
    expect((await get(path)).headers.get('location')).toBe('https://fellside.example/products/heron')
    const json = await get(path, { accept: 'application/json', 'user-agent': 'Fellside/3 CFNetwork' })
    expect(await json.json()).toEqual({ url: 'https://fellside.example/products/heron', productId: 'heron' })
    const own = { customerId, ref: 'out_own', channel: 'push' as const, url: '/again/abc.def' }
    const [token] = await mintLinks(store.db, [own], now)
    expect((await get(`/l/${token}`, phone)).headers.get('location')).toBe(
      'https://chat.fellside.example/again/abc.def',
    )
  })

  test('is the app’s own by the two files that phones ask for, once the shop has said which app', async () => {
    expect((await get('/.well-known/assetlinks.json')).status).toBe(404)
    expect((await get('/.well-known/apple-app-site-association')).status).toBe(404)
    const android = { packageId: 'example.fellside', fingerprints: [fingerprint] }
    await writeAppLinks(store.db, { android, iosAppIds: ['ABCDE12345.example.fellside'] }, null, now)
    expect(await (await get('/.well-known/assetlinks.json')).json()).toMatchObject([
      { target: { package_name: 'example.fellside', sha256_cert_fingerprints: [fingerprint] } },
    ])
    const apple = await get('/.well-known/apple-app-site-association')
    expect(apple.headers.get('content-type')).toContain('application/json')
    expect(await apple.json()).toMatchObject({
      applinks: { details: [{ appIDs: ['ABCDE12345.example.fellside'], components: [{ '/': '/l/*' }] }] },
    })
    await expect(writeAppLinks(store.db, { scheme: 'javascript' }, null, now)).rejects.toThrow('not valid')
  })
})

describe('the page that sells again', () => {
  const link = (claims: AgainClaims) => reorderLink(LINK_KEY, claims, now)
  const mug: AgainClaims = {
    ...{ kind: 'product', productId: 'ember', variantId: 'ember-blue', quantity: 2 },
    was: { amount: 1200, currency: 'USD' },
  }
  const post = (path: string, fields: Record<string, string>) =>
    fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

  /** An order of somebody with a name, an address and another order. */
  async function ordered() {
    const number = `A-${++count}`
    const made = (orderNumber: string, variantId: string) =>
      orderInput.parse({
        ...{
          orderNumber,
          status: 'delivered',
          currency: 'USD',
          total: 2800,
          placedAt: '2026-10-01T00:00:00Z',
        },
        customer: { userId: `u${count}`, email: `zebedee${count}@example.com`, name: 'Zebedee Quill' },
        lines: [
          { productId: 'ember', variantId, title: 'Ember Enamel Mug', quantity: 2, unitPrice: 1200 },
          { productId: 'heron', variantId: 'heron-red-m', title: 'Heron', quantity: 1, unitPrice: 12900 },
          { productId: 'gone', variantId: 'gone-1', title: 'Old Kettle', quantity: 1, unitPrice: 500 },
        ],
        shippingAddress: { line1: '7 Quill Lane', postcode: '98101' },
      })
    const secret = made(`${number}-B`, 'ember-cream')
    await upsertOrders(store.db, [made(number, 'ember-blue'), secret], 'import', now)
    const customerId = (await findByIdentifier(store.db, 'user_id', `u${count}`))?.customerId ?? ''
    const order = await findOrderByNumber(store.db, number)
    return { customerId, path: link({ kind: 'order', orderId: order?.orderId ?? '' }) }
  }

  test('shows goods at today’s price and stock, and nothing of who bought them', async () => {
    const { path } = await ordered()
    const answer = await get(path)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    for (const shown of [
      'Ember Enamel Mug',
      '$14.00',
      'last time $12.00',
      'Sold out',
      'Old Kettle',
      'any more',
      '$28.00',
    ])
      expect(html).toContain(shown)
    for (const secret of ['Zebedee', 'Quill', 'zebedee', '98101', 'Cream', 'cus_', 'A-'])
      expect(html).not.toContain(secret)
    expect(html).not.toContain('<script')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-robots-tag')).toContain('noindex')
  })

  test('changes nothing by GET, and steps up and down', async () => {
    const { customerId, path } = await ordered()
    const html = await (await get(`${path}?q0=2&step=0%2B`)).text()
    expect(html).toContain('name="q0" value="3"')
    expect(html).toContain('$42.00')
    expect(await (await get(`${path}?q0=0&step=0-`)).text()).toContain('name="q0" value="0"')
    expect(await (await get(`${path}?q0=99999&step=9%2B`)).text()).toContain('name="q0" value="2"')
    expect(await readCart(store.db, [customerId])).toBeNull()
  })

  test('puts into the cart what can be bought, once, and goes to the checkout with that alone', async () => {
    const { customerId, path } = await ordered()
    for (let at = 0; at < 2; at++) {
      const answer = await post(path, { q0: '3', q1: '5', q2: '5' })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/checkout?lines=ember-blue:3'])
    }
    const cart = await readCart(store.db, [customerId])
    expect(cart?.lines.map(({ variantId, quantity }) => [variantId, quantity])).toEqual([['ember-blue', 3]])
  })

  test('of one product without a person leads to the checkout, and nobody’s cart is written', async () => {
    const answer = await post(link(mug), { q0: '1' })
    expect(answer.headers.get('location')).toBe('/checkout?lines=ember-blue:1')
  })

  test('with nothing chosen says so, and never more than there is', async () => {
    const answer = await post(link(mug), { q0: '0' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Choose at least one')
    const most = await post(link(mug), { q0: '9999' })
    expect(most.headers.get('location')).toBe('/checkout?lines=ember-blue:20')
  })

  test('of what is sold out names similar goods in stock, and has no button', async () => {
    const html = await (await get(link({ ...mug, productId: 'heron', variantId: 'heron-red-m' }))).text()
    expect(html).toContain('Sold out')
    expect(html).toContain('Similar, in stock')
    expect(html).toContain('Jacket')
    expect(html).not.toContain('To checkout')
  })

  test('lets the form lead to a checkout elsewhere, and nowhere else', async () => {
    await writeSettings(store.db, { checkoutUrlTemplate: 'https://pay.example/c?i={items}' }, null, now)
    const answer = await get(link(mug))
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self' https://pay.example;")
    await writeSettings(store.db, { checkoutUrlTemplate: '' }, null, now)
    const kept = await post(link(mug), { q0: '1' })
    expect(await kept.text()).toContain('It is in your cart')
    await writeSettings(store.db, { checkoutUrlTemplate: '/checkout?lines={lines}' }, null, now)
  })

  const forged: [string, (token: string) => string][] = [
    ['a changed body', (token) => `A${token.slice(1)}`],
    ['a changed signature', (token) => `${token.slice(0, -2)}${token.endsWith('A') ? 'BB' : 'AA'}`],
    ['no signature', (token) => token.split('.')[0] ?? ''],
    ['a path', () => encodeURIComponent('../../etc/passwd')],
    ['a long text', () => 'a'.repeat(3000)],
    ['markup', () => encodeURIComponent('<script>alert(1)</script>')],
  ]
  test.each(forged)('of %s opens nothing', async (_what, forge) => {
    const token = link(mug).slice('/again/'.length)
    for (const answer of [await get(`/again/${forge(token)}`), await post(`/again/${forge(token)}`, {})]) {
      expect(answer.status).toBe(404)
      expect(await answer.text()).not.toContain('<script>alert')
    }
  })

  test('ends after sixty days', async () => {
    const path = link(mug)
    const then = now
    pass(60 * 86_400)
    expect((await get(path)).status).toBe(410)
    now = then
  })

  test('of an erased person sells on, into nobody’s cart', async () => {
    const { customerId, path } = await ordered()
    await erasePerson(store.db, [customerId], now)
    const answer = await post(path, { q0: '1' })
    expect(answer.status).toBe(303)
    expect(await readCart(store.db, [customerId])).toBeNull()
  })

  test('speaks the reader’s language', async () => {
    const html = await (await get(link(mug), { 'accept-language': 'de-AT,de;q=0.9' })).text()
    expect(html).toContain('Noch einmal kaufen')
    expect(html).toContain('14,00')
  })
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIdentityToken } from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import { moderateUgc, rightsVersion } from '#domain/ugc/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { jpeg, png } from '../support/photos.ts'
import { at, request, startTestServer } from '../support/server.ts'
import { smallGoods, toProduct } from '../support/small-shop.ts'

let store: Store
let server: RunningServer

beforeAll(async () => {
  store = await openTestStore()
  server = await startTestServer(store, { limits: { submissionsPerAddress: 14 } })
  await importProducts(store.db, smallGoods.map(toProduct), { source: 'test', now: new Date() })
  await server.house.recommender.follow()
})
afterAll(() => server.close())

const keyed = (path: string) => `${server.url}${path}${path.includes('?') ? '&' : '?'}key=${server.publicKey}`
const review = (more: Record<string, unknown> = {}) => ({
  ...{ kind: 'review', productId: 'ember', displayName: 'Ann', stars: 5, text: 'Keeps the tea warm.' },
  ...{ rightsAccepted: true, rightsVersion, ...more },
})
const photo = (bytes: Buffer, more: Record<string, unknown> = {}) =>
  review({ kind: 'photo', stars: undefined, photo: bytes.toString('base64'), ...more })
const submit = (submission: unknown, more: Record<string, unknown> = {}) =>
  request(keyed('/v1/ugc'), 'post', { body: { submission, ...more } })
const read = async (productId: string) => (await request(keyed(`/v1/ugc?productId=${productId}`), 'get')).body
const people = async () =>
  (await sql<{ n: string }>`select count(*) as n from customers`.execute(store.db)).rows[0]?.n
const approve = (ugcId: string) => moderateUgc(store.db, ugcId, { state: 'approved' }, null, new Date())

test('a review is shown once it is approved, and gone once its author takes it back', async () => {
  const answer = await submit(review())
  expect(answer.status).toBe(201)
  expect(answer.body).toMatchObject({ state: 'pending', verifiedBuyer: false })
  expect(await read('ember')).toMatchObject({ rating: null, items: [], rights: { version: rightsVersion } })
  const id = String(at(answer.body, 'ugcId'))
  await approve(id)
  expect(await read('ember')).toMatchObject({
    rating: { reviews: 1, verified: 0, average: 5, stars: [0, 0, 0, 0, 1] },
    items: [{ displayName: 'Ann', stars: 5, verifiedBuyer: false, photo: null }],
  })
  const withdraw = (body: unknown) => request(keyed(`/v1/ugc/${id}/withdraw`), 'post', { body })
  expect((await withdraw({ withdrawSecret: 'uw_guess' })).status).toBe(404)
  expect((await withdraw({})).status).toBe(404)
  expect((await withdraw({ withdrawSecret: at(answer.body, 'withdrawSecret') })).status).toBe(204)
  expect(await read('ember')).toMatchObject({ rating: null, items: [] })
})

test('a verified buyer is who signed in and has an order with it', async () => {
  const order = orderInput.parse({
    ...{
      orderNumber: 'U-1',
      status: 'delivered',
      currency: 'USD',
      total: 1400,
      placedAt: '2026-10-01T00:00:00Z',
    },
    customer: { userId: 'buyer', email: 'buyer@example.com' },
    lines: [{ productId: 'ember', variantId: 'ember-blue', title: 'Mug', quantity: 1, unitPrice: 1400 }],
  })
  await upsertOrders(store.db, [order], 'import', new Date())
  const identityToken = await signIdentityToken(server.house.secrets.identity, { sub: 'buyer' }, new Date())
  expect((await submit(review(), { identityToken })).body).toMatchObject({ verifiedBuyer: true })
  expect((await submit(review({ productId: 'tarn' }), { identityToken })).body).toMatchObject({
    verifiedBuyer: false,
  })
  expect((await submit(review(), { identityToken })).status).toBe(409)
  expect((await submit(review(), { identityToken: `${identityToken}x` })).status).toBe(401)
})

test('a photo is served as the picture it is, to everybody, and only while it stands', async () => {
  const answer = await submit(photo(jpeg()))
  const id = String(at(answer.body, 'ugcId'))
  expect((await fetch(`${server.url}/ugc/${id}`)).status).toBe(404)
  await approve(id)
  const url = String(at(await read('ember'), 'items', 0, 'photo', 'url'))
  const picture = await fetch(url)
  expect(picture.status).toBe(200)
  expect(picture.headers.get('content-type')).toBe('image/jpeg')
  expect(picture.headers.get('x-content-type-options')).toBe('nosniff')
  expect(picture.headers.get('content-security-policy')).toContain('sandbox')
  expect(Buffer.from(await picture.arrayBuffer()).toString('latin1')).not.toMatch(/GPS|script/)
  const etag = picture.headers.get('etag') ?? ''
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  const secret = at(answer.body, 'withdrawSecret')
  await request(keyed(`/v1/ugc/${id}/withdraw`), 'post', { body: { withdrawSecret: secret } })
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(404)
})

test.each(['/ugc/..%2f..%2fetc%2fpasswd', '/ugc/ugc_none', `/ugc/${'a'.repeat(3000)}`])(
  '%s is nothing',
  async (path) => {
    expect((await fetch(server.url + path)).status).toBe(404)
  },
)

test('what is no picture, no product, or not allowed is refused with its field, and nobody is made', async () => {
  const before = await people()
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
  const answers = [
    await submit(photo(svg)),
    await submit(photo(png(50, 50))),
    await submit(review({ productId: 'nothing' })),
    await submit(review({ rightsAccepted: false })),
  ]
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400])
  expect(answers.map(({ body }) => String(at(body, 'errors', 0, 'path')).replace('body.', ''))).toEqual([
    'submission.photo',
    'submission.photo',
    'submission.productId',
    'submission.rightsAccepted',
  ])
  const body = JSON.stringify({ submission: review({ photo: 'A'.repeat(50 * 1024 * 1024) }) })
  const huge = await request(keyed('/v1/ugc'), 'post', { rawBody: body })
  expect(huge.status).toBe(413)
  expect((await request(`${server.url}/v1/ugc`, 'post', { body: { submission: review() } })).status).toBe(401)
  expect(await people()).toBe(before)
})

test('a script in a review is text and nothing else', async () => {
  const text = '<script>alert(1)</script><img src=x onerror=alert(1)>'
  const answer = await submit(review({ productId: 'moss', text, displayName: '<b>Ann</b>' }))
  await approve(String(at(answer.body, 'ugcId')))
  const shown = await fetch(keyed('/v1/ugc?productId=moss'))
  expect(shown.headers.get('content-type')).toContain('application/json')
  expect(at(await shown.json(), 'items', 0)).toMatchObject({ text, displayName: '<b>Ann</b>' })
})

test('a page of another origin of the shop may ask first', async () => {
  const asked = await fetch(keyed('/v1/ugc'), {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example' },
  })
  expect(asked.status).toBe(204)
  expect(asked.headers.get('access-control-allow-methods')).toContain('POST')
})

test('one address sends so much and no more', async () => {
  const statuses: number[] = []
  for (let count = 0; count < 12; count++) statuses.push((await submit(review({ productId: 'tarn' }))).status)
  expect(statuses).toContain(429)
})

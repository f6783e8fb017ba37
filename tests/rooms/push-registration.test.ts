import { afterAll, beforeAll, expect, test } from 'vitest'
import { findByIdentifier, openVisitorSession, signIdentityToken } from '#domain/identity/index.ts'
import { createApiKey } from '#domain/settings/index.ts'
import { contactPointsOf } from '#orchestrator/index.ts'
import type { RunningServer } from '#server/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { browserKeys } from '../support/push-servers.ts'
import { request, startTestServer } from '../support/server.ts'

const secret = 'i'.repeat(32)
const env = { LOG_LEVEL: 'silent', IDENTITY_SECRET: secret, PUSH_CONTACT: 'mailto:team@shop.example' }
const { p256dh, auth } = browserKeys()
const subscriptionAt = (name: string) => ({
  endpoint: `https://fcm.googleapis.com/fcm/send/${name}`,
  expirationTime: null,
  keys: { p256dh, auth },
})

let store: Store
let server: RunningServer
let url: string
let devices: string
let bearer: Record<string, string>
beforeAll(async () => {
  store = await openTestStore()
  server = await startTestServer(store, { env })
  const open = await createApiKey(store.db, 'public', 'shop', new Date())
  const closed = await createApiKey(store.db, 'secret', 'shop', new Date())
  url = `${server.url}/v1/push?key=${open.key}`
  devices = `${server.url}/v1/push/devices`
  bearer = { authorization: `Bearer ${closed.key}` }
})
afterAll(() => server.close())

const tokensOf = async (customerId: string) =>
  (await contactPointsOf(store.db, [customerId])).filter(({ channel }) => channel === 'push')
const tokenFor = (sub: string) => signIdentityToken(secret, { sub }, new Date())
const accountOf = async (userId: string) =>
  (await findByIdentifier(store.db, 'user_id', userId))?.customerId ?? ''

test('a page learns the key to subscribe with, and its service worker is open to every origin', async () => {
  const { body } = await request(url, 'get')
  expect(body).toEqual({ publicKey: expect.stringMatching(/^[\w-]{87}$/) })
  const worker = await request(`${server.url}/rapport-push.js`, 'get')
  expect(worker.headers.get('content-type')).toContain('javascript')
  expect(worker.headers.get('service-worker-allowed')).toBe('/')
  expect(worker.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  const asked = await request(url, 'options', { headers: { origin: server.url } })
  expect(asked.status).toBe(204)
  expect(asked.headers.get('access-control-allow-methods')).toContain('DELETE')
})

test('a browser registers for the session it holds, once however often, and can leave', async () => {
  const { secret: session, session: visit } = await openVisitorSession(store.db, new Date())
  const subscription = subscriptionAt('one')
  for (let time = 0; time < 2; time++)
    expect((await request(url, 'post', { body: { subscription, session } })).status).toBe(204)
  expect(await tokensOf(visit.customerId)).toMatchObject([
    { kind: 'push_token', address: subscription.endpoint, push: { service: 'web', p256dh, auth } },
  ])
  await request(url, 'delete', { body: { endpoint: subscription.endpoint } })
  expect(await tokensOf(visit.customerId)).toEqual([])
})

test('a shared browser belongs to who signed in last', async () => {
  const subscription = subscriptionAt('shared')
  for (const userId of ['ann', 'ben']) {
    const identityToken = await tokenFor(userId)
    expect((await request(url, 'post', { body: { subscription, identityToken } })).status).toBe(204)
  }
  expect(await tokensOf(await accountOf('ann'))).toEqual([])
  expect(await tokensOf(await accountOf('ben'))).toHaveLength(1)
})

test('nobody registers for somebody they are not', async () => {
  const subscription = subscriptionAt('strange')
  const forged = await signIdentityToken('x'.repeat(32), { sub: 'ann' }, new Date())
  for (const proof of [{}, { session: 'vs_none' }, { identityToken: forged }])
    expect((await request(url, 'post', { body: { subscription, ...proof } })).status).toBe(401)
  expect(
    (await request(url, 'post', { body: { subscription }, headers: { origin: 'https://evil.example' } }))
      .status,
  ).toBe(403)
  expect(
    (await request(devices, 'post', { body: { userId: 'ann', service: 'fcm', token: 'a'.repeat(40) } }))
      .status,
  ).toBe(401)
})

test('what is no subscription is refused with its field', async () => {
  const { secret: session } = await openVisitorSession(store.db, new Date())
  const good = subscriptionAt('two')
  const bad = [
    { ...good, endpoint: 'http://127.0.0.1:1/x' },
    { ...good, endpoint: 'https://evil.example/x' },
    { ...good, keys: { p256dh: 'AAAA', auth } },
    { ...good, keys: { p256dh, auth: 'short' } },
  ]
  for (const subscription of bad)
    expect((await request(url, 'post', { body: { subscription, session } })).status).toBe(400)
})

test('the shop’s systems register phones, and move them', async () => {
  const token = 'f'.repeat(64)
  const register = (body: object) => request(devices, 'post', { body: { token, ...body }, headers: bearer })
  expect((await register({ userId: 'cid', service: 'apns', topic: 'com.heron.app' })).status).toBe(204)
  expect(await tokensOf(await accountOf('cid'))).toMatchObject([
    { address: token, push: { service: 'apns', topic: 'com.heron.app' } },
  ])
  expect((await register({ anonymousId: 'anon-1', service: 'fcm' })).status).toBe(204)
  expect(await tokensOf(await accountOf('cid'))).toEqual([])
  expect((await register({ userId: 'cid', service: 'apns' })).status).toBe(400)
  expect((await register({ service: 'fcm' })).status).toBe(400)
  await request(devices, 'delete', { body: { token }, headers: bearer })
  const anonymous = await findByIdentifier(store.db, 'anonymous_id', 'anon-1')
  expect(await tokensOf(anonymous?.customerId ?? '')).toEqual([])
})

test('a phone’s token comes with identify too, by secret key, and an old one changes nothing', async () => {
  const token = 'e'.repeat(64)
  const identify = (userId: string, more: object = {}, headers = bearer) =>
    request(`${server.url}/v1/identify`, 'post', {
      body: { userId, context: { device: { type: 'android', token } }, ...more },
      headers,
    })
  await identify('dee')
  expect(await tokensOf(await accountOf('dee'))).toMatchObject([{ address: token, push: { service: 'fcm' } }])
  const ios = { context: { device: { type: 'ios', token }, app: { namespace: 'com.heron.app' } } }
  await identify('eve', ios)
  expect(await tokensOf(await accountOf('eve'))).toMatchObject([{ push: { topic: 'com.heron.app' } }])
  expect(await tokensOf(await accountOf('dee'))).toEqual([])
  await identify('dee', { timestamp: new Date(Date.now() - 3 * 86_400_000).toISOString() })
  expect(await tokensOf(await accountOf('eve'))).toHaveLength(1)
  const identityToken = await tokenFor('dee')
  await identify(
    'dee',
    { writeKey: new URL(url).searchParams.get('key') ?? '' },
    { 'x-identity-token': identityToken },
  )
  expect(await tokensOf(await accountOf('eve'))).toHaveLength(1)
})

test('one session fills no table: of many devices the latest are kept', async () => {
  const { secret: session, session: visit } = await openVisitorSession(store.db, new Date())
  for (let at = 0; at < 23; at++) {
    const body = { subscription: subscriptionAt(`many-${at}`), session }
    expect((await request(url, 'post', { body })).status).toBe(204)
  }
  const kept = (await tokensOf(visit.customerId)).map(({ address }) => address)
  expect(kept).toHaveLength(20)
  expect(kept).toContain(subscriptionAt('many-22').endpoint)
})

import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type ChannelAdapter,
  createPushAdapter,
  isPushService,
  newVapidKeys,
  type OutgoingMessage,
  type ServiceAccount,
} from '#channels/index.ts'
import type { PushTarget } from '#contract/outbound.ts'
import {
  browserKeys,
  type FakeApple,
  type FakeService,
  openFakeApple,
  openFakeService,
} from '../support/push-servers.ts'

const startedAt = new Date('2026-03-02T10:00:00Z')
let clock = startedAt

function push(token: string, target: PushTarget): OutgoingMessage {
  return {
    reference: { outboxId: 'out_1', customerId: 'cus_1', part: 0, attempt: 1, startedAt },
    to: { channel: 'push', kind: 'push_token', value: token, push: target },
    content: {
      type: 'push',
      title: 'Heron',
      body: 'Er ist da – Größe M',
      url: 'https://shop.example/p/1',
      image: null,
    },
  }
}

beforeEach(() => {
  clock = startedAt
})

describe('web push', () => {
  const keys = newVapidKeys()
  const browser = browserKeys()
  let service: FakeService
  let adapter: ChannelAdapter
  beforeAll(async () => {
    service = await openFakeService()
    const isService = (endpoint: string) => endpoint.startsWith(service.url)
    const web = { ...keys, subject: 'mailto:team@shop.example', isService }
    adapter = createPushAdapter({ web, clock: () => clock })
  })
  afterAll(() => service.close())
  beforeEach(() => {
    service.answer = () => ({ status: 201 })
    service.asked.length = 0
  })
  const send = (endpoint = `${service.url}/push/1`, p256dh = browser.p256dh) =>
    adapter.send(push(endpoint, { service: 'web', endpoint, p256dh, auth: browser.auth }))

  test('the browser can read it, and the service knows who sends', async () => {
    expect(await send()).toEqual({ outcome: 'accepted', providerMessageId: 'web:out_1.0.1' })
    const [asked] = service.asked
    expect(JSON.parse(browser.read(asked?.body ?? Buffer.alloc(0)))).toEqual({
      title: 'Heron',
      body: 'Er ist da – Größe M',
      image: null,
      id: 'out_1.0',
      url: 'https://shop.example/p/1',
    })
    expect(asked?.headers).toMatchObject({ ttl: '86400', 'content-encoding': 'aes128gcm' })
    const [, jwt = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(asked?.headers.authorization ?? '') ?? []
    expect(key).toBe(keys.publicKey)
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ aud: service.url, sub: 'mailto:team@shop.example' })
  })

  test.each([
    [404, { outcome: 'rejected', reason: 'unreachable' }],
    [410, { outcome: 'rejected', reason: 'unreachable' }],
    [413, { outcome: 'rejected', reason: 'content' }],
    [403, { outcome: 'rejected', reason: 'configuration' }],
    [429, { outcome: 'retry', afterMs: 30_000 }],
    [503, { outcome: 'retry' }],
    [301, { outcome: 'rejected', reason: 'configuration' }],
  ])('status %i', async (status, expected) => {
    service.answer = () => ({ status, headers: { 'Retry-After': '30', Location: 'http://127.0.0.1:9/' } })
    expect(await send()).toMatchObject(expected)
    expect(service.asked).toHaveLength(1)
  })

  test('a lost answer is unknown, a closed door is not', async () => {
    service.answer = () => ({ status: 201, drop: true })
    expect(await send()).toMatchObject({ outcome: 'unknown' })
    const gone = await openFakeService()
    await gone.close()
    const web = { ...keys, subject: 'mailto:team@shop.example', isService: () => true }
    const other = createPushAdapter({ web, clock: () => clock })
    const target = { service: 'web', endpoint: gone.url, p256dh: browser.p256dh, auth: browser.auth } as const
    expect(await other.send(push(gone.url, target))).toMatchObject({ outcome: 'retry' })
  })

  test('keys that are none, and endpoints that lead into our own house, are never called', async () => {
    expect(await send(undefined, 'AAAA')).toMatchObject({ reason: 'invalid_address' })
    expect(await send('http://169.254.169.254/latest')).toMatchObject({ reason: 'invalid_address' })
    expect(service.asked).toEqual([])
    const own = [
      'http://fcm.googleapis.com/x',
      'https://fcm.googleapis.com:8443/x',
      'https://a@fcm.googleapis.com/x',
    ]
    const strange = [
      'https://fcm.googleapis.com.evil.example/x',
      'https://evilpush.apple.com/',
      'https://127.0.0.1/',
      'x',
    ]
    expect([...own, ...strange].filter(isPushService)).toEqual([])
    const known = [
      'https://fcm.googleapis.com/fcm/send/a',
      'https://web.push.apple.com/a',
      'https://updates.push.services.mozilla.com/wpush/v2/a',
    ]
    expect(known.filter(isPushService)).toEqual(known)
  })

  test('a service that is not set up is ours to mend', async () => {
    expect(await adapter.send(push('x', { service: 'fcm' }))).toMatchObject({ reason: 'configuration' })
  })
})

describe('app push by FCM', () => {
  let service: FakeService
  let adapter: ChannelAdapter
  let account: ServiceAccount
  let publicKey: CryptoKey
  let tokens = 0
  beforeAll(async () => {
    service = await openFakeService()
    const pair = await generateKeyPair('RS256', { extractable: true })
    publicKey = pair.publicKey
    account = {
      projectId: 'heron',
      clientEmail: 'push@heron.example',
      privateKey: await exportPKCS8(pair.privateKey),
      tokenUri: `${service.url}/token`,
    }
  })
  afterAll(() => service.close())
  beforeEach(() => {
    service.asked.length = 0
    tokens = 0
    adapter = createPushAdapter({ fcm: { account, baseUrl: service.url }, clock: () => clock })
    answering({ status: 200, body: { name: 'projects/heron/messages/1' } })
  })
  function answering(...answers: { status: number; headers?: Record<string, string>; body?: unknown }[]) {
    let next = 0
    service.answer = ({ path }) => {
      if (path === '/token') {
        tokens += 1
        return { status: 200, body: { access_token: `at${tokens}`, expires_in: 3600 } }
      }
      next += 1
      return answers[Math.min(next, answers.length) - 1] ?? { status: 500 }
    }
  }
  const send = () => adapter.send(push('device-1', { service: 'fcm' }))
  const fault = (status: number, errorCode: string, message = 'no') => ({
    status,
    headers: { 'Retry-After': '7' },
    body: { error: { code: status, message, status: 'X', details: [{ '@type': 'FcmError', errorCode }] } },
  })

  test('a service account signs in once an hour and sends title, body and link', async () => {
    clock = new Date() // the assertion is checked by a library that reads the real clock
    const both = await Promise.all([send(), send()])
    expect(both[0]).toEqual({ outcome: 'accepted', providerMessageId: 'fcm:projects/heron/messages/1' })
    expect(tokens).toBe(1)
    const form = new URLSearchParams(service.asked.find(({ path }) => path === '/token')?.body.toString())
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer')
    const { payload } = await jwtVerify(form.get('assertion') ?? '', publicKey)
    expect(payload).toMatchObject({ iss: 'push@heron.example', aud: `${service.url}/token` })
    const asked = service.asked.find(({ path }) => path === '/v1/projects/heron/messages:send')
    expect(asked?.headers.authorization).toBe('Bearer at1')
    expect(JSON.parse(asked?.body.toString() ?? '')).toMatchObject({
      message: {
        token: 'device-1',
        notification: { title: 'Heron', body: 'Er ist da – Größe M' },
        data: { id: 'out_1.0', url: 'https://shop.example/p/1' },
      },
    })
    clock = new Date(clock.getTime() + 3600_000)
    await send()
    expect(tokens).toBe(2)
  })

  test.each([
    [404, 'UNREGISTERED', 'no', { outcome: 'rejected', reason: 'unreachable' }],
    [403, 'SENDER_ID_MISMATCH', 'no', { outcome: 'rejected', reason: 'unreachable' }],
    [
      400,
      'INVALID_ARGUMENT',
      'The registration token is not a valid FCM registration token',
      { reason: 'unreachable' },
    ],
    [400, 'INVALID_ARGUMENT', 'Invalid value at message.data', { outcome: 'rejected', reason: 'content' }],
    [401, 'THIRD_PARTY_AUTH_ERROR', 'no', { outcome: 'rejected', reason: 'configuration' }],
    [429, 'QUOTA_EXCEEDED', 'no', { outcome: 'retry', code: 'QUOTA_EXCEEDED', afterMs: 7000 }],
    [503, 'UNAVAILABLE', 'no', { outcome: 'retry' }],
    [500, 'INTERNAL', 'no', { outcome: 'retry' }],
  ])('%i %s: %s', async (status, code, message, expected) => {
    answering(fault(status, code, message))
    expect(await send()).toMatchObject(expected)
  })

  test('an access token that was revoked is renewed once, and no more', async () => {
    const denied = { status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED', message: 'no' } } }
    answering(denied, { status: 200, body: { name: 'projects/heron/messages/2' } })
    expect(await send()).toMatchObject({ outcome: 'accepted' })
    expect(tokens).toBe(2)
    answering(denied)
    expect(await send()).toMatchObject({ outcome: 'rejected', reason: 'configuration' })
  })

  test('without an access token nothing was sent', async () => {
    service.answer = () => ({ status: 503 })
    expect(await send()).toMatchObject({ outcome: 'retry' })
    service.answer = () => ({ status: 400, body: { error: 'invalid_grant' } })
    expect(await send()).toMatchObject({ outcome: 'rejected', reason: 'configuration' })
  })
})

describe('app push by Apple', () => {
  const token = 'ab12'.repeat(16)
  let apple: FakeApple
  let adapter: ChannelAdapter
  let key: { keyId: string; teamId: string; privateKey: string }
  let publicKey: CryptoKey
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true })
    publicKey = pair.publicKey
    key = { keyId: 'KEY1', teamId: 'TEAM1', privateKey: await exportPKCS8(pair.privateKey) }
  })
  beforeEach(async () => {
    apple = await openFakeApple()
    adapter = createPushAdapter({
      apns: { key, sandbox: false, baseUrl: apple.url, timeoutMs: 500 },
      clock: () => clock,
    })
    return async () => {
      await adapter.close()
      await apple.close()
    }
  })
  const send = (to = token) => adapter.send(push(to, { service: 'apns', topic: 'com.heron.app' }))

  test('one connection and one signed token carry many messages', async () => {
    expect(await Promise.all([send(), send(), send()])).toEqual(
      Array(3).fill({ outcome: 'accepted', providerMessageId: 'apns:A1B2' }),
    )
    expect(apple.sessions).toBe(1)
    const [asked] = apple.asked
    expect(asked?.path).toBe(`/3/device/${token}`)
    expect(asked?.headers).toMatchObject({
      'apns-topic': 'com.heron.app',
      'apns-push-type': 'alert',
      'apns-expiration': String(startedAt.getTime() / 1000 + 86_400),
    })
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({
      aps: { alert: { title: 'Heron', body: 'Er ist da – Größe M' } },
      url: 'https://shop.example/p/1',
    })
    const jwt = String(asked?.headers.authorization).replace('bearer ', '')
    const { payload, protectedHeader } = await jwtVerify(jwt, publicKey)
    expect({ payload, kid: protectedHeader.kid }).toEqual({
      payload: { iss: 'TEAM1', iat: startedAt.getTime() / 1000 },
      kid: 'KEY1',
    })
  })

  test('the signed token is used for most of its hour', async () => {
    const used = async () => {
      await send()
      return apple.asked.at(-1)?.headers.authorization
    }
    const first = await used()
    clock = new Date(startedAt.getTime() + 49 * 60_000)
    expect(await used()).toBe(first)
    clock = new Date(startedAt.getTime() + 51 * 60_000)
    expect(await used()).not.toBe(first)
  })

  test.each([
    [410, 'Unregistered', { outcome: 'rejected', reason: 'unreachable', code: 'Unregistered' }],
    [400, 'BadDeviceToken', { outcome: 'rejected', reason: 'unreachable' }],
    [400, 'DeviceTokenNotForTopic', { outcome: 'rejected', reason: 'unreachable' }],
    [413, 'PayloadTooLarge', { outcome: 'rejected', reason: 'content' }],
    [403, 'InvalidProviderToken', { outcome: 'rejected', reason: 'configuration' }],
    [429, 'TooManyRequests', { outcome: 'retry', afterMs: 5000 }],
    [503, 'Shutdown', { outcome: 'retry' }],
  ])('%i %s', async (status, reason, expected) => {
    apple.answer = () => ({ status, headers: { 'retry-after': '5' }, body: { reason } })
    expect(await send()).toMatchObject(expected)
    expect(apple.asked).toHaveLength(1)
  })

  test('a token that Apple calls ended is made anew, but never twice in 20 minutes', async () => {
    let answers = 0
    apple.answer = () =>
      answers++ === 0 ? { status: 403, body: { reason: 'ExpiredProviderToken' } } : { status: 200 }
    expect(await send()).toMatchObject({ outcome: 'rejected', reason: 'configuration' })
    clock = new Date(startedAt.getTime() + 30 * 60_000)
    answers = 0
    expect(await send()).toMatchObject({ outcome: 'accepted' })
    expect(apple.asked).toHaveLength(3)
  })

  test('a connection that breaks leaves it unknown; the next message has a new one', async () => {
    apple.answer = () => ({ status: 200, drop: true })
    expect(await send()).toMatchObject({ outcome: 'unknown' })
    apple.answer = () => ({ status: 200 })
    expect(await send()).toMatchObject({ outcome: 'accepted' })
    apple.goAway()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await send()).toMatchObject({ outcome: 'accepted' })
    expect(apple.sessions).toBe(3)
  })

  test('nobody at the door is worth another try; a token that is none is not', async () => {
    await apple.close()
    expect(await send()).toMatchObject({ outcome: 'retry' })
    expect(await send('../../x')).toMatchObject({ outcome: 'rejected', reason: 'unreachable' })
    apple = await openFakeApple()
  })
})

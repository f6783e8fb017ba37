import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createPushAdapter, newVapidKeys } from '#channels/index.ts'
import type { PushTarget } from '#contract/outbound.ts'
import { type Answer, browserKeys, openFakeApple } from '../push-servers.ts'
import { type AdapterCase, type Behaviour, outgoing } from './adapter-bench.ts'
import { startHttpProvider } from './http-provider.ts'

const clock = () => new Date('2026-11-20T12:00:00Z')
const content = { type: 'push', title: 'Hello', body: 'It is back', url: null, image: null } as const
const push = (value: string, target: PushTarget) =>
  outgoing('push', { kind: 'push_token', value, push: target }, content)
const uncarriable = { type: 'text', text: 'Hello' } as const

const asPem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const rsa = asPem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
const p256 = asPem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)

const browser = browserKeys()
const webTarget = (endpoint: string): PushTarget => ({
  service: 'web',
  endpoint,
  p256dh: browser.p256dh,
  auth: browser.auth,
})
const webMessage = push('https://push.example/1', webTarget('https://push.example/1'))

/** The endpoint stands in the message: it is pointed at the stub on its way in. */
export const webPushCase: AdapterCase = {
  name: 'web push',
  open: async (timeoutMs) => {
    const accepted = () => ({ status: 201, body: {} })
    const refused = (code: string) => ({ status: Number(code), body: { reason: 'no' } })
    const stub = await startHttpProvider({ accepted, refused, garbage: {} })
    const web = { ...newVapidKeys(), subject: 'mailto:a@shop.example', isService: () => true, timeoutMs }
    const adapter = createPushAdapter({ web, clock })
    const here = webTarget(`${stub.url}/push/1`)
    const send: typeof adapter.send = (message) =>
      adapter.send({ ...message, to: { ...message.to, push: here } })
    return { ...stub, adapter: { ...adapter, send }, received: () => stub.calls.length }
  },
  message: webMessage,
  uncarriable,
  refusals: [
    ['404', 'unreachable'],
    ['410', 'unreachable'],
    ['413', 'content'],
    ['403', 'configuration'],
    ['500', 'retry'],
  ],
  secrets: [],
  unlike: ['garbage'], // a push service gives no id that a status could name
}

export const fcmCase: AdapterCase = {
  name: 'fcm',
  open: async (timeoutMs) => {
    const stub = await startHttpProvider({
      accepted: (_call, count) => ({ status: 200, body: { name: `projects/heron/messages/${count}` } }),
      refused: (code) => ({
        status:
          { UNREGISTERED: 404, SENDER_ID_MISMATCH: 403, THIRD_PARTY_AUTH_ERROR: 401, INTERNAL: 500 }[code] ??
          400,
        body: { error: { message: `no: device-token-1`, details: [{ errorCode: code }] } },
      }),
      garbage: {},
    })
    const tokens = await startHttpProvider({
      accepted: () => ({ status: 200, body: { access_token: 'ya29.secret', expires_in: 3600 } }),
      refused: () => ({ status: 400, body: {} }),
      garbage: {},
    })
    const account = {
      projectId: 'heron',
      clientEmail: 'a@heron.example',
      privateKey: rsa,
      tokenUri: tokens.url,
    }
    const adapter = createPushAdapter({ fcm: { account, baseUrl: stub.url, timeoutMs }, clock })
    const close = async () => {
      await stub.close()
      await tokens.close()
    }
    return { ...stub, adapter, received: () => stub.calls.length, close }
  },
  message: push('device-token-1', { service: 'fcm' }),
  uncarriable,
  refusals: [
    ['UNREGISTERED', 'unreachable'],
    ['SENDER_ID_MISMATCH', 'unreachable'],
    ['INVALID_ARGUMENT', 'content'],
    ['THIRD_PARTY_AUTH_ERROR', 'configuration'],
    ['INTERNAL', 'retry'],
  ],
  secrets: ['ya29.secret', 'device-token-1'],
}

const appleStatus: Record<string, number> = {
  Unregistered: 410,
  PayloadTooLarge: 413,
  InvalidProviderToken: 403,
  Shutdown: 503,
}

export const apnsCase: AdapterCase = {
  name: 'apns',
  open: async (timeoutMs) => {
    const apple = await openFakeApple()
    const key = { keyId: 'KEY1', teamId: 'TEAM1', privateKey: p256 }
    const adapter = createPushAdapter({ apns: { key, sandbox: false, baseUrl: apple.url, timeoutMs }, clock })
    return {
      adapter,
      behave: (behaviour: Behaviour) => {
        let count = 0
        apple.answer = (): Answer => {
          count += 1
          if (typeof behaviour === 'object')
            return { status: appleStatus[behaviour.refuses] ?? 400, body: { reason: behaviour.refuses } }
          if (behaviour === 'server_error') return { status: 503, body: { reason: 'ServiceUnavailable' } }
          if (behaviour === 'too_many') return { status: 429, headers: { 'retry-after': '7' } }
          if (behaviour === 'cuts') return { status: 200, drop: true }
          if (behaviour === 'hangs') return { status: 200, hang: true }
          return { status: 200, headers: { 'apns-id': `A${count}` } }
        }
      },
      received: () => apple.asked.length,
      goAway: apple.close,
      close: async () => {
        await adapter.close()
        await apple.close()
      },
    }
  },
  message: push('ab12'.repeat(16), { service: 'apns', topic: 'com.heron.app' }),
  uncarriable,
  refusals: [
    ['Unregistered', 'unreachable'],
    ['BadDeviceToken', 'unreachable'],
    ['PayloadTooLarge', 'content'],
    ['InvalidProviderToken', 'configuration'],
    ['Shutdown', 'retry'],
  ],
  secrets: ['PRIVATE KEY'],
  unlike: ['garbage'], // a 200 of Apple's is a yes; where it names no id, ours stands for it
}

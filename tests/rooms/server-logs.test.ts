import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey } from '#domain/settings/index.ts'
import type { RunningServer } from '#server/index.ts'
import { connectShopper } from '../support/chat-client.ts'
import { openTestStore } from '../support/database.ts'
import { eventually, request, signedIn, startTestServer } from '../support/server.ts'

let server: RunningServer
const lines: string[] = []
beforeAll(async () => {
  server = await startTestServer(await openTestStore(), {
    env: { LOG_LEVEL: 'debug' },
    logTo: { write: (line) => lines.push(line) },
  })
})
afterAll(() => server.close())

const personal = [
  'ada.lovelace',
  'Lovelace',
  'SE1 7PB',
  'RP-77123',
  'birthday of my nephew',
  'secret-looking words',
]
const secrets = [/vs_[\w-]{20}/, /sk_[\w-]{20}/, /pk_[\w-]{20}/, /ss_[\w-]{20}/]

test('a busy day leaves no name, e-mail, postcode, order number, text, key or session in the logs', async () => {
  const { key } = await createApiKey(server.store.db, 'secret', 'test', new Date())
  const authorization = `Bearer ${key}`
  const order = {
    orderNumber: 'RP-77123',
    status: 'processed',
    customer: { email: 'ada.lovelace@example.com', name: 'Ada Lovelace' },
    postcode: 'SE1 7PB',
    currency: 'USD',
    total: 100,
    lines: [{ productId: 'lamp', variantId: 'lamp-1', title: 'Lamp', quantity: 1, unitPrice: 100 }],
    placedAt: '2026-01-02T10:00:00Z',
  }
  const taken = await request(`${server.url}/v1/orders`, 'post', {
    body: { orders: [order, { ...order, total: 'x' }] },
    headers: { authorization },
  })
  expect(taken.status).toBe(200)
  await request(`${server.url}/v1/orders/changes?after=ada.lovelace@example.com`, 'get', {
    headers: { authorization },
  })
  await request(`${server.url}/api/session`, 'post', {
    body: { email: 'ada.lovelace@example.com', password: 'secret-looking words' },
  })
  await request(`${server.url}/api/session`, 'post', { rawBody: '{"email":"ada.lovelace@example.com' })
  await request(`${server.url}/documents/ada.lovelace@example.com`, 'get')
  const mia = await signedIn(server, ['support'], 'Lovelace')
  const ada = await connectShopper(server)
  for (const text of [
    'a tent for the birthday of my nephew',
    'where is order RP-77123? ada.lovelace@example.com, SE1 7PB',
    'can I talk to a person? I am Ada Lovelace',
  ])
    await ada.send(text)
  await ada.call('identify', { token: 'ada.lovelace.token' })
  const conversation = await eventually(() => ada.conversations.find((each) => each.status === 'queued'))
  await mia.call('post', `/api/conversations/${conversation.conversationId}/take`)
  await mia.call('post', `/api/conversations/${conversation.conversationId}/reply`, {
    body: { clientMessageId: 'reply-00001', text: 'the birthday of my nephew, I see' },
  })
  ada.close()

  const all = lines.join('')
  expect(lines.length).toBeGreaterThan(8)
  for (const words of personal) expect(all, words).not.toContain(words)
  for (const secret of secrets) expect(all).not.toMatch(secret)
})

test('every line is one JSON object with level and time, and requests carry their id', async () => {
  const answer = await request(`${server.url}/nowhere`, 'get', {
    headers: { 'x-request-id': 'from-the-proxy-7' },
  })
  expect(answer.status).toBe(404)
  await eventually(() => lines.some((line) => line.includes('from-the-proxy-7')))
  for (const line of lines) {
    expect(line.endsWith('\n')).toBe(true)
    expect(JSON.parse(line)).toMatchObject({
      level: expect.any(String),
      time: expect.stringMatching(/^\d{4}-/),
    })
  }
})

test('metrics count turns, sentences, sockets, requests and the event loop, and name nobody', async () => {
  const { body } = await request(`${server.url}/metrics`, 'get')
  for (const name of [
    'rapport_turns_total{',
    'rapport_turn_seconds_bucket{',
    'rapport_sentences_held_back_total',
    'rapport_provider_faults_total',
    'rapport_sockets{namespace="chat"}',
    'rapport_turns{state="waiting"}',
    'rapport_handoff_queue',
    'rapport_http_request_seconds_bucket{',
    'nodejs_eventloop_lag_seconds',
  ])
    expect(body).toContain(name)
  for (const words of personal) expect(body).not.toContain(words)
  expect(body).toMatch(/rapport_turns_total\{outcome="handed_over",model="offline"\} 1/)
})

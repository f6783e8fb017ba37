import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { createApiKey, writeContactRules } from '#domain/settings/index.ts'
import { findRow, registerPush, type SendRequest } from '#orchestrator/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { headersOf, type MailServer, openMailServer, partOf } from '../support/mail-server.ts'
import { openRules } from '../support/outbox-world.ts'
import { browserKeys } from '../support/push-servers.ts'
import { eventually, request, startTestServer } from '../support/server.ts'

let mail: MailServer
let server: RunningServer
let bearer: Record<string, string>
let asked = 0
beforeAll(async () => {
  mail = await openMailServer()
  const store = await openTestStore()
  const env = {
    LOG_LEVEL: 'silent',
    SMTP_URL: mail.url,
    MAIL_FROM: 'Heron <hello@shop.example>',
    POSTAL_ADDRESS: 'Heron Ltd\\n4 Kiln Street',
  }
  server = await startTestServer(store, { env })
  const { key } = await createApiKey(store.db, 'secret', 'mail service', new Date())
  bearer = { authorization: `Bearer ${key}` }
  await writeContactRules(store.db, openRules, null, new Date())
})
afterAll(async () => {
  await server.close()
  await mail.close()
})
beforeEach(() => {
  mail.arrived.length = 0
})

async function somebody(name: string): Promise<string> {
  const { db } = server.house
  const before = new Date(Date.now() - 86_400_000)
  const email = { kind: 'email' as const, value: `${name}@example.com` }
  const { customerId } = await createCustomer(db, { identifiers: [email], source: 'test' }, before)
  const yes = { purpose: 'all', state: 'granted', source: 'test', evidence: 'a test' } as const
  for (const channel of ['email', 'push'] as const)
    await recordConsent(db, { customerId, channel, ...yes }, before)
  return customerId
}

async function send(customerId: string, more: Partial<SendRequest> = {}) {
  asked += 1
  const [outcome] = await server.house.outbox.request([
    {
      key: `mail ${asked}`,
      kind: 'marketing',
      customerId,
      channels: ['email'],
      sender: { type: 'house' },
      content: { text: 'The **coat** is back.', parts: [], subject: 'News' },
      ...more,
    },
  ])
  if (!outcome) throw new Error('no outcome')
  return outcome
}

const arrived = async (count: number) => {
  await eventually(() => mail.arrived.length >= count)
  return mail.arrived.at(-1)?.raw ?? ''
}
const stateOf = async (outboxId: string) => (await findRow(server.house.db, outboxId))?.state

test('a mail of ours can be ended in one click, and then nothing of its kind leaves', async () => {
  const customerId = await somebody('ann')
  const { outboxId } = await send(customerId)
  const raw = await arrived(1)
  expect(partOf(raw, 'text/html')).toContain('<strong>coat</strong>')
  expect(partOf(raw, 'text/plain')).toContain('4 Kiln Street')
  const headers = headersOf(raw)
  expect(headers.get('message-id')).toEqual([`<${outboxId}.0@shop.example>`])
  expect(headers.get('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click'])
  const url = headers.get('list-unsubscribe')?.[0]?.replace(/^<|>$/g, '') ?? ''
  expect(partOf(raw, 'text/plain')).toContain(url)
  expect((await request(url, 'get')).status).toBe(200)
  const click = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  })
  expect(click.status).toBe(200)
  expect(await send(customerId)).toMatchObject({ state: 'refused', gate: 'consent' })
})

test('a mail about an order has nothing to end', async () => {
  await send(await somebody('ben'), { kind: 'transactional' })
  const headers = headersOf(await arrived(1))
  expect(headers.has('list-unsubscribe')).toBe(false)
})

test('a mail that comes back for good is told by event, and the address is not written to again', async () => {
  const customerId = await somebody('cid')
  const { outboxId } = await send(customerId)
  const id = headersOf(await arrived(1)).get('message-id')?.[0]
  await eventually(async () => (await stateOf(outboxId)) === 'sent')
  const bounced = { event: 'Email Bounced', userId: 'cid', properties: { email_id: id, type: 'hard' } }
  expect((await request(`${server.url}/v1/track`, 'post', { body: bounced, headers: bearer })).status).toBe(
    200,
  )
  expect(await stateOf(outboxId)).toBe('failed')
  expect(await send(customerId, { kind: 'service' })).toMatchObject({ state: 'refused' })
  expect(mail.arrived).toHaveLength(1)
})

test('a recipient that the server does not know is refused at once, and so is the next mail', async () => {
  const customerId = await somebody('dee')
  mail.behaviour = { rcpt: '550 5.1.1 No such user' }
  const { outboxId } = await send(customerId)
  await eventually(async () => (await stateOf(outboxId)) === 'dead')
  mail.behaviour = {}
  expect(await send(customerId)).toMatchObject({ state: 'refused' })
})

test('a push goes where its service is not set up: to the sandbox’s phone', async () => {
  const customerId = await somebody('eve')
  const { p256dh, auth } = browserKeys()
  const endpoint = 'https://fcm.googleapis.com/fcm/send/eve'
  const target = { service: 'web', endpoint, p256dh, auth } as const
  await registerPush(server.house.db, { customerId, token: endpoint, target }, new Date())
  const { outboxId } = await send(customerId, { channels: ['push'], kind: 'service' })
  await eventually(async () => ['sent', 'delivered'].includes((await stateOf(outboxId)) ?? ''))
  expect(await findRow(server.house.db, outboxId)).toMatchObject({ provider: 'sandbox', channel: 'push' })
})

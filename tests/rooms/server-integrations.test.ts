import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { customerInput, findByIdentifier, upsertCustomers } from '#domain/identity/index.ts'
import { refreshDue, saveSegment } from '#domain/segments/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { at, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

let server: RunningServer
let receiver: Server
let url = ''
let admin: StaffClient
let lea: StaffClient
let segmentId = ''
let webhookId = ''

beforeAll(async () => {
  receiver = createServer((_req, res) => res.end('thanks'))
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const bound = receiver.address()
  url = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/hook`
  server = await startTestServer(await openTestStore(), {
    env: { LOG_LEVEL: 'silent', WEBHOOKS_LOOPBACK: '1' },
  })
  admin = await signedIn(server, ['admin'], 'Ada')
  lea = await signedIn(server, ['crm'], 'Lea')
  const { db } = server.store
  const now = new Date()
  const people = ['ann', 'bob'].map((name) =>
    customerInput.parse({ userId: name, email: `${name}@example.com`, name }),
  )
  await upsertCustomers(db, people, 'customer file', now)
  const ann = (await findByIdentifier(db, 'user_id', 'ann'))?.customerId ?? ''
  const yes = { state: 'granted', source: 'test', evidence: 'said so' } as const
  await recordConsent(db, { customerId: ann, channel: 'email', purpose: 'all', ...yes }, now)
  await recordConsent(db, { customerId: ann, channel: 'web', purpose: 'personalisation', ...yes }, now)
  const rule = { type: 'identifier', kind: 'email', present: true } as const
  const segment = { name: 'With e-mail', description: '', purpose: 'marketing', rule } as const
  segmentId = (await saveSegment(db, segment, null, now)).segmentId
  await refreshDue(db, now)
})
afterAll(async () => {
  await server.close()
  receiver.close()
})

describe('endpoints of the console', () => {
  const hook = (change: object = {}) => ({ name: 'Till', url, events: ['offer.redeemed'], ...change })

  test('an address within the house is refused at its field, and only an admin adds one', async () => {
    const inside = await admin.call('post', '/api/webhooks', {
      body: hook({ url: 'https://169.254.169.254/' }),
    })
    expect([inside.status, at(inside.body, 'errors', 0, 'path')]).toEqual([400, 'url'])
    expect((await lea.call('post', '/api/webhooks', { body: hook() })).status).toBe(403)
    expect((await lea.call('get', '/api/webhooks')).status).toBe(200)
  })

  test('the secret is answered once, at the making and at each new one', async () => {
    const { status, body } = await admin.call('post', '/api/webhooks', { body: hook() })
    expect(status).toBe(201)
    webhookId = String(at(body, 'webhookId'))
    const secret = String(at(body, 'secret'))
    expect(secret).toMatch(/^whsec_/)
    const read = await admin.call('get', '/api/webhooks')
    expect(JSON.stringify(read.body)).not.toContain(secret)
    const next = await admin.call('post', `/api/webhooks/${webhookId}/secret`)
    expect(at(next.body, 'secret')).not.toBe(secret)
    const [row] = [at((await admin.call('get', '/api/webhooks')).body, 'webhooks', 0)]
    expect(at(row, 'oldSecretUntil')).not.toBeNull()
  })

  test('a test message is taken, listed with its answer, and sent again', async () => {
    await admin.call('post', `/api/webhooks/${webhookId}/test`)
    await server.house.integrations.webhooks.run(new Date())
    const list = async () => (await admin.call('get', `/api/webhooks/${webhookId}/deliveries`)).body
    await expect.poll(async () => at(await list(), 'deliveries', 0, 'state')).toBe('done')
    expect(at(await list(), 'deliveries', 0)).toMatchObject({
      event: 'webhook.test',
      customerId: null,
      status: 200,
      answer: 'thanks',
    })
    const id = String(at(await list(), 'deliveries', 0, 'deliveryId'))
    expect((await admin.call('post', `/api/webhook-deliveries/${id}/replay`)).status).toBe(204)
    expect((await lea.call('post', `/api/webhook-deliveries/${id}/replay`)).status).toBe(403)
    const odd = await admin.call('get', `/api/webhooks/${webhookId}/deliveries?before=x`)
    expect(odd.status).toBe(400)
  })

  test('what somebody else changed is not written over; off is never told', async () => {
    const rev = at((await admin.call('get', '/api/webhooks')).body, 'webhooks', 0, 'rev')
    const put = (name: string) =>
      admin.call('put', `/api/webhooks/${webhookId}`, { body: { webhook: hook({ name }), rev } })
    expect((await put('Tills')).status).toBe(204)
    expect((await put('Mine')).status).toBe(409)
    await admin.call('post', `/api/webhooks/${webhookId}/state`, { body: { state: 'off' } })
    expect((await admin.call('post', `/api/webhooks/${webhookId}/test`)).status).toBe(409)
    expect((await admin.call('delete', `/api/webhooks/${webhookId}`)).status).toBe(204)
    expect((await admin.call('delete', `/api/webhooks/${webhookId}`)).status).toBe(404)
  })
})

describe('lists for ads of the console', () => {
  const list = { name: 'Look-alikes', format: 'google', kinds: ['email'], destination: 'file' }

  test('only who said yes is in the file, the others are counted by reason, and a file is confirmed', async () => {
    const made = await lea.call('post', '/api/audiences', { body: { ...list, segmentId } })
    expect(made.status).toBe(201)
    const path = `/api/audiences/${String(at(made.body, 'audienceId'))}`
    await server.house.integrations.audiences.run(new Date())
    const page = async () => (await lea.call('get', path)).body
    await expect.poll(async () => at(await page(), 'audience', 'toAdd')).toBe(1)
    expect(at(await page(), 'audience')).toMatchObject({
      people: 2,
      segmentName: 'With e-mail',
      webhook: null,
      refused: [{ count: 1 }],
    })
    const taken = await lea.call('post', `${path}/files`, { body: { mode: 'delta', as: 'csv' } })
    const hash = createHash('sha256').update('ann@example.com').digest('hex')
    expect(at(taken.body, 'added')).toEqual({ count: 1, text: `Email,Phone\n${hash},\n` })
    expect(at(await page(), 'exports', 0, 'arrivedAt')).toBeNull()
    const confirm = `/api/audience-files/${String(at(taken.body, 'exportId'))}/confirm`
    expect((await lea.call('post', confirm)).status).toBe(204)
    expect(at(await page(), 'audience')).toMatchObject({ members: 1, toAdd: 0 })
    const rev = at(await page(), 'audience', 'rev')
    expect((await lea.call('put', path, { body: { name: 'Friends', rev } })).status).toBe(200)
    expect((await lea.call('put', path, { body: { name: 'Mine', rev } })).status).toBe(409)
    expect((await lea.call('post', `${path}/end`)).status).toBe(204)
    expect(at(await page(), 'audience')).toMatchObject({ state: 'ended', toRemove: 1 })
  })

  test('a segment that is not there is refused at its field', async () => {
    const made = await lea.call('post', '/api/audiences', { body: { ...list, segmentId: 'seg_none' } })
    expect([made.status, at(made.body, 'errors', 0, 'path')]).toEqual([400, 'segmentId'])
  })
})

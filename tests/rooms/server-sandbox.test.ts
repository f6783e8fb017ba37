import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChannelAdapter, InboundChannelMessage, StatusUpdate } from '#channels/index.ts'
import { Problem } from '#contract/problem.ts'
import { createCustomer } from '#domain/identity/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { outgoing } from '../support/sandbox-story.ts'
import { at, eventually, request, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

let server: RunningServer
let crm: StaffClient
let adapter: ChannelAdapter
const phone = '+15035550142'
const whatsapp = { channel: 'whatsapp', address: phone }
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const device = async (fields: Record<string, string>) =>
  (await crm.call('get', `/api/sandbox/device?${query(fields)}`)).body
const post = (path: string, body: unknown) => crm.call('post', `/api/sandbox/device/${path}`, { body })
/** Where the sandbox's door to the rest of the house is listened at. */
const told: { messages: InboundChannelMessage[]; statuses: StatusUpdate[] } = { messages: [], statuses: [] }

beforeAll(async () => {
  server = await startTestServer(await openTestStore())
  const { inbound, sandbox, db } = server.house
  const { channelMessage, status } = inbound
  inbound.channelMessage = (message) => {
    told.messages.push(message)
    return channelMessage(message)
  }
  inbound.status = (update) => {
    told.statuses.push(update)
    return status(update)
  }
  adapter = sandbox.openAdapter(['sms', 'whatsapp', 'email'])
  crm = await signedIn(server, ['crm'], 'Lea')
  const identifiers = [{ kind: 'phone' as const, value: phone }]
  await createCustomer(db, { name: 'Anna Berg', identifiers, source: 'test' }, new Date())
})
afterAll(async () => {
  await adapter.close()
  await server.close()
})

test('support, CRM and admins may look and write; associates and strangers may not', async () => {
  const answers = await Promise.all(
    (['associate', 'support', 'crm', 'admin'] as const).map(async (role) => {
      const staff = await signedIn(server, [role], role)
      const session = await staff.call('get', '/api/session')
      return [(await staff.call('get', '/api/sandbox')).status, at(session.body, 'sandbox')]
    }),
  )
  expect(answers).toEqual([
    [403, true],
    [200, true],
    [200, true],
    [200, true],
  ])
  expect((await request(`${server.url}/api/sandbox`, 'get')).status).toBe(401)
  const unsigned = {
    headers: { 'x-csrf-token': '' },
    body: { ...whatsapp, text: 'x', clientMessageId: 'c-000001' },
  }
  expect((await crm.call('post', '/api/sandbox/device/messages', unsigned)).status).toBe(403)
})

test('an answer stands on the phone and comes in like a webhook, once however often it is sent', async () => {
  const written = { ...whatsapp, clientMessageId: 'write-0001', text: ' Do you have lamps? ' }
  expect((await post('messages', written)).status).toBe(204)
  expect((await post('messages', written)).status).toBe(204)
  expect(told.messages.at(-1)).toMatchObject({
    provider: 'sandbox',
    providerMessageId: 'sbx_write-0001',
    channel: 'whatsapp',
    from: { phone, whatsappId: null, name: 'Anna Berg' },
    text: 'Do you have lamps?',
    choiceId: null,
  })
  const shown = await device(whatsapp)
  expect(at(shown, 'name')).toBe('Anna Berg')
  const mine = [at(shown, 'messages')].flat().filter((each) => at(each, 'direction') === 'from_customer')
  expect(mine.map((each) => at(each, 'content', 'text'))).toEqual(['Do you have lamps?'])
  // a card's number is kept nowhere, and not here either
  const card = { ...whatsapp, clientMessageId: 'write-card1', text: 'My card is 4111 1111 1111 1111' }
  expect((await post('messages', card)).status).toBe(204)
  expect(JSON.stringify(await device(whatsapp))).not.toContain('4111')
  // what is not a number, or a message, is said so, and stands nowhere
  const nobody = { channel: 'sms', address: 'somebody', clientMessageId: 'write-0002', text: 'Hi' }
  expect((await post('messages', nobody)).status).toBe(400)
  expect((await post('messages', { ...written, clientMessageId: 'write-0003', text: ' ' })).status).toBe(400)
  const long = { ...written, clientMessageId: 'write-0004', text: 'x'.repeat(4097) }
  expect((await post('messages', long)).status).toBe(400)
})

test('what the house refuses does not stay on the phone; what it failed to take does, and comes in again', async () => {
  const { inbound } = server.house
  const { channelMessage } = inbound
  const written = { ...whatsapp, clientMessageId: 'write-0006', text: 'Refused words' }
  inbound.channelMessage = () => Promise.reject(new Problem('conflict', 'Not now.'))
  expect((await post('messages', written)).status).toBe(409)
  expect(JSON.stringify(await device(whatsapp))).not.toContain('Refused words')
  inbound.channelMessage = () => Promise.reject(new Error('broken'))
  expect((await post('messages', written)).status).toBe(500)
  expect(JSON.stringify(await device(whatsapp))).toContain('Refused words')
  inbound.channelMessage = channelMessage
  expect((await post('messages', written)).status).toBe(204)
  expect(told.messages.at(-1)?.text).toBe('Refused words')
})

test('a mailbox and a channel that is real take no answers', async () => {
  const mail = { channel: 'email', address: 'anna@example.com', clientMessageId: 'write-0005', text: 'Hi' }
  expect((await post('messages', mail)).status).toBe(409)
  const real = { ...mail, channel: 'push', address: 'token' }
  expect((await post('messages', real)).status).toBe(404)
  expect(
    (await crm.call('get', `/api/sandbox/device?${query({ channel: 'push', address: 'x' })}`)).status,
  ).toBe(404)
})

test('looking at a WhatsApp phone tells the shop that it was read; an SMS tells nothing', async () => {
  const text = { type: 'text' as const, text: 'Good morning.' }
  await adapter.send(outgoing('whatsapp', phone, text, { outboxId: 'out_read' }))
  await adapter.send(outgoing('sms', phone, text, { outboxId: 'out_sms' }))
  const reached = (id: string) =>
    told.statuses.filter((each) => each.providerMessageId === id).map((each) => each.status)
  await eventually(() => reached('sbx_out_read_0_1').length === 2 && reached('sbx_out_sms_0_1').length === 2)
  expect((await post('seen', whatsapp)).status).toBe(204)
  expect((await post('seen', { channel: 'sms', address: phone })).status).toBe(204)
  expect(reached('sbx_out_read_0_1')).toEqual(['sent', 'delivered', 'read'])
  expect(reached('sbx_out_sms_0_1')).toEqual(['sent', 'delivered'])
  const list = await crm.call('get', `/api/sandbox?${query({ q: '5550142' })}`)
  expect([at(list.body, 'devices')].flat().map((each) => at(each, 'unseen'))).toEqual([0, 0])
  const sms = await device({ channel: 'sms', address: phone })
  expect(at(sms, 'messages', 0, 'content', 'sms')).toEqual({ segments: 1, encoding: 'GSM-7' })
})

test('a day that passes closes the window of one phone, and a fault is switched on and off', async () => {
  expect(at(await device(whatsapp), 'windowUntil')).not.toBeNull()
  expect((await post('day', whatsapp)).status).toBe(204)
  expect(at(await device(whatsapp), 'windowUntil')).toBeNull()
  const text = { type: 'text' as const, text: 'Too late.' }
  const sent = await adapter.send(outgoing('whatsapp', phone, text, { outboxId: 'out_late' }))
  expect(sent).toMatchObject({ reason: 'window_closed' })
  const put = (body: unknown) => crm.call('put', '/api/sandbox/device/fault', { body })
  expect((await put({ ...whatsapp, fault: 'unreachable' })).status).toBe(204)
  expect(at(await device(whatsapp), 'fault')).toBe('unreachable')
  expect((await put({ ...whatsapp, fault: null })).status).toBe(204)
  expect((await put({ ...whatsapp, address: '+15035550199', fault: null })).status).toBe(404)
  expect((await put({ ...whatsapp, fault: 'gremlins' })).status).toBe(400)
})

test('a mail is shown without scripts and without anything from elsewhere', async () => {
  const content = {
    type: 'email' as const,
    subject: 'Hello',
    text: 'Hello',
    html: '<p>Hello</p><script>1</script>',
    unsubscribe: { url: 'https://shop.example/u/t' },
  }
  await adapter.send(outgoing('email', 'anna@example.com', content, { outboxId: 'out_mail' }))
  const mail = await crm.call('get', '/api/sandbox/mails/sbx_out_mail_0_1')
  const rules = mail.headers.get('content-security-policy') ?? ''
  expect(rules).toContain("default-src 'none'")
  expect(rules).toContain("img-src 'self' data:")
  expect(rules).toMatch(/sandbox(?!.*allow-(scripts|same-origin))/)
  expect(rules).not.toContain('script-src')
  expect(mail.headers.get('content-type')).toMatch(/^text\/html/)
  expect((await crm.call('get', '/api/sandbox/mails/sbx_out_sms_0_1')).status).toBe(404)
  const box = await device({ channel: 'email', address: 'Anna@Example.com' })
  expect(at(box, 'messages', 0, 'content')).toEqual({
    type: 'email',
    subject: 'Hello',
    text: 'Hello',
    unsubscribeUrl: 'https://shop.example/u/t',
  })
})

test('a cursor that is none of ours is refused', async () => {
  expect((await crm.call('get', '/api/sandbox?cursor=nonsense')).status).toBe(400)
})

import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import express from 'express'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findTemplate, saveTemplate } from '#domain/content/index.ts'
import { channelMessageOf, findConversation, recentMessages } from '#domain/conversations/index.ts'
import { signIdentityToken } from '#domain/identity/index.ts'
import type { RunningServer } from '#server/index.ts'
import type { Store } from '#store/index.ts'
import { webhookRoutes } from '../../server/routes/webhooks.ts'
import { connectShopper } from '../support/chat-client.ts'
import { describeOnBoth } from '../support/database.ts'
import { eventually, request, startTestServer } from '../support/server.ts'

const authToken = 'a-token-of-twilio'
const appSecret = 'a-secret-of-meta'
const verifyToken = 'a-word-for-meta'
// a proxy in front takes the prefix away: what is signed has it
const publicUrl = 'https://shop.example/rapport'
const FEW_REFUSALS = 60
const messages = '/webhooks/twilio/messages'
const status = '/webhooks/twilio/status'
const whatsapp = '/webhooks/whatsapp'

describeOnBoth('webhooks', (open) => {
  let store: Store
  let server: RunningServer
  beforeAll(async () => {
    store = await open()
    server = await startTestServer(store, {
      env: {
        LOG_LEVEL: 'silent',
        PUBLIC_URL: publicUrl,
        TWILIO_AUTH_TOKEN: authToken,
        WHATSAPP_APP_SECRET: appSecret,
        WHATSAPP_VERIFY_TOKEN: verifyToken,
        WHATSAPP_PHONE_NUMBER_ID: '1001',
      },
      sandboxOnly: true,
      // every refusal of this file comes from one address
      limits: { wrongKeysPerAddress: FEW_REFUSALS - 1 },
    })
  })
  afterAll(() => server.close())

  interface Form {
    params: Record<string, string>
    signature?: string | null
    /** The address that was signed. */
    signedFor?: string
    query?: string
  }
  function post(path: string, { params, signature, signedFor, query = '' }: Form) {
    const signed = getExpectedTwilioSignature(authToken, signedFor ?? publicUrl + path + query, params)
    const shown = signature === undefined ? signed : signature
    return request(server.url + path + query, 'post', {
      rawBody: new URLSearchParams(params).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(shown !== null && { 'x-twilio-signature': shown }),
      },
    })
  }
  let ids = 0
  const sms = (more: Record<string, string> = {}) => ({
    MessageSid: `SM${++ids}`,
    AccountSid: 'AC1',
    From: `+4915112340${100 + ids}`,
    To: '+15550001111',
    Body: 'Grüße — do you have tents? 🏕️',
    NumMedia: '0',
    ...more,
  })
  const stored = async (provider: string, id: string) => {
    const known = await channelMessageOf(store.db, provider, id)
    const conversation = known && (await findConversation(store.db, known.conversationId))
    if (!known || !conversation) return null
    const all = await recentMessages(store.db, conversation, 20)
    return { conversation, text: all.find(({ messageId }) => messageId === known.messageId)?.text }
  }

  describe('of Twilio', () => {
    test('a signed message is stored before it is answered, with empty TwiML', async () => {
      const params = sms({ ANewFieldOfTwilio: 'whatever it says' })
      const answer = await post(messages, { params })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toMatch(/^text\/xml/)
      expect(answer.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response></Response>')
      expect(await stored('twilio', params.MessageSid)).toMatchObject({
        text: 'Grüße — do you have tents? 🏕️',
        conversation: { channel: 'sms', phone: { channel: 'sms', kind: 'phone', value: params.From } },
      })
    })

    test('on WhatsApp, from a user without a number', async () => {
      const params = sms({
        From: 'whatsapp:',
        To: 'whatsapp:+15550001111',
        ExternalUserId: 'whatsapp:US.77',
        ProfileName: 'Robin',
      })
      expect((await post(messages, { params })).status).toBe(200)
      expect((await stored('twilio', params.MessageSid))?.conversation.phone).toMatchObject({
        kind: 'whatsapp_id',
        value: 'US.77',
      })
    })

    test('a status is taken, also of a message that is not known yet', async () => {
      const params = { MessageSid: 'SM-unknown', MessageStatus: 'delivered' }
      expect((await post(status, { params })).status).toBe(204)
      expect((await post(status, { params, query: '?ref=cus_1.out_1.0.1' })).status).toBe(204)
    })

    test.each([messages, status])(
      '%s: tampered, unsigned, or signed for another address is refused',
      async (path) => {
        const params = sms({ MessageStatus: 'delivered' })
        const signed = getExpectedTwilioSignature(authToken, publicUrl + path, params)
        const tampered = { ...params, Body: 'and a pony' }
        expect((await post(path, { params: tampered, signature: signed })).status).toBe(403)
        expect((await post(path, { params: { ...params, Added: '1' }, signature: signed })).status).toBe(403)
        expect(
          (
            await post(path, {
              params,
              signature: getExpectedTwilioSignature('another token', publicUrl + path, params),
            })
          ).status,
        ).toBe(403)
        expect((await post(path, { params, signedFor: server.url + path })).status).toBe(403)
        expect((await post(path, { params, signedFor: `https://shop.example${path}` })).status).toBe(403)
        expect((await post(path, { params, signature: signed, query: '?ref=cus_1.out_1.0.1' })).status).toBe(
          403,
        )
        expect((await post(path, { params, signature: '' })).status).toBe(400)
        expect((await post(path, { params, signature: null })).status).toBe(400)
        expect(await stored('twilio', params.MessageSid)).toBeNull()
      },
    )

    test('what is signed and says nothing we can use is answered, and not brought again', async () => {
      expect((await post(messages, { params: { Hello: 'there' } })).status).toBe(200)
      expect((await post(messages, { params: sms({ From: '40404' }) })).status).toBe(200)
      expect((await post(status, { params: { MessageSid: 'SM1', MessageStatus: 'queued' } })).status).toBe(
        204,
      )
    })
  })

  describe('of Meta', () => {
    const sign = (body: string) =>
      `sha256=${createHmac('sha256', appSecret).update(body, 'utf8').digest('hex')}`
    const hook = (body: string, signature: string | null) =>
      request(server.url + whatsapp, 'post', {
        rawBody: body,
        headers: { ...(signature !== null && { 'x-hub-signature-256': signature }) },
      })
    const envelope = (field: string, value: unknown) => ({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field, value }] }],
    })
    const said = (id: string, body: string, from = '4915112349999') =>
      envelope('messages', {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '15550001111', phone_number_id: '1001' },
        contacts: [{ profile: { name: 'Zoë' }, wa_id: from }],
        messages: [{ from, id, timestamp: '1795168800', type: 'text', text: { body } }],
      })

    test('says back its word when it asks whether the address is ours', async () => {
      const ask = (query: Record<string, string>) =>
        request(`${server.url + whatsapp}?${new URLSearchParams(query)}`, 'get')
      const good = {
        'hub.mode': 'subscribe',
        'hub.verify_token': verifyToken,
        'hub.challenge': '<b>1158</b>',
      }
      const answer = await ask(good)
      expect([answer.status, answer.body]).toEqual([200, '<b>1158</b>'])
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
      expect((await ask({ ...good, 'hub.verify_token': 'guess' })).status).toBe(403)
      expect((await ask({ ...good, 'hub.mode': 'unsubscribe' })).status).toBe(403)
      expect((await ask({})).status).toBe(403)
    })

    test('what is signed over its bytes is stored, letters of every script', async () => {
      const body = JSON.stringify(said('wamid.1', 'Größe Ω 🧥 من فضلك'))
      expect((await hook(body, sign(body))).status).toBe(200)
      expect(await stored('whatsapp_cloud', 'wamid.1')).toMatchObject({ text: 'Größe Ω 🧥 من فضلك' })
      expect((await hook(body, sign(body))).status).toBe(200)
    })

    test('as Meta writes it, with escapes and slashes, and not the same JSON written anew', async () => {
      const body = JSON.stringify(said('wamid.2', 'Grüße/hier')).replace('ü', '\\u00fc').replace('/', '\\/')
      expect((await hook(JSON.stringify(JSON.parse(body)), sign(body))).status).toBe(403)
      expect(await stored('whatsapp_cloud', 'wamid.2')).toBeNull()
      expect((await hook(body, sign(body))).status).toBe(200)
      expect(await stored('whatsapp_cloud', 'wamid.2')).toMatchObject({ text: 'Grüße/hier' })
    })

    test('tampered or unsigned is refused, and what is no JSON', async () => {
      const body = JSON.stringify(said('wamid.3', 'hello'))
      expect((await hook(body.replace('hello', 'hullo'), sign(body))).status).toBe(403)
      expect((await hook(body, sign(body).replace('sha256=', 'sha1='))).status).toBe(403)
      expect((await hook(body, null)).status).toBe(400)
      expect((await hook('{"a":', sign('{"a":'))).status).toBe(400)
      expect(await stored('whatsapp_cloud', 'wamid.3')).toBeNull()
    })

    test('one message that nobody can take keeps no other from being stored', async () => {
      const both = said('wamid.4', 'hello')
      const value = both.entry[0]?.changes[0]?.value as { messages: unknown[] }
      value.messages.unshift({ from: null, id: 7, type: 'text' })
      const body = JSON.stringify(both)
      expect((await hook(body, sign(body))).status).toBe(200)
      expect(await stored('whatsapp_cloud', 'wamid.4')).not.toBeNull()
    })

    test('a template’s state is kept', async () => {
      const written = {
        name: 'back_in_stock',
        language: 'en',
        category: 'marketing',
        body: 'Hello {{name}}, it is back.',
        references: { whatsapp_cloud: 'back_in_stock' },
      }
      const { templateId } = await saveTemplate(
        store.db,
        written,
        { staffId: null },
        new Date(Date.now() - 60_000),
      )
      const value = {
        event: 'APPROVED',
        message_template_id: 1,
        message_template_name: 'back_in_stock',
        message_template_language: 'en',
        reason: 'NONE',
      }
      const body = JSON.stringify(envelope('message_template_status_update', value))
      expect((await hook(body, sign(body))).status).toBe(200)
      expect((await findTemplate(store.db, templateId))?.status).toBe('approved')
    })
  })

  test('who signs in with that number sees their messages on the site, live, and goes on there', async () => {
    const from = '+4915112347777'
    const params = sms({ From: `whatsapp:${from}`, To: 'whatsapp:+15550001111', Body: 'hello from my phone' })
    await post(messages, { params })
    const claims = { sub: 'user-7', phone_number: from, phone_number_verified: true }
    const token = (more = {}) =>
      signIdentityToken(server.house.secrets.identity, { ...claims, ...more }, new Date())
    const stranger = await connectShopper(server, {
      identityToken: await token({ phone_number_verified: false }),
    })
    await stranger.send('hello')
    const shopper = await connectShopper(server)
    await shopper.send('do you know me?')
    const own = await shopper.resume()
    expect(JSON.stringify(own)).not.toContain('from my phone')
    await shopper.call('identify', { token: await token() })
    await post(messages, { params: { ...params, MessageSid: `SM${++ids}`, Body: 'me again' } })
    const seen = await shopper.resume()
    const texts = seen.ok ? seen.messages.map(({ text }) => text) : []
    expect(texts).toEqual(expect.arrayContaining(['hello from my phone', 'me again']))
    await post(messages, { params: { ...params, MessageSid: `SM${++ids}`, Body: 'and live' } })
    await eventually(() => shopper.heard.some(({ text }) => text === 'and live'))
    const sent = await shopper.send('now from the site')
    expect(sent).toMatchObject({ ok: true, conversation: { signedIn: true } })
    expect((await stored('twilio', params.MessageSid))?.conversation).toMatchObject({ channel: 'web' })
    expect(stranger.heard.some(({ text }) => text.includes('phone') || text === 'and live')).toBe(false)
    const sessions = (await stored('twilio', params.MessageSid))?.conversation.visitorId ?? ''
    expect(await server.house.openChats.isOpen(sessions)).toBe(true)
    shopper.close()
    stranger.close()
    await eventually(async () => !(await server.house.openChats.isOpen(sessions)))
  })

  test('a flood of unsigned calls is cut, and what is signed comes through', async () => {
    const answers: number[] = []
    while (answers.at(-1) !== 429 && answers.length < FEW_REFUSALS)
      answers.push((await post(messages, { params: sms(), signature: null })).status)
    expect(answers.at(-1)).toBe(429)
    expect((await post(messages, { params: sms() })).status).toBe(200)
  })

  test('a fault of ours is a 5xx, so that it is brought again', async () => {
    const params = sms()
    const real = server.house.inbound.channelMessage
    server.house.inbound.channelMessage = () => Promise.reject(new Error('the database is away'))
    try {
      expect((await post(messages, { params })).status).toBe(500)
    } finally {
      server.house.inbound.channelMessage = real
    }
    expect((await post(messages, { params })).status).toBe(200)
    expect(await stored('twilio', params.MessageSid)).not.toBeNull()
  })
})

test('without accounts the addresses are not there', async () => {
  const nobody = () => Promise.reject(new Error('nobody is called'))
  const app = express().use(
    webhookRoutes({
      twilio: null,
      meta: null,
      publicUrl: () => publicUrl,
      message: nobody,
      status: nobody,
      template: nobody,
      countUnsigned: nobody,
      log: { warn: () => {} },
    }),
  )
  const listening = app.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  for (const path of [messages, status, whatsapp])
    expect((await request(url + path, 'post', { rawBody: 'a=b' })).status).toBe(404)
  expect((await request(url + whatsapp, 'get')).status).toBe(404)
  listening.close()
})

import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ChannelContent, createTwilioAdapter, writeReference } from '#channels/index.ts'
import { outgoing } from '../support/provider-stubs/adapter-bench.ts'
import { type HttpProvider, reply } from '../support/provider-stubs/http-provider.ts'
import { startTwilioStub, twilioAccount } from '../support/provider-stubs/twilio-bench.ts'

let stub: HttpProvider
beforeEach(async () => {
  stub = await startTwilioStub()
})
afterEach(() => stub.close())

const statusUrl = 'https://chat.shop.example/webhooks/twilio/status'
const adapterOf = (channel: 'sms' | 'whatsapp', more: { from?: string; messagingServiceSid?: string }) =>
  createTwilioAdapter({
    ...twilioAccount,
    channel,
    statusUrl: () => statusUrl,
    perSecond: 10,
    apiUrl: stub.url,
    ...more,
  })
const formOf = (call = stub.calls[0]) => Object.fromEntries(new URLSearchParams(call?.body))
const phone = { kind: 'phone', value: '+15035550142' } as const

describe('what Twilio is asked', () => {
  test('an SMS from a number, with where its status goes and which message it is', async () => {
    const message = outgoing('sms', phone, { type: 'text', text: 'Grüße € 5' })
    await adapterOf('sms', { from: '+15035550100' }).send(message)
    expect(stub.calls[0]?.path).toBe('/2010-04-01/Accounts/AC0123456789abcdef/Messages.json')
    expect(formOf()).toEqual({
      To: '+15035550142',
      From: '+15035550100',
      Body: 'Grüße € 5',
      StatusCallback: `${statusUrl}?ref=${writeReference(message.reference)}`,
    })
  })

  test('a messaging service in place of a number', async () => {
    const adapter = adapterOf('sms', { from: '+15035550100', messagingServiceSid: 'MG1' })
    await adapter.send(outgoing('sms', phone, { type: 'text', text: 'Hello' }))
    expect(formOf()).toMatchObject({ MessagingServiceSid: 'MG1' })
    expect(formOf()).not.toHaveProperty('From')
  })

  test('WhatsApp has its prefix on both sides; a user id goes where a number would', async () => {
    const adapter = adapterOf('whatsapp', { from: '+15035550111' })
    const text = { type: 'text', text: 'Hello' } as const
    await adapter.send(outgoing('whatsapp', phone, text))
    await adapter.send(outgoing('whatsapp', { kind: 'whatsapp_id', value: 'US.13491208655302741918' }, text))
    await adapter.send(outgoing('whatsapp', { kind: 'whatsapp_id', value: '15035550142' }, text))
    expect(stub.calls.map((call) => formOf(call).To)).toEqual([
      'whatsapp:+15035550142',
      'whatsapp:US.13491208655302741918',
      'whatsapp:+15035550142',
    ])
    expect(formOf().From).toBe('whatsapp:+15035550111')
  })

  test('a picture with its caption', async () => {
    const content: ChannelContent = { type: 'image', url: 'https://shop.example/a.jpg', caption: 'A jacket' }
    await adapterOf('whatsapp', { from: '+15035550111' }).send(outgoing('whatsapp', phone, content))
    expect(formOf()).toMatchObject({ Body: 'A jacket', MediaUrl: 'https://shop.example/a.jpg' })
  })

  test('a template by its ContentSid alone, its variables as JSON; none where it has none', async () => {
    const adapter = adapterOf('whatsapp', { from: '+15035550111' })
    const template = { reference: 'HX1', language: 'en' }
    const parameters = [
      { name: '1', value: 'Ana' },
      { name: 'order', value: 'A-1 "x"' },
    ]
    const filled: ChannelContent = {
      type: 'template',
      template: { ...template, parameters },
      text: 'Hello Ana',
    }
    const plain: ChannelContent = {
      type: 'template',
      template: { ...template, parameters: [] },
      text: 'Hello',
    }
    await adapter.send(outgoing('whatsapp', phone, filled))
    await adapter.send(outgoing('whatsapp', phone, plain))
    expect(formOf()).toMatchObject({
      ContentSid: 'HX1',
      ContentVariables: '{"1":"Ana","order":"A-1 \\"x\\""}',
    })
    expect(formOf()).not.toHaveProperty('Body')
    expect(formOf(stub.calls[1])).not.toHaveProperty('ContentVariables')
  })

  test('without a public address no callback is asked for', async () => {
    const options = { ...twilioAccount, channel: 'sms', from: '+15035550100', perSecond: 1 } as const
    const adapter = createTwilioAdapter({ ...options, statusUrl: () => null, apiUrl: stub.url })
    await adapter.send(outgoing('sms', phone, { type: 'text', text: 'Hello' }))
    expect(formOf()).not.toHaveProperty('StatusCallback')
  })
})

describe('what it answers', () => {
  const send = () =>
    adapterOf('sms', { from: '+15035550100' }).send(outgoing('sms', phone, { type: 'text', text: 'Hello' }))

  test('its id and how many segments it counted', async () => {
    expect(await send()).toEqual({
      outcome: 'accepted',
      providerMessageId: 'SM00000000000000000000000000000001',
      segments: 2,
    })
  })

  test('how long to wait, in seconds or until a date', async () => {
    stub.behave('too_many')
    expect(await send()).toMatchObject({ outcome: 'retry', afterMs: 7000 })
    stub.answerWith((_call, response) => {
      const date = 'Fri, 20 Nov 2026 12:00:00 GMT'
      reply(response, 503, {}, { date, 'retry-after': 'Fri, 20 Nov 2026 12:00:30 GMT' })
    })
    expect(await send()).toMatchObject({ outcome: 'retry', afterMs: 30_000 })
  })

  test('a gateway that gave up waiting says nothing of the message', async () => {
    stub.answerWith((_call, response) => reply(response, 504, { message: 'gateway timeout' }))
    expect(await send()).toMatchObject({ outcome: 'unknown' })
  })

  test('created and failed at once is refused, by its code', async () => {
    stub.answerWith((_call, response) =>
      reply(response, 201, { sid: 'SM1', status: 'failed', error_code: 21610, error_message: 'opted out' }),
    )
    expect(await send()).toMatchObject({ outcome: 'rejected', reason: 'opted_out', code: '21610' })
  })

  test('an account that is none is known before anything is sent', async () => {
    const options = { authToken: 't', channel: 'sms', from: '+15035550100', perSecond: 1 } as const
    const hello = outgoing('sms', phone, { type: 'text', text: 'Hello' })
    const wrong = createTwilioAdapter({
      ...options,
      accountSid: 'none',
      statusUrl: () => null,
      apiUrl: stub.url,
    })
    const nowhere = createTwilioAdapter({
      ...options,
      accountSid: 'AC1',
      statusUrl: () => 'no url',
      apiUrl: stub.url,
    })
    for (const adapter of [wrong, nowhere])
      expect(await adapter.send(hello)).toMatchObject({ outcome: 'rejected', reason: 'configuration' })
    expect(stub.calls).toEqual([])
  })

  test('a line that never comes about is no lost answer', async () => {
    const silent = createServer(() => {}) // takes the call and never speaks TLS
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const options = { ...twilioAccount, channel: 'sms', from: '+15035550100', perSecond: 1 } as const
    const apiUrl = `https://127.0.0.1:${port}`
    const adapter = createTwilioAdapter({ ...options, statusUrl: () => null, apiUrl, timeoutMs: 600 })
    const hello = outgoing('sms', phone, { type: 'text', text: 'Hello' })
    expect(await adapter.send(hello)).toMatchObject({ outcome: 'retry', code: 'ETIMEDOUT' })
    silent.close()
  })

  test('half an answer is no answer', async () => {
    stub.answerWith((_call, response) => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '500' })
      response.write('{"sid":"SM')
      setTimeout(() => response.destroy(), 50)
    })
    expect(await send()).toMatchObject({ outcome: 'unknown' })
  })
})

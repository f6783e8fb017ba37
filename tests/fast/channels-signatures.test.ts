import { createHash, createHmac } from 'node:crypto'
import twilio from 'twilio'
import { describe, expect, test } from 'vitest'
import { checkMetaSignature, checkTwilioSignature } from '#channels/index.ts'

describe('Twilio', () => {
  const authToken = 'a-token-of-twilio'
  const url = 'https://chat.shop.example/webhooks/twilio/status?ref=cus_1.out_1.0.1'
  const params = { MessageSid: 'SM1', Body: 'Grüße 👋', From: '+15035550142', SomethingNew: 'stays signed' }
  const signature = twilio.getExpectedTwilioSignature(authToken, url, params)
  const call = { authToken, url, params, signature }

  test("what Twilio's own library signed passes", () => {
    expect(checkTwilioSignature(call)).toBe('ok')
  })

  test.each([
    ['another body', { params: { ...params, Body: 'Grüße' } }],
    ['a field more', { params: { ...params, More: '1' } }],
    ['another query', { url: url.replace('out_1', 'out_2') }],
    ['another host', { url: url.replace('chat.', 'evil.') }],
    ['another token', { authToken: 'another' }],
    ['no token of ours', { authToken: '' }],
    ['no address', { url: 'not an address' }],
    ['another signature', { signature: 'bm90IGl0' }],
  ])('%s is refused', (_name, change) => {
    expect(checkTwilioSignature({ ...call, ...change })).toBe('bad')
  })

  test('unsigned is missing, not bad', () => {
    expect(checkTwilioSignature({ ...call, signature: undefined })).toBe('missing')
    expect(checkTwilioSignature({ ...call, signature: '' })).toBe('missing')
  })

  test('a JSON body goes by its hash in the address', () => {
    const rawBody = '{"text":"Grüße"}'
    const hash = createHash('sha256').update(rawBody).digest('hex')
    const hashed = `https://chat.shop.example/webhooks/twilio/messages?bodySHA256=${hash}`
    const signed = twilio.getExpectedTwilioSignature(authToken, hashed, {})
    const json = { authToken, url: hashed, params: {}, signature: signed }
    expect(checkTwilioSignature({ ...json, rawBody })).toBe('ok')
    expect(checkTwilioSignature({ ...json, rawBody: rawBody.replace('ü', 'u') })).toBe('bad')
    expect(checkTwilioSignature(json)).toBe('bad')
  })
})

describe('Meta', () => {
  const appSecret = 'an-app-secret'
  const raw = Buffer.from('{"text":"Gr\\u00fc\\u00dfe",  "also":"Grüße 👋"}')
  const signature = `sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`
  const call = { appSecret, raw, signature }

  test('the HMAC of the bytes passes, with letters outside ASCII', () => {
    expect(checkMetaSignature(call)).toBe('ok')
    expect(
      checkMetaSignature({ ...call, signature: signature.toUpperCase().replace('SHA256', 'sha256') }),
    ).toBe('ok')
  })

  test('the same JSON written anew does not', () => {
    const again = Buffer.from(JSON.stringify(JSON.parse(raw.toString())))
    expect(checkMetaSignature({ ...call, raw: again })).toBe('bad')
  })

  test.each([
    ['another secret', { appSecret: 'another' }],
    ['no secret of ours', { appSecret: '' }],
    ['one byte more', { raw: Buffer.concat([raw, Buffer.from(' ')]) }],
    ['a shorter signature', { signature: signature.slice(0, -2) }],
    ['another scheme', { signature: signature.replace('sha256', 'sha1') }],
    ['no hexadecimal', { signature: `sha256=${'z'.repeat(64)}` }],
  ])('%s is refused', (_name, change) => {
    expect(checkMetaSignature({ ...call, ...change })).toBe('bad')
  })

  test('unsigned is missing', () => {
    expect(checkMetaSignature({ ...call, signature: undefined })).toBe('missing')
  })
})

import { describe, expect, test } from 'vitest'
import type { ChannelAdapter } from '#channels/index.ts'
import { openChannels } from '../../server/channels.ts'
import { readConfig } from '../../server/config.ts'

const standIn = (provider: string, channels: ChannelAdapter['channels']): ChannelAdapter => ({
  provider,
  channels,
  perSecond: 1,
  send: async () => ({ outcome: 'unknown', text: '' }),
  close: async () => {},
})

function open(env: Record<string, string>, others: ChannelAdapter[] = [], sandboxOnly = false) {
  const warned: string[] = []
  const note = (_fields: object, text: string) => void warned.push(text)
  const opened = openChannels({
    config: readConfig(env),
    publicUrl: () => env.PUBLIC_URL ?? 'http://127.0.0.1:3000',
    others,
    sandbox: (channels) => {
      if (channels.length === 0) throw new Error('a sandbox for nothing')
      return standIn('sandbox', channels)
    },
    onMessage: () => {},
    onStatus: () => {},
    log: { info: note, warn: note, error: note },
    dataDir: 'memory',
    sandboxOnly,
  })
  return { opened, warned }
}

const twilio = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token' }
const cloud = {
  WHATSAPP_PHONE_NUMBER_ID: '1065',
  WHATSAPP_ACCESS_TOKEN: 'token',
  WHATSAPP_APP_SECRET: 'secret',
  WHATSAPP_VERIFY_TOKEN: 'verify',
}

describe('the ways out that the environment opens', () => {
  test('without credentials everything is the sandbox', async () => {
    const channels = await open({}).opened
    expect(channels.sandboxed).toEqual(['sms', 'whatsapp', 'email', 'push'])
    expect(channels.adapterFor('sms')?.provider).toBe('sandbox')
  })

  test('Twilio for SMS, Meta for WhatsApp, the rest in the sandbox', async () => {
    const channels = await open({ ...twilio, ...cloud, TWILIO_SMS_FROM: '+15035550100' }).opened
    expect(channels.adapterFor('sms')?.provider).toBe('twilio')
    expect(channels.adapterFor('whatsapp')?.provider).toBe('whatsapp_cloud')
    expect(channels.sandboxed).toEqual(['email', 'push'])
  })

  test('Twilio for both, each at its own rate', async () => {
    const senders = {
      TWILIO_MESSAGING_SERVICE_SID: 'MG1',
      TWILIO_WHATSAPP_FROM: '+15035550111',
      SMS_PER_SECOND: '3',
    }
    const channels = await open({ ...twilio, ...senders }).opened
    expect(channels.adapterFor('sms')?.perSecond).toBe(3)
    expect(channels.adapterFor('whatsapp')?.perSecond).toBe(80)
  })

  test('no sandbox where every channel has a provider', async () => {
    const others = [standIn('smtp', ['email']), standIn('push', ['push'])]
    const channels = await open({ ...twilio, ...cloud, TWILIO_SMS_FROM: '+15035550100' }, others).opened
    expect(channels.sandboxed).toEqual([])
    expect(channels.adapterFor('email')?.provider).toBe('smtp')
  })

  test('where only the sandbox is wanted no credentials open anything', async () => {
    const channels = await open({ ...twilio, TWILIO_SMS_FROM: '+15035550100' }, [], true).opened
    expect(channels.adapterFor('sms')?.provider).toBe('sandbox')
  })

  test.each([
    [
      { ...twilio, TWILIO_AUTH_TOKEN: '', TWILIO_SMS_FROM: '+15035550100' },
      'TWILIO_AUTH_TOKEN is needed for Twilio',
    ],
    [
      twilio,
      'TWILIO_ACCOUNT_SID needs a sender: TWILIO_SMS_FROM, TWILIO_MESSAGING_SERVICE_SID or TWILIO_WHATSAPP_FROM',
    ],
    [{ ...cloud, WHATSAPP_APP_SECRET: '' }, 'WHATSAPP_APP_SECRET is needed for WHATSAPP_PHONE_NUMBER_ID'],
    [{ ...cloud, WHATSAPP_PHONE_NUMBER_ID: '' }, 'WHATSAPP_ACCESS_TOKEN needs WHATSAPP_PHONE_NUMBER_ID'],
    [
      { ...twilio, ...cloud, TWILIO_WHATSAPP_FROM: '+15035550111' },
      'TWILIO_WHATSAPP_FROM and WHATSAPP_PHONE_NUMBER_ID are two ways to WhatsApp: set one of them',
    ],
    [{ WHATSAPP_WEB: '1' }, 'WHATSAPP_WEB_PHONE is needed for WHATSAPP_WEB=1'],
  ])('%#: half a set is an error of one line', async (env, message) => {
    await expect(open(env).opened).rejects.toThrow(message)
  })

  test.each([
    [
      { TWILIO_WHATSAPP_FROM: 'whatsapp:+1503' },
      'TWILIO_WHATSAPP_FROM: must be a number such as +15035550142',
    ],
    [{ SMS_PER_SECOND: '0' }, 'SMS_PER_SECOND'],
    [{ TWILIO_ACCOUNT_SID: 'SK1' }, 'TWILIO_ACCOUNT_SID: begins with AC'],
    [{ WHATSAPP_ACCESS_TOKEN: 'two words' }, 'WHATSAPP_ACCESS_TOKEN'],
    [{ WHATSAPP_API_VERSION: '24' }, 'WHATSAPP_API_VERSION'],
  ])('%#: a wrong value is named', (env, message) => {
    expect(() => readConfig(env)).toThrow(message)
  })

  test('the pilot says plainly what it is', async () => {
    const { opened, warned } = open({ WHATSAPP_WEB: '1' })
    await opened.catch(() => {})
    expect(warned.join()).toMatch(/unofficial.*ban the number/)
  })
})

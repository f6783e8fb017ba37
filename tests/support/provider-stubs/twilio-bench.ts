import { createTwilioAdapter } from '#channels/index.ts'
import { type AdapterCase, outgoing } from './adapter-bench.ts'
import { type HttpProvider, startHttpProvider } from './http-provider.ts'

export const twilioAccount = { accountSid: 'AC0123456789abcdef', authToken: 'twilio-token-0123456789' }

/** Twilio's Messages resource on loopback. Its refusals quote the caller's token, as no provider should. */
export function startTwilioStub(): Promise<HttpProvider> {
  return startHttpProvider({
    accepted: (call, count) => {
      const form = new URLSearchParams(call.body)
      const sid = `SM${String(count).padStart(32, '0')}`
      return { status: 201, body: { sid, status: 'queued', num_segments: '2', to: form.get('To') } }
    },
    refused: (code) => ({
      status: code === '20003' ? 401 : code === '20429' ? 429 : 400,
      body: { code: Number(code), message: `refused, with ${twilioAccount.authToken}`, status: 400 },
    }),
    garbage: {},
  })
}

export function twilioCase(channel: 'sms' | 'whatsapp'): AdapterCase {
  const from = channel === 'sms' ? '+15035550100' : '+15035550111'
  return {
    name: `twilio ${channel}`,
    open: async (timeoutMs) => {
      const stub = await startTwilioStub()
      const adapter = createTwilioAdapter({
        ...twilioAccount,
        channel,
        from,
        statusUrl: () => null,
        perSecond: 10,
        apiUrl: stub.url,
        timeoutMs,
      })
      return { ...stub, adapter, received: () => stub.calls.length }
    },
    message: outgoing(channel, { kind: 'phone', value: '+15035550142' }, { type: 'text', text: 'Hello' }),
    uncarriable:
      channel === 'sms'
        ? { type: 'image', url: 'https://shop.example/a.jpg', caption: 'A jacket' }
        : { type: 'push', title: 'Hello', body: 'World', url: null, image: null },
    refusals: [
      ['21610', 'opted_out'],
      ['63016', 'window_closed'],
      ['63049', 'marketing_limit'],
      ['21211', 'invalid_address'],
      ['21614', 'invalid_address'],
      ['63024', 'unreachable'],
      ['30004', 'blocked'],
      ['21617', 'content'],
      ['21656', 'content'],
      ['20003', 'configuration'],
      ['20404', 'configuration'],
      ['20429', 'retry'],
      ['63018', 'retry'],
      ['29999', 'content'],
    ],
    secrets: [twilioAccount.authToken],
  }
}

import { createWhatsappCloudAdapter } from '#channels/index.ts'
import { type AdapterCase, outgoing } from './adapter-bench.ts'
import { type HttpProvider, startHttpProvider } from './http-provider.ts'

export const cloudAccount = { phoneNumberId: '106540352242922', accessToken: 'EAAG-secret-token' }

const statusOfCode: Record<string, number> = { '190': 401, '130429': 429, '131000': 500, '131005': 403 }

/** Meta's messages endpoint on loopback. Its refusals quote the caller's token, as no provider should. */
export function startCloudStub(): Promise<HttpProvider> {
  return startHttpProvider({
    accepted: (_call, count) => ({
      status: 200,
      body: { messaging_product: 'whatsapp', contacts: [], messages: [{ id: `wamid.${count}` }] },
    }),
    refused: (code) => ({
      status: statusOfCode[code] ?? 400,
      body: {
        error: {
          message: `(#${code}) refused`,
          type: 'OAuthException',
          code: Number(code),
          error_data: { messaging_product: 'whatsapp', details: `with ${cloudAccount.accessToken}` },
        },
      },
    }),
    garbage: { messaging_product: 'whatsapp' },
  })
}

export const whatsappCloudCase: AdapterCase = {
  name: 'whatsapp_cloud',
  open: async (timeoutMs) => {
    const stub = await startCloudStub()
    const adapter = createWhatsappCloudAdapter({
      ...cloudAccount,
      apiVersion: 'v24.0',
      apiUrl: stub.url,
      perSecond: 80,
      timeoutMs,
    })
    return { ...stub, adapter, received: () => stub.calls.length }
  },
  message: outgoing('whatsapp', { kind: 'phone', value: '+15035550142' }, { type: 'text', text: 'Hello' }),
  uncarriable: { type: 'email', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>', unsubscribe: null },
  refusals: [
    ['131047', 'window_closed'],
    ['131049', 'marketing_limit'],
    ['130472', 'marketing_limit'],
    ['131050', 'opted_out'],
    ['131026', 'unreachable'],
    ['131021', 'invalid_address'],
    ['132000', 'content'],
    ['132001', 'content'],
    ['132012', 'content'],
    ['132015', 'content'],
    ['131009', 'content'],
    ['190', 'configuration'],
    ['131005', 'configuration'],
    ['230', 'configuration'],
    ['130429', 'retry'],
    ['131056', 'retry'],
    ['131000', 'retry'],
    ['139999', 'content'],
  ],
  secrets: [cloudAccount.accessToken],
}

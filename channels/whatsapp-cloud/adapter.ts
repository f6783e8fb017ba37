import { z } from 'zod'
import type { ChannelAdapter, SendResult } from '../adapter.ts'
import { faultResult, isGatewayTimeout, retryAfterMs, secretHider, statusResult } from '../faults.ts'
import { metaRule } from './errors.ts'
import { requestBody } from './request-body.ts'

export const WHATSAPP_CLOUD = 'whatsapp_cloud'

export interface WhatsappCloudOptions {
  phoneNumberId: string
  accessToken: string
  /** `v24.0` */
  apiVersion: string
  /** In place of https://graph.facebook.com. */
  apiUrl?: string | undefined
  perSecond: number
  timeoutMs?: number | undefined
}

const TIMEOUT_MS = 15_000

/** WhatsApp by Meta's Cloud API. One message is one request, which is never repeated here. */
export function createWhatsappCloudAdapter(options: WhatsappCloudOptions): ChannelAdapter {
  const hide = secretHider([options.accessToken])
  const base = (options.apiUrl ?? 'https://graph.facebook.com').replace(/\/$/, '')
  const url = `${base}/${options.apiVersion}/${encodeURIComponent(options.phoneNumberId)}/messages`
  const headers = {
    authorization: `Bearer ${options.accessToken}`,
    'content-type': 'application/json',
    // on a kept connection that is just closing nobody could say whether the message was read
    connection: 'close',
  }
  return {
    provider: WHATSAPP_CLOUD,
    channels: ['whatsapp'],
    perSecond: options.perSecond,
    send: async (message) => {
      const body = requestBody(message)
      if (!body) {
        const text = `WhatsApp carries no ${message.content.type}.`
        return { outcome: 'rejected', reason: 'content', code: 'unsupported', text }
      }
      try {
        const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
        const request = {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
          signal,
          redirect: 'manual',
        } as const
        const answer = await fetch(url, request)
        return resultOf(answer, await answer.text(), hide)
      } catch (error) {
        return faultResult(error, hide)
      }
    },
    close: async () => {},
  }
}

const accepted = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) })
const refused = z.object({
  error: z.object({
    message: z.string().optional(),
    code: z.number().optional(),
    error_subcode: z.number().optional(),
    error_data: z.object({ details: z.string().optional() }).optional(),
  }),
})

function resultOf(answer: Response, text: string, hide: (text: string) => string): SendResult {
  const said = jsonOf(text)
  if (answer.ok) {
    const providerMessageId = accepted.safeParse(said).data?.messages[0]?.id
    return providerMessageId
      ? { outcome: 'accepted', providerMessageId }
      : { outcome: 'unknown', text: 'Meta answered without an id.' }
  }
  const error = refused.safeParse(said).data?.error
  const words = [error?.message ?? `HTTP ${answer.status}`, error?.error_data?.details]
    .filter(Boolean)
    .join(': ')
  const afterMs = retryAfterMs(answer.headers.get('retry-after'), answer.headers.get('date'))
  const code = isNoSuchNumber(error) ? 33 : error?.code
  return ruled(code, hide(words), answer.status, afterMs)
}

/** Our own number does not exist: said as an invalid parameter, with the true code below it. */
function isNoSuchNumber(error: { code?: number; error_subcode?: number } | undefined): boolean {
  return error?.code === 100 && error.error_subcode === 33
}

function ruled(code: number | undefined, text: string, status: number, afterMs?: number): SendResult {
  const rule = code === undefined || isGatewayTimeout(status) ? undefined : metaRule(code)
  const named = String(code ?? status)
  if (rule === 'retry')
    return { outcome: 'retry', code: named, text, ...(afterMs !== undefined && { afterMs }) }
  // the server's own trouble is not the message's: a code such as 3 comes with status 500, too
  if (rule && status < 500) return { outcome: 'rejected', reason: rule, code: named, text }
  return statusResult(status, named, text, afterMs)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

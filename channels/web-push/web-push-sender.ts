import type { PushTarget } from '#contract/outbound.ts'
import type { SendResult } from '../adapter.ts'
import { faultResult, retryAfterMs, secretHider, statusResult } from '../faults.ts'
import {
  gone,
  PUSH_TIMEOUT_MS,
  PUSH_TTL_SECONDS,
  type PushMessage,
  type PushSender,
  pushData,
} from '../push/push-sender.ts'
import { isPushService } from './push-services.ts'

export interface WebPushOptions {
  /** VAPID, by RFC 8292: who we are to push services. */
  publicKey: string
  privateKey: string
  /** A `mailto:` or `https:` address where a service finds a person. */
  subject: string
  /** Which endpoints may be called; the known services without it. */
  isService?: (endpoint: string) => boolean
  timeoutMs?: number
}

/** Web push, encrypted for the browser by RFC 8291. */
export function createWebPushSender(options: WebPushOptions): PushSender {
  const mayCall = options.isService ?? isPushService
  return {
    service: 'web',
    send: async (message) => {
      if (message.target.service !== 'web') return invalid('This is no subscription of a browser.')
      // an endpoint comes from a browser: it must not lead us into our own network
      if (!mayCall(message.target.endpoint)) return invalid('The endpoint is of no known push service.')
      const request = await requestFor(message, message.target, options)
      return request
        ? post(request, message, options.timeoutMs ?? PUSH_TIMEOUT_MS)
        : invalid('The keys of the subscription are not valid.')
    },
    close: async () => {},
  }
}

type WebTarget = Extract<PushTarget, { service: 'web' }>

interface PushRequest {
  endpoint: string
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

/** null: nothing can be encrypted for these keys. */
async function requestFor(
  message: PushMessage,
  target: WebTarget,
  options: WebPushOptions,
): Promise<PushRequest | null> {
  const { default: webPush } = await import('web-push') // on its own only what is used is loaded
  const { title, body, image } = message.content
  const payload = JSON.stringify({ title, body, image, ...pushData(message) })
  const { publicKey, privateKey, subject } = options
  try {
    const made = webPush.generateRequestDetails(
      { endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } },
      payload,
      { vapidDetails: { publicKey, privateKey, subject }, TTL: PUSH_TTL_SECONDS, urgency: 'normal' },
    )
    const headers = Object.entries(made.headers).filter(([name]) => name !== 'Content-Length')
    return {
      endpoint: made.endpoint,
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      body: new Uint8Array(made.body ?? []),
    }
  } catch {
    return null
  }
}

async function post(
  request: PushRequest,
  { reference }: PushMessage,
  timeoutMs: number,
): Promise<SendResult> {
  const { endpoint, headers, body } = request
  const hide = secretHider([endpoint, headers.Authorization ?? ''])
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = hide(await answer.text())
    if (answer.ok)
      return {
        outcome: 'accepted',
        providerMessageId: `web:${reference.outboxId}.${reference.part}.${reference.attempt}`,
      }
    if (answer.status === 404 || answer.status === 410) return gone(String(answer.status), text)
    const wait = retryAfterMs(answer.headers.get('retry-after'), answer.headers.get('date'))
    return statusResult(answer.status, String(answer.status), text || answer.statusText, wait)
  } catch (error) {
    return faultResult(error, hide)
  }
}

function invalid(text: string): SendResult {
  return { outcome: 'rejected', reason: 'invalid_address', code: 'subscription', text }
}

import type { SendResult } from '../adapter.ts'
import { faultResult, retryAfterMs, secretHider } from '../faults.ts'
import {
  PUSH_TIMEOUT_MS,
  PUSH_TTL_SECONDS,
  type PushMessage,
  type PushSender,
  pushData,
} from '../push/push-sender.ts'
import { createAccessTokens, type ServiceAccount, type TokenAnswer } from './access-token.ts'
import { readFcmError, resultOfFcmError } from './fcm-error.ts'

export interface FcmOptions {
  account: ServiceAccount
  baseUrl?: string
  timeoutMs?: number
}

/** App push by Firebase Cloud Messaging, HTTP v1. */
export function createFcmSender(options: FcmOptions, clock: () => Date): PushSender {
  const { account, baseUrl, timeoutMs = PUSH_TIMEOUT_MS } = options
  const tokens = createAccessTokens(account, clock, timeoutMs)
  const url = `${baseUrl ?? 'https://fcm.googleapis.com'}/v1/projects/${encodeURIComponent(account.projectId)}/messages:send`
  return {
    service: 'fcm',
    send: async (message) => {
      const first = await tokens.current()
      if (!first.ok) return withoutToken(first)
      const result = await post({ url, token: first.token, timeoutMs }, message)
      if (result !== 'not_admitted') return result
      // it may have been revoked before its time: one new one, and then a person has to look
      tokens.forget(first.token)
      const second = await tokens.current()
      if (!second.ok) return withoutToken(second)
      const again = await post({ url, token: second.token, timeoutMs }, message)
      return again === 'not_admitted' ? refusedToUs('The service account is not admitted.') : again
    },
    close: async () => {},
  }
}

async function post(
  { url, token, timeoutMs }: { url: string; token: string; timeoutMs: number },
  message: PushMessage,
): Promise<SendResult | 'not_admitted'> {
  const hide = secretHider([token, message.token])
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ message: drawn(message) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const body: unknown = await answer.json().catch(() => null)
    if (answer.ok) return acceptedAs(nameIn(body))
    const error = readFcmError(body)
    if (answer.status === 401 && error.code !== 'THIRD_PARTY_AUTH_ERROR') return 'not_admitted'
    const wait = retryAfterMs(answer.headers.get('retry-after'), answer.headers.get('date'))
    return resultOfFcmError(answer.status, { ...error, text: hide(error.text) }, wait)
  } catch (error) {
    return faultResult(error, hide)
  }
}

function drawn(message: PushMessage): object {
  const { title, body, image } = message.content
  return {
    token: message.token,
    notification: { title, body, ...(image !== null && { image }) },
    data: pushData(message),
    android: { ttl: `${PUSH_TTL_SECONDS}s`, notification: { tag: idOf(message) } },
  }
}

const idOf = ({ reference }: PushMessage) => `${reference.outboxId}.${reference.part}`

/** A yes without the message's name is no word of FCM's. */
function acceptedAs(name: string | null): SendResult {
  if (name === null) return { outcome: 'unknown', text: 'The answer named no message.' }
  return { outcome: 'accepted', providerMessageId: `fcm:${name}` }
}

function nameIn(body: unknown): string | null {
  return typeof body === 'object' && body !== null && 'name' in body && typeof body.name === 'string'
    ? body.name
    : null
}

function withoutToken({ lasting, text }: Extract<TokenAnswer, { ok: false }>): SendResult {
  return lasting ? refusedToUs(text) : { outcome: 'retry', code: 'token', text }
}

function refusedToUs(text: string): SendResult {
  return { outcome: 'rejected', reason: 'configuration', code: 'token', text }
}

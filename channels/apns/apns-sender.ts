import type { SendResult } from '../adapter.ts'
import { retryAfterMs, statusResult } from '../faults.ts'
import {
  gone,
  PUSH_TIMEOUT_MS,
  PUSH_TTL_SECONDS,
  type PushMessage,
  type PushSender,
  pushData,
} from '../push/push-sender.ts'
import { type ApnsAnswer, type ApnsConnection, createApnsConnection } from './apns-connection.ts'
import { type ApnsKey, createProviderTokens, type ProviderTokens } from './provider-token.ts'

export interface ApnsOptions {
  key: ApnsKey
  /** Apple's test service, for apps that are not from its store. */
  sandbox: boolean
  baseUrl?: string
  timeoutMs?: number
}

const hosts = { live: 'https://api.push.apple.com', sandbox: 'https://api.sandbox.push.apple.com' }
const TOKEN = /^[0-9a-f]{16,200}$/i

/** App push by Apple's push service, over HTTP/2. */
export function createApnsSender(options: ApnsOptions, clock: () => Date): PushSender {
  const baseUrl = options.baseUrl ?? (options.sandbox ? hosts.sandbox : hosts.live)
  const connection = createApnsConnection(baseUrl, options.timeoutMs ?? PUSH_TIMEOUT_MS)
  const tokens = createProviderTokens(options.key, clock)
  return {
    service: 'apns',
    send: async (message) => {
      if (!TOKEN.test(message.token)) return gone('BadDeviceToken', 'This is no device token.')
      const first = await post(connection, tokens, message)
      return first === 'expired' ? withNewToken(connection, tokens, message) : first
    },
    close: async () => connection.close(),
  }
}

async function withNewToken(
  connection: ApnsConnection,
  tokens: ProviderTokens,
  message: PushMessage,
): Promise<SendResult> {
  const text = 'Apple says that our token has ended. Check the clock of this server.'
  const lasting: SendResult = {
    outcome: 'rejected',
    reason: 'configuration',
    code: 'ExpiredProviderToken',
    text,
  }
  if (!tokens.renew()) return lasting
  const again = await post(connection, tokens, message)
  return again === 'expired' ? lasting : again
}

async function post(
  connection: ApnsConnection,
  tokens: ProviderTokens,
  message: PushMessage,
): Promise<SendResult | 'expired'> {
  const { target, token, reference } = message
  const bearer = await tokens.current()
  if (bearer === null)
    return { outcome: 'rejected', reason: 'configuration', code: 'key', text: 'The APNs key is not valid.' }
  const expires = Math.floor(reference.startedAt.getTime() / 1000) + PUSH_TTL_SECONDS
  const headers = {
    authorization: `bearer ${bearer}`,
    'apns-topic': target.service === 'apns' ? target.topic : '',
    'apns-push-type': 'alert',
    'apns-priority': '10',
    'apns-expiration': String(expires),
    'apns-collapse-id': pushData(message).id.slice(0, 64),
  }
  const said = await connection.post(`/3/device/${token}`, headers, payload(message))
  if (said.kind === 'unsent') return { outcome: 'retry', code: 'connection', text: said.text }
  if (said.kind === 'lost') return { outcome: 'unknown', text: said.text }
  return resultOf(said.answer, message)
}

function payload(message: PushMessage): string {
  const { title, body, image } = message.content
  const aps = { alert: { title, body }, sound: 'default', ...(image !== null && { 'mutable-content': 1 }) }
  return JSON.stringify({ aps, ...pushData(message), ...(image !== null && { image }) })
}

const dead = new Set(['BadDeviceToken', 'DeviceTokenNotForTopic', 'Unregistered', 'ExpiredToken'])
const ours = new Set([
  'BadCertificateEnvironment',
  'BadTopic',
  'InvalidProviderToken',
  'MissingProviderToken',
  'MissingTopic',
  'TopicDisallowed',
])

/** The rule for each of Apple's reasons ("Handling notification responses from APNs"). */
function resultOf(
  { status, apnsId, reason, retryAfter }: ApnsAnswer,
  { reference }: PushMessage,
): SendResult | 'expired' {
  const id = apnsId ?? `${reference.outboxId}.${reference.part}.${reference.attempt}`
  if (status === 200) return { outcome: 'accepted', providerMessageId: `apns:${id}` }
  if (reason === 'ExpiredProviderToken') return 'expired'
  if (status === 410 || dead.has(reason))
    return gone(reason || '410', 'The device takes no messages any more.')
  const code = reason || String(status)
  if (ours.has(reason))
    return { outcome: 'rejected', reason: 'configuration', code, text: `Apple answered ${code}.` }
  return statusResult(status, code, `Apple answered ${code}.`, retryAfterMs(retryAfter))
}

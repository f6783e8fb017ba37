import type { Twilio } from 'twilio'
import type { ChannelAdapter, OutgoingMessage, SendResult } from '../adapter.ts'
import { faultResult, isGatewayTimeout, retryAfterMs, secretHider, statusResult } from '../faults.ts'
import { writeReference } from '../reference.ts'
import { createTwilioClient, TwilioRefusal } from './client.ts'
import { twilioRule } from './errors.ts'
import { TWILIO } from './message.ts'
import { REFERENCE_IN_URL } from './status.ts'

export interface TwilioOptions {
  channel: 'sms' | 'whatsapp'
  accountSid: string
  authToken: string
  /** Our number, or one of its senders of a messaging service. */
  from?: string | undefined
  messagingServiceSid?: string | undefined
  /** Where Twilio tells what became of a message; asked at each send. null: nowhere that it could reach. */
  statusUrl: () => string | null
  perSecond: number
  apiUrl?: string | undefined
  timeoutMs?: number | undefined
}

const TIMEOUT_MS = 15_000
const WHATSAPP = 'whatsapp:'
type Fields = Parameters<Twilio['messages']['create']>[0]

/** SMS or WhatsApp by Twilio. One message is one request, which is never repeated here. */
export function createTwilioAdapter(options: TwilioOptions): ChannelAdapter {
  const hide = secretHider([options.authToken])
  let opening: Promise<Twilio> | null = null
  const client = () => {
    opening ??= createTwilioClient({ ...options, timeoutMs: options.timeoutMs ?? TIMEOUT_MS }).catch(
      (error: unknown) => {
        opening = null
        throw error
      },
    )
    return opening
  }
  return {
    provider: TWILIO,
    channels: [options.channel],
    perSecond: options.perSecond,
    warm: async () => {
      await client()
    },
    send: async (message) => {
      const ready = await readiness(() => fieldsOf(message, options), client, hide)
      if ('outcome' in ready) return ready
      try {
        return acceptedOr(await ready.line.messages.create(ready.fields), hide)
      } catch (error) {
        return error instanceof TwilioRefusal ? refusalResult(error, hide) : faultResult(error, hide)
      }
    },
    close: async () => {},
  }
}

/** All that may go wrong before anything is sent, such as an account that is none: a person must mend it. */
async function readiness(
  fieldsToSend: () => Fields | SendResult,
  client: () => Promise<Twilio>,
  hide: (text: string) => string,
): Promise<{ fields: Fields; line: Twilio } | SendResult> {
  try {
    const fields = fieldsToSend()
    return 'outcome' in fields ? fields : { fields, line: await client() }
  } catch (error) {
    const text = hide(error instanceof Error ? error.message : 'The client of Twilio could not be opened.')
    return { outcome: 'rejected', reason: 'configuration', code: 'client', text }
  }
}

function fieldsOf(message: OutgoingMessage, options: TwilioOptions): Fields | SendResult {
  const content = contentFields(message, options.channel)
  if (!content) return rejected('content', `Twilio's ${options.channel} carries no ${message.content.type}.`)
  const to = addressOf(message.to.value, options.channel)
  const from = options.from && addressOf(options.from, options.channel)
  const statusUrl = options.statusUrl()
  return {
    to,
    ...(options.messagingServiceSid ? { messagingServiceSid: options.messagingServiceSid } : { from }),
    ...content,
    ...(statusUrl && { statusCallback: withReference(statusUrl, message) }),
  }
}

/** A business-scoped user id (`US.1349…`) stands where a number would; a bare number gets its plus. */
function addressOf(value: string, channel: TwilioOptions['channel']): string {
  const address = value.replace(WHATSAPP, '')
  const written = /^[1-9]\d{6,14}$/.test(address) ? `+${address}` : address
  return channel === 'whatsapp' ? `${WHATSAPP}${written}` : written
}

/** null: this channel carries nothing of the kind. */
function contentFields(
  { content }: OutgoingMessage,
  channel: TwilioOptions['channel'],
): Partial<Fields> | null {
  if (content.type === 'text') return { body: content.text }
  if (channel !== 'whatsapp') return null
  if (content.type === 'image') return { body: content.caption, mediaUrl: [content.url] }
  if (content.type !== 'template') return null
  const { reference, parameters } = content.template
  const variables = Object.fromEntries(parameters.map(({ name, value }) => [name, value]))
  return {
    contentSid: reference,
    ...(parameters.length > 0 && { contentVariables: JSON.stringify(variables) }),
  }
}

/** The signature of the callback covers its query too. */
function withReference(statusUrl: string, { reference }: OutgoingMessage): string {
  const url = new URL(statusUrl)
  url.searchParams.set(REFERENCE_IN_URL, writeReference(reference))
  return url.href
}

interface Created {
  sid?: string
  status?: string
  errorCode?: number | null
  errorMessage?: string | null
  numSegments?: string
}

/** Twilio answers 201 to a message that it has failed at once, too. */
function acceptedOr(sent: Created, hide: (text: string) => string): SendResult {
  const failed = sent.status === 'failed' || sent.status === 'undelivered'
  if (failed && sent.errorCode)
    return ruled(String(sent.errorCode), hide(sent.errorMessage ?? 'Twilio failed the message.'), 400)
  if (!sent.sid) return { outcome: 'unknown', text: 'Twilio answered without an id.' }
  const segments = Number(sent.numSegments)
  return { outcome: 'accepted', providerMessageId: sent.sid, ...(segments > 0 && { segments }) }
}

function refusalResult(refusal: TwilioRefusal, hide: (text: string) => string): SendResult {
  const afterMs = retryAfterMs(refusal.retryAfter, refusal.date)
  return ruled(refusal.code, hide(refusal.message), refusal.status, afterMs)
}

function ruled(code: string, text: string, status: number, afterMs?: number): SendResult {
  const rule = isGatewayTimeout(status) ? undefined : twilioRule(code)
  if (rule === 'retry' || rule === null)
    return { outcome: 'retry', code, text, ...(afterMs !== undefined && { afterMs }) }
  return rule ? { outcome: 'rejected', reason: rule, code, text } : statusResult(status, code, text, afterMs)
}

function rejected(reason: 'content', text: string): SendResult {
  return { outcome: 'rejected', reason, code: 'unsupported', text }
}

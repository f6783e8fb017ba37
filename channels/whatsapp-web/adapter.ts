import type { Client, Message, MessageMedia } from 'whatsapp-web.js'
import type {
  ChannelAdapter,
  InboundChannelMessage,
  OutgoingMessage,
  SendResult,
  StatusUpdate,
} from '../adapter.ts'
import { readWebMessage, WHATSAPP_WEB } from './message.ts'
import { readWebAck } from './status.ts'

export interface WhatsappWebOptions {
  client: Client
  /** Fetches a picture; the client's own way of doing so. */
  pictureFrom: (url: string) => Promise<MessageMedia>
  /** Both are called with what the browser client tells; they must not throw. */
  onMessage: (message: InboundChannelMessage) => void
  onStatus: (update: StatusUpdate) => void
  perSecond: number
  timeoutMs?: number | undefined
}

const TIMEOUT_MS = 30_000

/**
 * WhatsApp through a browser that is signed in as a person: unofficial, against WhatsApp's terms, for a pilot at
 * most. It has no buttons, no templates and no signature: whoever holds the browser is believed.
 */
export function createWhatsappWebAdapter(options: WhatsappWebOptions): ChannelAdapter {
  const { client } = options
  let isReady = false
  client.on('ready', () => {
    isReady = true
  })
  client.on('disconnected', () => {
    isReady = false
  })
  client.on('message', (message) => {
    const read = readWebMessage(message, client.info?.wid.user ?? '')
    if (read) options.onMessage(read)
  })
  client.on('message_ack', (message, ack) => {
    const read = message.fromMe ? readWebAck(message.id._serialized, ack) : null
    if (read) options.onStatus(read)
  })
  return {
    provider: WHATSAPP_WEB,
    channels: ['whatsapp'],
    perSecond: options.perSecond,
    send: async (message) => {
      if (!isReady)
        return { outcome: 'retry', code: 'not_connected', text: 'The browser client is not connected.' }
      return handOver(message, options)
    },
    close: async () => {
      isReady = false
      await client.destroy().catch(() => {}) // a browser that is gone already
    },
  }
}

async function handOver(message: OutgoingMessage, options: WhatsappWebOptions): Promise<SendResult> {
  const { content } = message
  if (content.type !== 'text' && content.type !== 'image') {
    const text = `The browser client carries no ${content.type}.`
    return { outcome: 'rejected', reason: 'content', code: 'unsupported', text }
  }
  const chat = chatOf(message.to.value)
  if (!chat)
    return {
      outcome: 'rejected',
      reason: 'invalid_address',
      code: 'address',
      text: 'This is no number or id of WhatsApp.',
    }
  let picture: MessageMedia | null = null
  try {
    picture = content.type === 'image' ? await options.pictureFrom(content.url) : null
  } catch {
    return { outcome: 'retry', code: 'picture', text: 'The picture could not be fetched.' }
  }
  const sending =
    content.type === 'image' && picture
      ? options.client.sendMessage(chat, picture, { caption: content.caption })
      : options.client.sendMessage(chat, content.type === 'text' ? content.text : '')
  return answered(sending, options.timeoutMs ?? TIMEOUT_MS)
}

function chatOf(address: string): string | null {
  if (/^[\w.-]+@(c\.us|lid)$/.test(address)) return address
  const digits = address.replace(/^\+/, '')
  return /^[1-9]\d{6,14}$/.test(digits) ? `${digits}@c.us` : null
}

/** An error inside the page says nothing of whether the message left. */
async function answered(sending: Promise<Message>, timeoutMs: number): Promise<SendResult> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), timeoutMs)
  })
  try {
    const sent: Message | null | undefined = await Promise.race([sending, late])
    if (sent?.id) return { outcome: 'accepted', providerMessageId: sent.id._serialized }
    return { outcome: 'unknown', text: 'The browser client gave no answer.' }
  } catch (error) {
    const isUnknownPerson = error instanceof Error && /No LID for user/i.test(error.message)
    if (isUnknownPerson)
      return {
        outcome: 'rejected',
        reason: 'unreachable',
        code: 'no_lid',
        text: 'WhatsApp knows nobody of this number.',
      }
    return { outcome: 'unknown', text: 'The browser client failed while it was sending.' }
  } finally {
    clearTimeout(timer)
  }
}

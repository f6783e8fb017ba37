import type { Message } from 'whatsapp-web.js'
import type { InboundChannelMessage } from '../adapter.ts'

export const WHATSAPP_WEB = 'whatsapp_web'

/** What WhatsApp writes into a chat itself, and what nobody said. */
const NOT_SAID =
  /^(e2e_notification|notification|notification_template|broadcast_notification|group_notification|gp2|protocol|ciphertext|revoked|call_log|debug)$/

/**
 * A message of one person, as the browser client tells it; null: our own, a group's, a channel's, or nothing that
 * anybody said.
 */
export function readWebMessage(message: Message, ours: string): InboundChannelMessage | null {
  const { from, type, fromMe } = message
  const isPerson = /@(c\.us|lid)$/.test(from)
  const isReaction = type === 'reaction'
  if (fromMe || message.isStatus || message.broadcast || !isPerson || isReaction || NOT_SAID.test(type))
    return null
  return {
    provider: WHATSAPP_WEB,
    providerMessageId: message.id._serialized,
    channel: 'whatsapp',
    from: senderOf(message),
    to: ours,
    text: textOf(message),
    choiceId: null,
    media: message.hasMedia
      ? [
          {
            url: null,
            mediaId: message.id._serialized,
            contentType: rawText(message, 'mimetype') ?? 'application/octet-stream',
          },
        ]
      : [],
    at: message.timestamp > 0 ? new Date(message.timestamp * 1000) : null,
    repliesTo: null,
  }
}

/** `…@c.us` is a number; `…@lid` an id of somebody who hides theirs. */
function senderOf(message: Message): InboundChannelMessage['from'] {
  const [id = '', server] = message.from.split('@')
  const isNumber = server === 'c.us' && /^[1-9]\d{6,14}$/.test(id)
  const name = rawText(message, 'notifyName')
  return {
    phone: isNumber ? `+${id}` : null,
    whatsappId: isNumber ? id : message.from,
    name: name?.trim() || null,
  }
}

function textOf(message: Message): string {
  const { type, location } = message
  if (type === 'location' && location) {
    const place = [location.name, location.address].filter(Boolean).join(', ')
    return `[location] ${location.latitude},${location.longitude} ${place}`.trim()
  }
  const isCard = type === 'vcard' || type === 'multi_vcard'
  if (isCard)
    return `[contact] ${[...message.body.matchAll(/^FN:(.*)$/gm)].map((name) => name[1]?.trim()).join(', ')}`.trim()
  const said = message.body.trim()
  return said === '' && !message.hasMedia ? `[${type}]` : said
}

/** What the client keeps of the page's own record, without a type of its own. */
function rawText(message: Message, field: string): string | null {
  const raw: unknown = Reflect.get(message, '_data')
  const value: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, field) : null
  return typeof value === 'string' ? value : null
}

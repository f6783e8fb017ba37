import { z } from 'zod'
import type { InboundChannelMessage } from '../adapter.ts'
import { WHATSAPP_CLOUD } from './adapter.ts'
import { momentOf } from './moment.ts'

const text = z.string().catch('')
const optional = z.string().optional().catch(undefined)

/** Who writes, as Meta knows them: a number where they show one, else the id that is theirs with this business. */
export const contactShape = z.object({
  profile: z.object({ name: optional, username: optional }).optional().catch(undefined),
  wa_id: optional,
  user_id: optional,
})
type Contact = z.output<typeof contactShape>

const media = z.object({
  id: optional,
  url: optional,
  mime_type: optional,
  caption: optional,
  filename: optional,
})
const picked = z.object({ id: text, title: text }).optional().catch(undefined)

/** Every kind names its own part; a part of another shape is as good as none. */
export const messageShape = z.object({
  id: z.string().min(1),
  type: z.string().catch('unknown'),
  from: optional,
  from_user_id: optional,
  timestamp: z.union([z.string(), z.number()]).optional().catch(undefined),
  context: z.object({ id: optional }).optional().catch(undefined),
  text: z.object({ body: text }).optional().catch(undefined),
  button: z.object({ text, payload: optional }).optional().catch(undefined),
  interactive: z
    .object({
      button_reply: picked,
      list_reply: picked,
      nfm_reply: z.object({ body: text }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  image: media.optional().catch(undefined),
  audio: media.optional().catch(undefined),
  video: media.optional().catch(undefined),
  document: media.optional().catch(undefined),
  sticker: media.optional().catch(undefined),
  location: z
    .object({ latitude: z.coerce.number(), longitude: z.coerce.number(), name: optional, address: optional })
    .optional()
    .catch(undefined),
  reaction: z.object({ emoji: text }).optional().catch(undefined),
  contacts: z
    .array(z.object({ name: z.object({ formatted_name: optional }).optional().catch(undefined) }))
    .optional()
    .catch(undefined),
  order: z
    .object({ text, product_items: z.array(z.unknown()).catch([]) })
    .optional()
    .catch(undefined),
})
type MetaMessage = z.output<typeof messageShape>

/** What nobody said: the chat was opened, a number was changed, a like was taken back. */
const NOT_SAID = new Set(['system', 'request_welcome'])

/** null: nothing a customer said, or nobody that could be answered. No other message is lost for its kind. */
export function readMetaMessage(
  message: MetaMessage,
  contacts: readonly Contact[],
  to: string,
): InboundChannelMessage | null {
  const from = senderOf(message, contacts)
  if (!from || NOT_SAID.has(message.type) || message.reaction?.emoji === '') return null
  const { interactive, button } = message
  const choice = interactive?.button_reply ?? interactive?.list_reply
  const files = filesOf(message)
  return {
    provider: WHATSAPP_CLOUD,
    providerMessageId: message.id,
    channel: 'whatsapp',
    from,
    to,
    text: wordsOf(message) || (files.length > 0 ? '' : `[${message.type}]`),
    choiceId: choice?.id || button?.payload || null,
    media: files,
    at: momentOf(message.timestamp),
    repliesTo: message.context?.id ?? null,
  }
}

function senderOf(message: MetaMessage, contacts: readonly Contact[]): InboundChannelMessage['from'] | null {
  const known = (contact: Contact) =>
    (message.from !== undefined && contact.wa_id === message.from) ||
    (message.from_user_id !== undefined && contact.user_id === message.from_user_id)
  const nameless = message.from === undefined && message.from_user_id === undefined
  // a contact that is not the sender is somebody else
  const contact = contacts.find(known) ?? (nameless && contacts.length === 1 ? contacts[0] : undefined)
  const number = message.from ?? contact?.wa_id
  const phone = number && /^[1-9]\d{6,14}$/.test(number) ? `+${number}` : null
  const whatsappId = message.from_user_id ?? contact?.user_id ?? number ?? null
  const name = contact?.profile?.name?.trim() || contact?.profile?.username?.trim() || null
  return phone || whatsappId ? { phone, whatsappId, name } : null
}

function filesOf(message: MetaMessage): InboundChannelMessage['media'] {
  return (['image', 'audio', 'video', 'document', 'sticker'] as const).flatMap((kind) => {
    const file = message[kind]
    if (!file) return []
    const contentType = file.mime_type ?? (kind === 'document' ? 'application/octet-stream' : `${kind}/*`)
    return [{ url: file.url ?? null, mediaId: file.id ?? null, contentType }]
  })
}

function wordsOf(message: MetaMessage): string {
  const { interactive, location, reaction, contacts, order } = message
  const said =
    message.text?.body ||
    message.button?.text ||
    interactive?.button_reply?.title ||
    interactive?.list_reply?.title ||
    interactive?.nfm_reply?.body ||
    message.image?.caption ||
    message.video?.caption ||
    message.document?.caption
  if (said) return said.trim()
  if (location) {
    const place = [location.name, location.address].filter(Boolean).join(', ')
    return `[location] ${location.latitude},${location.longitude} ${place}`.trim()
  }
  if (reaction) return `[reaction] ${reaction.emoji}`
  if (contacts)
    return `[contact] ${contacts.map((card) => card.name?.formatted_name ?? '').join(', ')}`.trim()
  if (order) return [`[order] ${order.product_items.length}`, order.text].filter(Boolean).join('\n')
  return ''
}

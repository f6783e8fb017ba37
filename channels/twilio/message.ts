import type { InboundChannelMessage } from '../adapter.ts'

/** The form of a webhook, one value for each field. */
export type TwilioForm = Readonly<Record<string, string | undefined>>

export const TWILIO = 'twilio'
const WHATSAPP = 'whatsapp:'
const MOST_MEDIA = 10

/**
 * A message of a customer, as Twilio posts it; null: none, or nobody that could be answered. What is no text
 * still comes: media beside an empty text, a place or a card in words.
 */
export function readTwilioMessage(form: TwilioForm): InboundChannelMessage | null {
  const providerMessageId = form.MessageSid || form.SmsMessageSid || ''
  const from = senderOf(form)
  if (providerMessageId === '' || !from) return null
  const media = mediaOf(form)
  return {
    provider: TWILIO,
    providerMessageId,
    channel: isWhatsapp(form) ? 'whatsapp' : 'sms',
    from,
    to: (form.To ?? '').replace(WHATSAPP, ''),
    text: textOf(form, media.length > 0),
    choiceId: form.ButtonPayload || form.ListId || null,
    media,
    at: null,
    repliesTo: form.OriginalRepliedMessageSid || null,
  }
}

function isWhatsapp(form: TwilioForm): boolean {
  return [form.From, form.To, form.ExternalUserId].some((address) => address?.startsWith(WHATSAPP))
}

/** A WhatsApp user with a username has no number here, only the id that is theirs with this business. */
function senderOf(form: TwilioForm): InboundChannelMessage['from'] | null {
  const address = (form.From ?? '').replace(WHATSAPP, '')
  const phone = phoneOf(address) ?? phoneOf(form.WaId)
  if (!isWhatsapp(form)) return phone ? { phone, whatsappId: null, name: null } : null
  const external = (form.ExternalUserId ?? '').replace(WHATSAPP, '')
  const scoped = phoneOf(address) === null ? address : ''
  const whatsappId = external || scoped || form.WaId || null
  return phone || whatsappId ? { phone, whatsappId, name: form.ProfileName?.trim() || null } : null
}

/** E.164 with its plus; a short code or a name is none that could be answered. */
function phoneOf(address: string | undefined): string | null {
  const digits = (address ?? '').replace(/^\+/, '')
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null
}

function mediaOf(form: TwilioForm): InboundChannelMessage['media'] {
  const count = Math.min(MOST_MEDIA, Number(form.NumMedia) || 0)
  return Array.from({ length: Math.max(0, count) }, (_, at) => ({
    url: form[`MediaUrl${at}`] || null,
    mediaId: null,
    contentType: form[`MediaContentType${at}`] || 'application/octet-stream',
  }))
}

function textOf(form: TwilioForm, hasMedia: boolean): string {
  const text = form.Body?.trim() || form.ButtonText?.trim() || form.ListTitle?.trim() || ''
  if (form.Latitude && form.Longitude) {
    const name = [form.Label, form.Address].filter(Boolean).join(', ')
    const place = `[location] ${form.Latitude},${form.Longitude} ${name}`.trim()
    return [text, place].filter((words) => words !== '' && words !== name).join('\n')
  }
  return text === '' && !hasMedia ? `[${form.MessageType || 'unsupported'}]` : text
}

import { z } from 'zod'
import type { InboundChannelMessage, StatusUpdate, TemplateStatusUpdate } from '../adapter.ts'
import { contactShape, messageShape, readMetaMessage } from './message.ts'
import { readMetaStatus, statusShape } from './status.ts'
import { readTemplateUpdate } from './template-status.ts'

export interface MetaWebhook {
  messages: InboundChannelMessage[]
  statuses: StatusUpdate[]
  templates: TemplateStatusUpdate[]
}

const envelope = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.object({ changes: z.array(z.unknown()).catch([]) })).catch([]),
})
const change = z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) })
const phoneValue = z.object({
  metadata: z
    .object({ display_phone_number: z.string().optional(), phone_number_id: z.string().optional() })
    .optional(),
  contacts: z.array(z.unknown()).catch([]).default([]),
  messages: z.array(z.unknown()).catch([]).default([]),
  statuses: z.array(z.unknown()).catch([]).default([]),
})

/**
 * All that one call of Meta's webhook says, entry by entry. What is not of its shape is left out by itself and
 * takes nothing else with it. With `phoneNumberId`: nothing of another number of the same account.
 */
export function readMetaWebhook(body: unknown, phoneNumberId?: string): MetaWebhook {
  const found: MetaWebhook = { messages: [], statuses: [], templates: [] }
  const changes = envelope.safeParse(body).data?.entry.flatMap((entry) => entry.changes) ?? []
  for (const entry of changes) {
    const { field, value } = change.safeParse(entry).data ?? {}
    if (field === 'messages') readPhone(value, phoneNumberId, found)
    else if (field && value) found.templates.push(...readTemplateUpdate(field, value))
  }
  return found
}

function readPhone(value: unknown, phoneNumberId: string | undefined, found: MetaWebhook): void {
  const phone = phoneValue.safeParse(value).data
  if (!phone) return
  const { metadata } = phone
  if (phoneNumberId && metadata?.phone_number_id && metadata.phone_number_id !== phoneNumberId) return
  const to = metadata?.display_phone_number ?? metadata?.phone_number_id ?? ''
  const contacts = phone.contacts.flatMap((entry) => contactShape.safeParse(entry).data ?? [])
  for (const entry of phone.messages) {
    const message = messageShape.safeParse(entry).data
    const read = message && readMetaMessage(message, contacts, to)
    if (read) found.messages.push(read)
  }
  for (const entry of phone.statuses) {
    const status = statusShape.safeParse(entry).data
    const read = status && readMetaStatus(status)
    if (read) found.statuses.push(read)
  }
}

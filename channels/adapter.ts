import type { ChannelAddress, DeliveryChannel } from '#contract/outbound.ts'
import type { TemplateCategory, TemplateStatus } from '#contract/templates.ts'

/** One message as a channel draws it: exactly what the provider is given. */
export type ChannelContent =
  | { type: 'text'; text: string }
  | { type: 'image'; url: string; caption: string }
  | {
      type: 'choices'
      text: string
      style: 'buttons' | 'list'
      /** What opens the list. */
      buttonText: string
      choices: { id: string; title: string; description?: string }[]
    }
  /** An approved template by the provider's own name for it; `text` is what the customer will read. */
  | { type: 'template'; template: ProviderTemplate; text: string }
  | { type: 'email'; subject: string; text: string; html: string; unsubscribe: { url: string } | null }
  | { type: 'push'; title: string; body: string; url: string | null; image: string | null }

export interface ProviderTemplate {
  /** Twilio's ContentSid, Meta's template name. */
  reference: string
  language: string
  /** In the template's own order. */
  parameters: { name: string; value: string }[]
}

export interface OutgoingMessage {
  /** Ours, for the provider's log and for status callbacks; unknown to the adapter. */
  reference: { outboxId: string; customerId: string; part: number; attempt: number; startedAt: Date }
  to: ChannelAddress & { channel: DeliveryChannel }
  content: ChannelContent
}

/** Why a provider will not deliver, and what follows from it. */
export type RejectReason =
  | 'opted_out' // the provider holds a STOP we must honour
  | 'window_closed' // outside the 24 hours: a template only
  | 'marketing_limit' // the person's limit over all businesses: rest 24 hours, another channel
  | 'unreachable' // the number or address exists no more or does not take this channel
  | 'invalid_address'
  | 'blocked' // filtered by the carrier or the recipient
  | 'content' // the provider refuses what it says: too long, an unknown template, a parameter
  | 'configuration' // our account or credentials: a person must mend it

/** What came of handing a message over. An adapter never throws: a fault is one of these. */
export type SendResult =
  | { outcome: 'accepted'; providerMessageId: string; segments?: number }
  /** For certain not sent; waiting helps: 5xx, 429, refused connection. */
  | { outcome: 'retry'; code: string; text: string; afterMs?: number }
  /** For certain not sent; waiting does not help. */
  | { outcome: 'rejected'; reason: RejectReason; code: string; text: string }
  /** The answer was lost: it may have been sent. */
  | { outcome: 'unknown'; text: string }

/** One way out. Given callbacks for what comes in, it knows nothing of who listens. */
export interface ChannelAdapter {
  /** Its name in provider ids, logs and the outbox: twilio, whatsapp_cloud, smtp, sandbox, … */
  provider: string
  channels: readonly DeliveryChannel[]
  /** Messages a second that the provider takes. */
  perSecond: number
  /** Must not throw. Resolves within its own time limit. */
  send: (message: OutgoingMessage) => Promise<SendResult>
  /** Loads what the first message would wait for. */
  warm?: () => Promise<void>
  close: () => Promise<void>
}

/** What a customer sent us through a provider, whose signature was checked. */
export interface InboundChannelMessage {
  provider: string
  /** The provider's own id: the same again is the same message. */
  providerMessageId: string
  channel: 'sms' | 'whatsapp'
  /** At least one; a WhatsApp user may have no number. */
  from: { phone: string | null; whatsappId: string | null; name: string | null }
  /** Our number or sender it was written to. */
  to: string
  text: string
  /** The id of the button or row that was chosen. */
  choiceId: string | null
  media: { url: string | null; mediaId: string | null; contentType: string }[]
  at: Date | null
  /** The provider's id of the message of ours that this one answers. */
  repliesTo?: string | null
}

/** What became of a message we sent. Order and number are not guaranteed. */
export interface StatusUpdate {
  provider: string
  providerMessageId: string
  status: 'sent' | 'delivered' | 'read' | 'failed'
  /** For failed: the reason as for a refusal at sending, where the code says one. */
  reason: RejectReason | null
  code: string | null
  text: string | null
  at: Date | null
  /** What we gave the provider with the message and it hands back: finds the row even where its id was lost. */
  reference?: { customerId: string; outboxId: string; part: number; attempt: number } | null
}

/** What a provider decided about a template, by its own name for it; null: it says nothing of that. */
export interface TemplateStatusUpdate {
  provider: 'twilio' | 'whatsapp_cloud'
  reference: string
  language: string
  status: TemplateStatus | null
  category: TemplateCategory | null
  /** The provider's reason. */
  note: string | null
}

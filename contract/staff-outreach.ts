import { z } from 'zod'
import { type MessageKind, type OutboundChannel, type OutboxState, outboundChannels } from './outbound.ts'
import { type Template, templateStatuses } from './templates.ts'

/** JSON of `/api/customers/:id/{may-send,outreach,draft}`, `/api/outreach…` and `/api/templates…`. */

/** What one gate says now, for one channel and one kind of message; `words` is what staff read. */
export interface GateView {
  gate: string
  allowed: boolean
  reason: string | null
  /** Held until then, not refused. */
  until: string | null
  words: string
}

export const channelStandings = ['open', 'held', 'template_only', 'refused'] as const
export type ChannelStandingName = (typeof channelStandings)[number]

/** Whether a channel may be used now, and if not, why not. */
export interface ChannelStanding {
  channel: OutboundChannel
  /** Where a message would go; null where no address is known. */
  address: string | null
  standing: ChannelStandingName
  /** The first moment a held message may leave. */
  until: string | null
  /** The first gate that says no, in words; empty where nothing does. */
  words: string
  gates: GateView[]
}

/** `GET /api/customers/:id/may-send` */
export interface MaySendView {
  customerId: string
  at: string
  kinds: { kind: MessageKind; channels: ChannelStanding[] }[]
}

/** Products that one message may carry: as many as a list of Twilio or Meta shows without a second page. */
export const MAX_OUTREACH_PRODUCTS = 4

const content = {
  channel: z.enum(outboundChannels),
  text: z.string().max(4000).default(''),
  /** An approved template with everything that fills it, in place of a text. */
  template: z
    .strictObject({
      templateId: z.string().max(100),
      parameters: z.record(z.string().max(100), z.string().max(1000)),
    })
    .nullable()
    .default(null),
  productIds: z.array(z.string().max(200)).max(MAX_OUTREACH_PRODUCTS).default([]),
  /** The subject of a mail, and what the message is about. */
  subject: z.string().trim().max(120).default(''),
}

/** `POST /api/customers/:id/outreach`; sent again with the same `clientMessageId` it is the same message. */
export const outreachInput = z.strictObject({ clientMessageId: z.string().min(8).max(64), ...content })
export type OutreachInput = z.input<typeof outreachInput>

/** `POST /api/outreach/preview` */
export const previewInput = z.strictObject({ customerId: z.string().max(100), ...content })
export type PreviewInput = z.input<typeof previewInput>

/** One message as the channel draws it. */
export interface PreviewMessage {
  type: 'text' | 'image' | 'choices' | 'template' | 'email' | 'push'
  /** Subject of a mail, title of a push. */
  title: string | null
  text: string
  image: string | null
  choices: string[]
}

export interface PreviewView {
  messages: PreviewMessage[]
  /** Why it cannot go as it is; null where it can. */
  problem: string | null
  characters: number
  /** Parts that an SMS is billed as; 0 on other channels. */
  segments: number
}

/** One message that somebody of the team wrote to this customer, and what became of it. */
export interface OutreachView {
  outboxId: string
  channel: OutboundChannel
  staffId: string | null
  staffName: string
  text: string
  products: string[]
  state: OutboxState
  gate: string | null
  reason: string | null
  /** What became of it, in words. */
  words: string
  createdAt: string
  dueAt: string | null
  /** Where it stands once it has left, on channels that talk. */
  conversationId: string | null
  mayTakeBack: boolean
}

export const draftPurposes = ['recommend', 'follow_up', 'thank', 'invite'] as const
export type DraftPurpose = (typeof draftPurposes)[number]

/** `POST /api/customers/:id/draft` */
export const draftInput = z.strictObject({
  purpose: z.enum(draftPurposes),
  channel: z.enum(outboundChannels),
  productIds: z.array(z.string().max(200)).max(MAX_OUTREACH_PRODUCTS).default([]),
})
export type DraftInput = z.input<typeof draftInput>

/** A text for the field; nothing is sent by it. */
export interface DraftView {
  text: string
  /** Sentences of the model that the checks kept back. */
  withheld: number
  writtenBy: 'provider' | 'offline'
}

/** One template on the templates page. */
export interface TemplateRow extends Template {
  /** How many messages were made of it in the last 30 days. */
  uses: number
}

/** `POST /api/templates/:id/status`: what the provider said of it, where it does not say so itself. */
export const templateStatusInput = z.strictObject({
  status: z.enum(templateStatuses),
  note: z.string().trim().max(300).optional(),
})

/** What became of a message of ours on its way to a phone or a mailbox, for staff alone. */
export interface DeliveryView {
  state: OutboxState
  /** In words, with the reason where it failed or was refused. */
  words: string
  at: string | null
}

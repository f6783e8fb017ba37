import { z } from 'zod'
import type { ContentField, FieldSource } from './content-places.ts'
import type {
  ContentChannel,
  ContentPurpose,
  ContentStatus,
  ContentVersion,
  Finding,
  SharedModule,
} from './content-templates.ts'
import type { ProductCard } from './message.ts'
import type { Money } from './money.ts'
import { type DeliveryChannel, deliveryChannels } from './outbound.ts'
import type { SandboxContentView } from './staff-sandbox.ts'
import type { Template } from './templates.ts'

/** JSON of `/api/messages…`: what is written of content, what is wrong with it, and how it would look. */

/** One message of the list. */
export interface MessageRow {
  contentTemplateId: string
  name: string
  title: string
  purpose: ContentPurpose
  languages: string[]
  channels: ContentChannel[]
  /** Their numbers; null: there is none. */
  live: number | null
  draft: number | null
  /** Of the newest version where neither is. */
  status: ContentStatus
  variants: number
  /** Journeys that send it, by their titles. */
  journeys: string[]
  updatedAt: string
  updatedByName: string | null
}

/** `GET /api/messages` */
export interface MessagesPage {
  messages: MessageRow[]
}

export interface VersionLine {
  version: number
  status: ContentStatus
  updatedAt: string
  updatedByName: string | null
  approvedAt: string | null
  approvedByName: string | null
}

/** `GET /api/messages/:id` */
export interface MessagePage {
  message: ContentVersion
  versions: VersionLine[]
  journeys: string[]
}

/** `GET /api/message-choices`: what a form may offer. */
export interface MessageChoices {
  fields: { name: ContentField; source: FieldSource }[]
  modules: Pick<SharedModule, 'moduleId' | 'name' | 'title'>[]
  whatsappTemplates: Pick<Template, 'name' | 'language' | 'status' | 'category' | 'body' | 'parameters'>[]
  offers: { offerId: string; title: string; isLive: boolean }[]
  categories: string[]
  /** The language of the shop. */
  language: string
  smsMaxSegments: number
  /** Whether a model can draft words. */
  drafts: boolean
}

/** Checked by the room of content, field by field. */
const content = z.looseObject({})
const id = z.string().max(100)

/** `rev`: of the draft that was read; 0 where there was none. */
export const newMessageInput = z.strictObject({ content })
export const changedMessageInput = z.strictObject({ content, rev: z.int().min(0) })
export const checkedMessageInput = z.strictObject({ content })
export const approveMessageInput = z.strictObject({ version: z.int().min(1), rev: z.int().min(1) })
export const withdrawMessageInput = z.strictObject({ version: z.int().min(1) })

/** As many customers beside each other. */
export const MOST_PREVIEWED_BESIDE = 3

/** `POST /api/messages/preview` */
export const messagePreviewInput = z.strictObject({
  content,
  customerIds: z.array(id).min(1, 'choose a customer').max(MOST_PREVIEWED_BESIDE),
  channels: z.array(z.enum(deliveryChannels)).min(1).max(deliveryChannels.length),
  language: z.string().max(3).nullable().default(null),
  variant: z.string().max(60).nullable().default(null),
  productIds: z.array(z.string().max(200)).max(6).default([]),
  offerId: id.nullable().default(null),
  windowOpen: z.boolean().default(false),
})
export type MessagePreviewInput = z.input<typeof messagePreviewInput>

/** What stood in the message where something is chosen at sending. */
export interface ShownProduct {
  productId: string
  title: string
  price: Money
  availability: ProductCard['availability']
}

/** One customer's message on one channel. */
export interface MessagePreview {
  customerId: string
  name: string | null
  channel: DeliveryChannel
  language: string | null
  variant: string | null
  /** Why it would not be sent; null: it would. */
  problem: string | null
  contents: SandboxContentView[]
  /** Of a mail: for a shadow root, styles held back as `data-style`. */
  html: string | null
  preheader: string | null
  segments: number
  products: ShownProduct[]
  /** Code and words of the offer that it shows. */
  offer: { text: string; code: string | null } | null
  /** Keys of the modules that had nothing of their own to show. */
  fellBack: string[]
  findings: Finding[]
}

/** `POST /api/messages/draft` */
export const messageDraftInput = z.strictObject({
  kind: z.enum(['copy', 'subjects', 'description']),
  content: content.nullable().default(null),
  productId: z.string().max(200).nullable().default(null),
  brief: z.string().trim().min(3, 'say what it is about').max(1000),
  language: z.string().regex(/^[a-z]{2,3}$/),
})
export type MessageDraftInput = z.input<typeof messageDraftInput>

export interface MessageDraftView {
  /** false: there is no model. */
  offered: boolean
  suggestions: { text: string; findings: Finding[] }[]
  /** Drafts that the checks kept back. */
  withheld: number
}

/** A shared module and where it appears. */
export interface SharedModuleRow extends SharedModule {
  updatedByName: string | null
  places: {
    contentTemplateId: string
    title: string
    status: ContentStatus
    channels: ContentChannel[]
  }[]
}

export const newSharedModuleInput = z.strictObject({ module: content })
export const changedSharedModuleInput = z.strictObject({ module: content, rev: z.int().min(1) })

/** `GET` and `PUT /api/message-rules`: what no message may say, by language. */
export interface MessageRules {
  forbidden: Record<string, string[]>
}

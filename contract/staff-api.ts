import { z } from 'zod'
import type { CartView, ConversationStatus, Message, OrderCard, TrustLevel } from './message.ts'
import type { DeliveryView, OutreachView } from './staff-outreach.ts'
import type { SandboxChange } from './staff-sandbox.ts'

/** JSON of `/api/…` and events of the socket namespace `/staff`, between the console and the server. */
export const staffRoles = ['associate', 'support', 'crm', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

export interface StaffView {
  staffId: string
  email: string
  name: string
  roles: StaffRole[]
}

export const signInInput = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(1000),
})

/** Answer of `POST /api/session` and `GET /api/session`. Every other write sends `X-CSRF-Token: <csrfToken>`. */
export interface SessionView {
  staff: StaffView
  csrfToken: string
  shopName: string
  /** Whether some channel has no provider: its messages stay on this machine. */
  sandbox: boolean
}

export const handoffReasons = [
  'asked_for_person',
  'low_confidence',
  'repeated_misunderstanding',
  'negative_sentiment',
  'high_value',
  'complex_request',
  'agent_failed',
  'staff_stepped_in',
] as const
export type HandoffReason = (typeof handoffReasons)[number]

export interface HandoffView {
  handoffId: string
  reason: HandoffReason
  summary: string
  queuedAt: string
  takenAt: string | null
  /** When the shopper was told that nobody was free in time. */
  noticeAt: string | null
  staffName: string | null
}

/** A message as staff see it: with what became of it on its way to a phone. */
export interface StaffMessage extends Message {
  delivery?: DeliveryView
}

export interface ConversationRow {
  conversationId: string
  customerId: string
  customerName: string | null
  channel: string
  status: ConversationStatus
  staffId: string | null
  staffName: string | null
  lastText: string
  lastSender: string | null
  updatedAt: string
  handoff: HandoffView | null
  unread: boolean
}

/** `GET /api/conversations/:id` */
export interface ConversationDetail {
  row: ConversationRow
  trust: TrustLevel
  rev: number
  messages: StaffMessage[]
  toolCalls: {
    toolCallId: string
    seq: number
    tool: string
    arguments: unknown
    ok: boolean
    summary: string
    at: string
  }[]
  customer: {
    name: string | null
    email: string | null
    since: string
    orders: OrderCard[]
    cart: CartView | null
  }
  customerReadSeq: number
  /** Where replies go, when the customer last wrote by phone. */
  phone?: PhoneView | null
  /** What the team wrote here and has not left yet: it stands in the transcript once it has. */
  waiting?: OutreachView[]
}

export interface PhoneView {
  channel: 'sms' | 'whatsapp'
  address: string
  /** WhatsApp takes free words until then; null: its window is closed, or there is none (SMS). */
  windowUntil: string | null
}

export const conversationViews = ['queue', 'mine', 'open', 'closed'] as const
export type ConversationViewName = (typeof conversationViews)[number]

export const replyInput = z.object({
  clientMessageId: z.string().min(8).max(64),
  text: z.string().min(1).max(4000),
})

/** `POST /api/conversations/:id/template`: what may go to a WhatsApp whose 24 hours are over. */
export const templateReplyInput = z.object({
  clientMessageId: z.string().min(8).max(64),
  templateId: z.string().min(1).max(100),
  parameters: z.record(z.string().max(100), z.string().max(1024)),
})

/** Editable by support and admin on the console's settings page. */
export const settingsInput = z.object({
  shopName: z.string().min(1).max(80),
  greeting: z.string().min(1).max(400),
  starters: z.array(z.string().min(1).max(60)).max(4),
  brandVoice: z.string().max(2000),
  locale: z.string().max(20),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'six hex digits after #'),
  timeZone: z.string().max(60),
  /** Monday first; null where closed. Times are HH:MM in `timeZone`. */
  hours: z
    .array(
      z.object({ open: z.string().regex(/^\d\d:\d\d$/), close: z.string().regex(/^\d\d:\d\d$/) }).nullable(),
    )
    .length(7),
  /** Seconds in the queue before the shopper is told that nobody is free. */
  queueTimeoutSeconds: z.number().int().min(10).max(3600),
  consentRequired: z.boolean(),
  origins: z.array(z.string().max(200)).max(50),
  checkoutUrlTemplate: z.string().max(500),
})
export type SettingsView = z.infer<typeof settingsInput>

export interface DocumentRow {
  documentId: string
  title: string
  url: string | null
  passages: number
  updatedAt: string
  /** ISO 3166 codes it holds for; empty: everywhere. */
  countries: string[]
  version: string | null
  validFrom: string | null
  validUntil: string | null
  /** Whether the agent answers from it, and if not, why. */
  standing: 'current' | 'superseded' | 'future' | 'expired'
}

/** Server to console. Payloads are small: the console asks again for what it shows. */
export interface StaffServerEvents {
  /** The queue or a conversation's row has changed. */
  'conversation.changed': (row: ConversationRow) => void
  /** A message in a conversation this console has open (see `watch`); again where its delivery has changed. */
  message: (message: StaffMessage) => void
  typing: (input: { conversationId: string; on: boolean }) => void
  /** Something stands on a phone of the sandbox, or the shop writes to it. */
  'sandbox.changed': (change: SandboxChange) => void
}

/** Console to server. */
export interface StaffClientEvents {
  /** Watch one conversation's messages and typing; null stops. */
  watch: (conversationId: string | null, ack: (answer: { ok: boolean }) => void) => void
  typing: (input: { conversationId: string; on: boolean }) => void
}

import { z } from 'zod'
import { trustLevels } from '#contract/message.ts'
import {
  type ConversationDetail,
  type ConversationRow,
  type DocumentRow,
  type HandoffView,
  handoffReasons,
  type SessionView,
  type StaffMessage,
  type StaffView,
  staffRoles,
} from '#contract/staff-api.ts'
import { cartView, conversationStatus, message, orderCard, timestamp } from './message.ts'
import { deliveryView, outreachView } from './outreach.ts'

const staffFields = {
  staffId: z.string(),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.enum(staffRoles)),
}
export const staffView: z.ZodType<StaffView> = z.object(staffFields)
export const staffRow = z.object({ ...staffFields, disabled: z.boolean() })

export const sessionView: z.ZodType<SessionView> = z.object({
  staff: staffView,
  csrfToken: z.string(),
  shopName: z.string(),
  sandbox: z.boolean(),
})

const handoffView: z.ZodType<HandoffView> = z.object({
  handoffId: z.string(),
  reason: z.enum(handoffReasons),
  summary: z.string(),
  queuedAt: timestamp,
  takenAt: timestamp.nullable(),
  noticeAt: timestamp.nullable(),
  staffName: z.string().nullable(),
})

export const conversationRow: z.ZodType<ConversationRow> = z.object({
  conversationId: z.string(),
  customerId: z.string(),
  customerName: z.string().nullable(),
  channel: z.string(),
  status: conversationStatus,
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  lastText: z.string(),
  lastSender: z.string().nullable(),
  updatedAt: timestamp,
  handoff: handoffView.nullable(),
  unread: z.boolean(),
})

const staffMessage: z.ZodType<StaffMessage> = message.and(z.object({ delivery: deliveryView.optional() }))

export const conversationDetail: z.ZodType<ConversationDetail> = z.object({
  row: conversationRow,
  trust: z.enum(trustLevels),
  rev: z.int(),
  messages: z.array(staffMessage),
  toolCalls: z.array(
    z.object({
      toolCallId: z.string(),
      seq: z.int(),
      tool: z.string(),
      arguments: z.unknown(),
      ok: z.boolean(),
      summary: z.string(),
      at: timestamp,
    }),
  ),
  customer: z.object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    since: timestamp,
    orders: z.array(orderCard),
    cart: cartView.nullable(),
  }),
  customerReadSeq: z.int(),
  waiting: z.array(outreachView).optional(),
  phone: z
    .object({
      channel: z.enum(['sms', 'whatsapp']),
      address: z.string(),
      windowUntil: timestamp.nullable(),
    })
    .nullable()
    .optional(),
})

export const documentRow: z.ZodType<DocumentRow> = z.object({
  documentId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  passages: z.int(),
  updatedAt: timestamp,
  countries: z.array(z.string()),
  version: z.string().nullable(),
  validFrom: timestamp.nullable(),
  validUntil: timestamp.nullable(),
  standing: z.enum(['current', 'superseded', 'future', 'expired']),
})

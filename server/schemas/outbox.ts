import { z } from 'zod'
import { messageKinds, outboundChannels, outboxStates } from '#contract/outbound.ts'
import {
  type OutboxCounts,
  type OutboxMessage,
  type OutboxPage,
  type OutboxStory,
  outboxSenders,
  outboxSteps,
} from '#contract/staff-outbox.ts'
import { timestamp } from './message.ts'

const message = {
  outboxId: z.string(),
  customerId: z.string(),
  customerName: z.string().nullable(),
  address: z.string().nullable(),
  channel: z.enum(outboundChannels),
  kind: z.enum(messageKinds),
  sender: z.enum(outboxSenders),
  senderName: z.string().nullable(),
  excerpt: z.string(),
  state: z.enum(outboxStates),
  gate: z.string().nullable(),
  reason: z.string().nullable(),
  words: z.string(),
  at: timestamp,
  dueAt: timestamp.nullable(),
  dueThere: z.string().nullable(),
}

const outboxMessage: z.ZodType<OutboxMessage> = z.object(message)

export const outboxPage: z.ZodType<OutboxPage> = z.object({
  messages: z.array(outboxMessage),
  next: z.string().nullable(),
})

export const outboxCounts: z.ZodType<OutboxCounts> = z.object({
  days: z.int(),
  states: z.array(z.object({ state: z.enum(outboxStates), count: z.int() })),
  reasons: z.array(z.object({ reason: z.string(), words: z.string(), count: z.int() })),
})

export const outboxStory: z.ZodType<OutboxStory> = z.object({
  ...message,
  subject: z.string().nullable(),
  text: z.string(),
  template: z.string().nullable(),
  products: z.array(z.string()),
  times: z.array(z.object({ step: z.enum(outboxSteps), at: timestamp })),
  attempts: z.int(),
  parts: z.int(),
  partsSent: z.int(),
  segments: z.int(),
  provider: z.string().nullable(),
  error: z.object({ code: z.string(), text: z.string() }).nullable(),
  reroutedFrom: z.string().nullable(),
  reroutedTo: z.string().nullable(),
  winnerId: z.string().nullable(),
  conversationId: z.string().nullable(),
  settledBy: z.string().nullable(),
  maySettle: z.boolean(),
  mayReplay: z.boolean(),
  mayCancel: z.boolean(),
})

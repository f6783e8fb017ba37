import { z } from 'zod'
import { deliveryChannels } from '#contract/outbound.ts'
import {
  type SandboxContentView,
  type SandboxDeviceView,
  type SandboxMessageView,
  type SandboxPage,
  sandboxFaultNames,
} from '#contract/staff-sandbox.ts'
import { timestamp } from './message.ts'

const channel = z.enum(deliveryChannels)

export const sandboxPage: z.ZodType<SandboxPage> = z.object({
  channels: z.array(channel),
  devices: z.array(
    z.object({
      channel,
      address: z.string(),
      customerId: z.string(),
      name: z.string().nullable(),
      lastText: z.string(),
      lastAt: timestamp,
      unseen: z.int(),
    }),
  ),
  next: z.string().nullable(),
})

export const sandboxContent: z.ZodType<SandboxContentView> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string(),
    sms: z.object({ segments: z.int(), encoding: z.string() }).nullable(),
  }),
  z.object({ type: z.literal('image'), url: z.string(), caption: z.string() }),
  z.object({
    type: z.literal('choices'),
    text: z.string(),
    style: z.enum(['buttons', 'list']),
    buttonText: z.string(),
    choices: z.array(z.object({ id: z.string(), title: z.string(), description: z.string().nullable() })),
  }),
  z.object({ type: z.literal('template'), name: z.string(), text: z.string() }),
  z.object({
    type: z.literal('email'),
    subject: z.string(),
    text: z.string(),
    unsubscribeUrl: z.string().nullable(),
  }),
  z.object({
    type: z.literal('push'),
    title: z.string(),
    body: z.string(),
    url: z.string().nullable(),
    image: z.string().nullable(),
  }),
  z.object({ type: z.literal('written'), text: z.string(), chosen: z.boolean() }),
])

const messageView: z.ZodType<SandboxMessageView> = z.object({
  providerMessageId: z.string(),
  direction: z.enum(['to_customer', 'from_customer']),
  content: sandboxContent,
  status: z.enum(['sent', 'delivered', 'read', 'failed']).nullable(),
  seen: z.boolean(),
  at: timestamp,
})

export const sandboxDevice: z.ZodType<SandboxDeviceView> = z.object({
  channel,
  address: z.string(),
  customerId: z.string().nullable(),
  name: z.string().nullable(),
  fault: z.enum(sandboxFaultNames).nullable(),
  windowUntil: timestamp.nullable(),
  answers: z.boolean(),
  messages: z.array(messageView),
  more: z.boolean(),
})

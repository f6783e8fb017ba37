import { z } from 'zod'
import { messageKinds, outboundChannels, outboxStates } from '#contract/outbound.ts'
import {
  type ChannelStanding,
  channelStandings,
  type DeliveryView,
  type DraftView,
  type GateView,
  type MaySendView,
  type OutreachView,
  type PreviewView,
  type TemplateRow,
} from '#contract/staff-outreach.ts'
import { type Template, templateCategories, templateStatuses } from '#contract/templates.ts'
import { timestamp } from './message.ts'

const channel = z.enum(outboundChannels)

export const gateView: z.ZodType<GateView> = z.object({
  gate: z.string(),
  allowed: z.boolean(),
  reason: z.string().nullable(),
  until: timestamp.nullable().describe('held until then, not refused'),
  words: z.string(),
})

const channelStanding: z.ZodType<ChannelStanding> = z.object({
  channel,
  address: z.string().nullable(),
  standing: z.enum(channelStandings),
  until: timestamp.nullable(),
  words: z.string(),
  gates: z.array(gateView),
})

export const maySendView: z.ZodType<MaySendView> = z.object({
  customerId: z.string(),
  at: timestamp,
  kinds: z.array(z.object({ kind: z.enum(messageKinds), channels: z.array(channelStanding) })),
})

export const outreachView: z.ZodType<OutreachView> = z.object({
  outboxId: z.string(),
  channel,
  staffId: z.string().nullable(),
  staffName: z.string(),
  text: z.string(),
  products: z.array(z.string()),
  state: z.enum(outboxStates),
  gate: z.string().nullable(),
  reason: z.string().nullable(),
  words: z.string(),
  createdAt: timestamp,
  dueAt: timestamp.nullable(),
  conversationId: z.string().nullable(),
  mayTakeBack: z.boolean(),
})

export const previewView: z.ZodType<PreviewView> = z.object({
  messages: z.array(
    z.object({
      type: z.enum(['text', 'image', 'choices', 'template', 'email', 'push']),
      title: z.string().nullable(),
      text: z.string(),
      image: z.string().nullable(),
      choices: z.array(z.string()),
    }),
  ),
  problem: z.string().nullable(),
  characters: z.int(),
  segments: z.int(),
})

export const draftView: z.ZodType<DraftView> = z.object({
  text: z.string(),
  withheld: z.int(),
  writtenBy: z.enum(['provider', 'offline']),
})

const templateFields = {
  templateId: z.string(),
  name: z.string(),
  channel: z.literal('whatsapp'),
  language: z.string(),
  category: z.enum(templateCategories),
  body: z.string(),
  parameters: z.array(z.string()),
  status: z.enum(templateStatuses),
  statusNote: z.string().nullable(),
  references: z.object({ twilio: z.string().optional(), whatsapp_cloud: z.string().optional() }),
  updatedAt: timestamp,
}
export const template: z.ZodType<Template> = z.object(templateFields)
export const templateRow: z.ZodType<TemplateRow> = z.object({ ...templateFields, uses: z.int() })

export const deliveryView: z.ZodType<DeliveryView> = z.object({
  state: z.enum(outboxStates),
  words: z.string(),
  at: timestamp.nullable(),
})

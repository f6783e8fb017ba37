import { z } from 'zod'
import {
  type AudienceRefusal,
  audienceFormats,
  audienceKinds,
  audienceRefusalWords,
} from '#contract/audiences.ts'
import {
  type AudienceExportRow,
  type AudienceFile,
  type AudiencePage,
  type AudienceRow,
  type AudiencesPage,
  type DeliveriesPage,
  deliveryStates,
  type WebhookRow,
  type WebhookSecret,
  type WebhooksPage,
  webhookStates,
} from '#contract/staff-integrations.ts'
import { webhookEventNames } from '#contract/webhooks.ts'
import { timestamp } from './message.ts'

/** The answers of `/api/webhooks…` and `/api/audiences…`, for `/openapi.json`. */
const webhook: z.ZodType<WebhookRow> = z.object({
  webhookId: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(webhookEventNames)),
  includeContact: z.boolean(),
  state: z.enum(webhookStates),
  note: z.string().nullable(),
  oldSecretUntil: timestamp.nullable(),
  failingSince: timestamp.nullable(),
  lastSuccessAt: timestamp.nullable(),
  waiting: z.int(),
  failed: z.int(),
  rev: z.int(),
})

export const webhooksPage: z.ZodType<WebhooksPage> = z.object({
  webhooks: z.array(webhook),
  events: z.array(z.object({ event: z.enum(webhookEventNames), words: z.string() })),
})

export const webhookSecretAnswer: z.ZodType<WebhookSecret> = z.object({
  webhookId: z.string(),
  secret: z.string().describe('shown this once'),
})

export const deliveriesPage: z.ZodType<DeliveriesPage> = z.object({
  deliveries: z.array(
    z.object({
      deliveryId: z.string(),
      event: z.string(),
      customerId: z.string().nullable(),
      data: z.record(z.string(), z.unknown()),
      state: z.enum(deliveryStates),
      attempts: z.int(),
      happenedAt: timestamp,
      dueAt: timestamp,
      endedAt: timestamp.nullable(),
      status: z.int().nullable(),
      answer: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})

const exported: z.ZodType<AudienceExportRow> = z.object({
  exportId: z.string(),
  mode: z.enum(['push', 'full', 'delta']),
  sequence: z.int(),
  added: z.int(),
  removed: z.int(),
  takenAt: timestamp,
  arrivedAt: timestamp.nullable(),
  error: z.string().nullable(),
})

const isRefusal = (value: unknown): value is AudienceRefusal =>
  typeof value === 'string' && Object.hasOwn(audienceRefusalWords, value)

const audience: z.ZodType<AudienceRow> = z.object({
  audienceId: z.string(),
  name: z.string(),
  segmentId: z.string(),
  segmentName: z.string().nullable(),
  format: z.enum(audienceFormats),
  kinds: z.array(z.enum(audienceKinds)),
  webhook: z.object({ webhookId: z.string(), name: z.string().nullable() }).nullable(),
  state: z.enum(['on', 'ended']),
  members: z.int(),
  toAdd: z.int(),
  toRemove: z.int(),
  people: z.int(),
  refused: z.array(
    z.object({
      reason: z.enum(Object.keys(audienceRefusalWords).filter(isRefusal)),
      words: z.string(),
      count: z.int(),
    }),
  ),
  judgedAt: timestamp.nullable(),
  lastExport: exported.nullable(),
  note: z.string().nullable(),
  rev: z.int(),
})

export const audiencesPage: z.ZodType<AudiencesPage> = z.object({
  audiences: z.array(audience),
  segments: z.array(z.object({ segmentId: z.string(), name: z.string(), members: z.int() })),
  webhooks: z.array(z.object({ webhookId: z.string(), name: z.string() })),
})

export const audiencePage: z.ZodType<AudiencePage> = z.object({ audience, exports: z.array(exported) })

const side = z.object({ count: z.int(), text: z.string() })
export const audienceFile: z.ZodType<AudienceFile> = z.object({
  exportId: z.string(),
  added: side,
  removed: side,
})

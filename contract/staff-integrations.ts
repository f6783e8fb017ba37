import { z } from 'zod'
import { type AudienceFormat, type AudienceKind, type AudienceRefusal, audienceInput } from './audiences.ts'
import { type WebhookEvent, webhookInput } from './webhooks.ts'

/** JSON of `/api/webhooks…` and `/api/audiences…`: who else is told, and the lists for ads. */
export const webhookStates = ['on', 'off', 'disabled', 'gone'] as const
export type WebhookState = (typeof webhookStates)[number]

export interface WebhookRow {
  webhookId: string
  name: string
  url: string
  events: WebhookEvent[]
  includeContact: boolean
  state: WebhookState
  /** Why the house switched it off. */
  note: string | null
  /** The secret before signs as well until then. */
  oldSecretUntil: string | null
  failingSince: string | null
  lastSuccessAt: string | null
  waiting: number
  failed: number
  rev: number
}

export interface WebhookEventRow {
  event: WebhookEvent
  words: string
}

/** `GET /api/webhooks` */
export interface WebhooksPage {
  webhooks: WebhookRow[]
  /** All that there is to be told. */
  events: WebhookEventRow[]
}

export const deliveryStates = ['waiting', 'sending', 'done', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export interface DeliveryRow {
  deliveryId: string
  event: string
  customerId: string | null
  data: Record<string, unknown>
  state: DeliveryState
  attempts: number
  happenedAt: string
  dueAt: string
  endedAt: string | null
  /** Of HTTP. */
  status: number | null
  answer: string | null
  error: string | null
}

/** `GET /api/webhooks/:id/deliveries` */
export interface DeliveriesPage {
  deliveries: DeliveryRow[]
  /** Shown to read on; null: this was all. */
  next: string | null
}

/** What is answered once, and never again. */
export interface WebhookSecret {
  webhookId: string
  secret: string
}

export const changedWebhookInput = z.strictObject({ webhook: webhookInput, rev: z.int().min(1) })
export const webhookStateInput = z.strictObject({ state: z.enum(['on', 'off']) })

export interface AudienceExportRow {
  exportId: string
  mode: 'push' | 'full' | 'delta'
  sequence: number
  added: number
  removed: number
  takenAt: string
  /** null: nobody has said that it arrived. */
  arrivedAt: string | null
  error: string | null
}

export interface AudienceRow {
  audienceId: string
  name: string
  segmentId: string
  segmentName: string | null
  format: AudienceFormat
  kinds: AudienceKind[]
  /** null: a file that is taken by hand. */
  webhook: { webhookId: string; name: string | null } | null
  state: 'on' | 'ended'
  /** Hashes that the destination has, surely or perhaps. */
  members: number
  toAdd: number
  toRemove: number
  /** In the segment when all were last judged, and how many of them may not be in the list, by reason. */
  people: number
  refused: { reason: AudienceRefusal; words: string; count: number }[]
  judgedAt: string | null
  lastExport: AudienceExportRow | null
  note: string | null
  rev: number
}

/** `GET /api/audiences` */
export interface AudiencesPage {
  audiences: AudienceRow[]
  /** Where an audience can be of, and be sent to. */
  segments: { segmentId: string; name: string; members: number }[]
  webhooks: { webhookId: string; name: string }[]
}

/** `GET /api/audiences/:id` */
export interface AudiencePage {
  audience: AudienceRow
  exports: AudienceExportRow[]
}

export const newAudienceInput = audienceInput
export const renamedAudienceInput = z.strictObject({
  name: z.string().trim().min(1, 'is empty').max(80),
  rev: z.int().min(1),
})
export const audienceFileInput = z.strictObject({
  mode: z.enum(['full', 'delta']),
  as: z.enum(['csv', 'jsonl']),
})
export type AudienceFileInput = z.input<typeof audienceFileInput>

/** `POST /api/audiences/:id/files`: both sides of what was taken, as text. */
export interface AudienceFile {
  exportId: string
  added: { count: number; text: string }
  removed: { count: number; text: string }
}

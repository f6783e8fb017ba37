import { z } from 'zod'

/**
 * What other systems can be told, each with the fields of its `data`. A closed list: a field is added, never
 * renamed. Ids are ours; nothing else about a person is in here.
 */
const person = { customerId: z.string() }
const message = {
  ...person,
  outboxId: z.string(),
  channel: z.string(),
  kind: z.string(),
  sender: z.string(),
  journey: z.string().nullable(),
}
const entry = { ...person, entryId: z.string(), journey: z.string(), version: z.number().int() }
const issued = {
  ...person,
  issuedId: z.string(),
  offerId: z.string(),
  channel: z.string(),
  currency: z.string(),
}
const handoff = { ...person, handoffId: z.string(), conversationId: z.string(), reason: z.string() }
const membership = { ...person, segmentId: z.string() }

export const webhookEvents = {
  'message.sent': { words: 'A message went out', data: z.object(message) },
  'message.delivered': { words: 'A message arrived', data: z.object(message) },
  'message.failed': {
    words: 'A message failed',
    data: z.object({ ...message, reason: z.string().nullable() }),
  },
  'journey.entered': { words: 'A customer entered a journey', data: z.object(entry) },
  'journey.ended': {
    words: 'A customer’s way through a journey ended',
    data: z.object({ ...entry, reason: z.string().nullable() }),
  },
  'offer.issued': {
    words: 'An offer was issued',
    data: z.object({ ...issued, expiresAt: z.string() }),
  },
  'offer.redeemed': {
    words: 'An offer was redeemed',
    data: z.object({
      ...issued,
      orderNumber: z.string().nullable(),
      /** Minor units of `currency`. */
      cost: z.number().int().nullable(),
    }),
  },
  'consent.changed': {
    words: 'A customer said yes or no',
    data: z.object({
      ...person,
      channel: z.string(),
      purpose: z.string(),
      state: z.string(),
      source: z.string(),
      at: z.string(),
    }),
  },
  'handoff.opened': { words: 'A conversation was handed over', data: z.object(handoff) },
  'handoff.resolved': {
    words: 'A handoff ended',
    data: z.object({ ...handoff, outcome: z.string().nullable() }),
  },
  'segment.joined': { words: 'A customer came into a segment', data: z.object(membership) },
  'segment.left': { words: 'A customer left a segment', data: z.object(membership) },
  'ugc.approved': {
    words: 'A photo or review was approved',
    data: z.object({ ...person, ugcId: z.string(), kind: z.string(), productId: z.string() }),
  },
  'customer.erased': { words: 'A customer was erased', data: z.object(person) },
} as const

export type WebhookEvent = keyof typeof webhookEvents
export const webhookEventNames = Object.keys(webhookEvents) as [WebhookEvent, ...WebhookEvent[]]

/** Sent by hand to try an endpoint; nobody asks for it. */
export const WEBHOOK_TEST = 'webhook.test'
/** What an endpoint is told that an audience is sent to. */
export const AUDIENCE_CHANGED = 'audience.changed'

/** An endpoint as staff write it down. */
export const webhookInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /** None: it is only for audiences. */
  events: z
    .array(z.enum(webhookEventNames))
    .max(webhookEventNames.length)
    .transform((names) => [...new Set(names)]),
  /** Whether addresses that may be used for marketing stand in `contact`. */
  includeContact: z.boolean().default(false),
})
export type WebhookInput = z.input<typeof webhookInput>

/** One hashed address that a list gains or loses. */
const hashed = z.object({ kind: z.enum(['email', 'phone']), sha256: z.string() })

/** `data` of `audience.changed`: for each hash, the message with the highest sequence holds. */
export const audienceChange = z.object({
  audienceId: z.string(),
  name: z.string(),
  format: z.enum(['google', 'meta']),
  sequence: z.number().int(),
  add: z.array(hashed),
  remove: z.array(hashed),
})
export type AudienceChange = z.output<typeof audienceChange>

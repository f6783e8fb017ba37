import { z } from 'zod'
import { callTypes } from '#domain/events/index.ts'
import type { Operation } from '../operation.ts'
import { operation } from '../operation.ts'

const object = z.looseObject({})
const call = z.looseObject({
  messageId: z.string().max(255).optional().describe('sent again with the same one, it counts once'),
  userId: z
    .union([z.string().max(254), z.number()])
    .optional()
    .describe('with the secret key'),
  anonymousId: z.union([z.string().max(254), z.number()]).optional(),
  timestamp: z.string().optional().describe('ISO 8601, by the sender’s clock'),
  sentAt: z.string().optional().describe('ISO 8601, by the same clock: corrects the timestamp'),
  context: object.optional(),
})
const bodies = {
  track: call.extend({ event: z.string(), properties: object.optional() }),
  identify: call.extend({ traits: object.optional() }),
  page: call.extend({ name: z.string().optional(), properties: object.optional() }),
  screen: call.extend({ name: z.string().optional(), properties: object.optional() }),
  group: call.extend({ groupId: z.string(), traits: object.optional() }),
  alias: call.extend({ previousId: z.union([z.string(), z.number()]) }),
}
const summaries = {
  track: 'Something that somebody did: an event name and its properties (docs/events.md)',
  identify: 'Who somebody is: ids and traits; from a page with an identity token (X-Identity-Token)',
  page: 'A page that was looked at',
  screen: 'A screen of the app that was looked at',
  group: 'A group somebody belongs to; secret key only',
  alias: 'Two ids of one person; secret key only',
}
const batch = z.object({
  batch: z.array(z.looseObject({ type: z.enum(callTypes) })),
  sentAt: z.string().optional(),
  context: object.optional(),
})
const batchAnswer = z.object({
  success: z.literal(true),
  stored: z.int(),
  duplicates: z.int(),
  setAside: z.array(
    z.object({
      index: z.int(),
      messageId: z.string().nullable(),
      code: z.string(),
      field: z.string(),
      message: z.string(),
    }),
  ),
})

const KILOBYTE = 1024

/** Segment's HTTP API as it is described; it is answered by server/track. */
export const trackOperations: Operation[] = [
  ...callTypes.map((type) =>
    apart(
      `${type}Call`,
      `/v1/${type}`,
      summaries[type],
      bodies[type],
      z.object({ success: z.literal(true) }),
      64,
    ),
  ),
  apart('batchCalls', '/v1/batch', 'Many calls at once; secret key only', batch, batchAnswer, 500),
]

function apart(
  id: string,
  path: string,
  summary: string,
  body: z.ZodType,
  answer: z.ZodType,
  kilobytes: number,
): Operation {
  const described = operation(
    id,
    id === 'batchCalls' || /^(group|alias)/.test(id) ? 'secret_key' : 'either_key',
    {
      method: 'post',
      path,
      summary,
      input: z.object({ body }),
      answer,
      bodyLimit: kilobytes * KILOBYTE,
      run: () => Promise.reject(new Error(`${path} is answered before Express`)),
    },
  )
  return { ...described, apart: true }
}

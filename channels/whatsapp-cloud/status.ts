import { z } from 'zod'
import type { StatusUpdate } from '../adapter.ts'
import { readReference } from '../reference.ts'
import { WHATSAPP_CLOUD } from './adapter.ts'
import { metaFailure } from './errors.ts'
import { momentOf } from './moment.ts'

const optional = z.string().optional().catch(undefined)
const fault = z.object({
  code: z.number().optional().catch(undefined),
  title: optional,
  message: optional,
  error_data: z.object({ details: optional }).optional().catch(undefined),
})

export const statusShape = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: z.union([z.string(), z.number()]).optional().catch(undefined),
  biz_opaque_callback_data: optional,
  errors: z.array(fault).catch([]).default([]),
})

const meaning = new Map<string, StatusUpdate['status']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
])

/** null: a status that tells nothing of whether the message arrived, such as `deleted`. */
export function readMetaStatus(given: z.output<typeof statusShape>): StatusUpdate | null {
  const status = meaning.get(given.status)
  if (!status) return null
  const [error] = status === 'failed' ? given.errors : []
  const code = error?.code ?? null
  return {
    provider: WHATSAPP_CLOUD,
    providerMessageId: given.id,
    status,
    reason: status === 'failed' ? metaFailure(code) : null,
    code: code === null ? null : String(code),
    text: error?.error_data?.details ?? error?.title ?? error?.message ?? null,
    at: momentOf(given.timestamp),
    reference: readReference(given.biz_opaque_callback_data),
  }
}

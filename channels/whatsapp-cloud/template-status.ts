import { z } from 'zod'
import { type TemplateStatus, templateCategories } from '#contract/templates.ts'
import type { TemplateStatusUpdate } from '../adapter.ts'
import { WHATSAPP_CLOUD } from './adapter.ts'

/** Meta's events that change whether a template may be sent; flagged, locked and in appeal do not. */
const statusOfEvent: Record<string, TemplateStatus> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  UNARCHIVED: 'approved',
  PENDING: 'pending',
  PAUSED: 'paused',
  DISABLED: 'paused',
  ARCHIVED: 'paused',
  REJECTED: 'rejected',
  DELETED: 'rejected',
  PENDING_DELETION: 'rejected',
}

const optional = z.string().nullish().catch(null)
const named = z.object({
  message_template_name: z.string().min(1),
  message_template_language: z.string().catch(''),
})
const event = named.extend({
  event: z.string(),
  reason: optional,
  message_template_category: optional,
  rejection_info: z.object({ reason: optional }).nullish().catch(null),
  other_info: z.object({ description: optional }).nullish().catch(null),
})
const recategorised = named.extend({ new_category: optional })

/** What a change of the fields `message_template_status_update` and `template_category_update` says. */
export function readTemplateUpdate(field: string, value: Record<string, unknown>): TemplateStatusUpdate[] {
  if (field === 'message_template_status_update') {
    const told = event.safeParse(value).data
    const status = told && statusOfEvent[told.event]
    if (!told || !status) return []
    const note = told.rejection_info?.reason || told.other_info?.description || told.reason
    return [
      { ...nameOf(told), status, category: categoryOf(told.message_template_category), note: noteOf(note) },
    ]
  }
  const told = field === 'template_category_update' ? recategorised.safeParse(value).data : undefined
  const category = categoryOf(told?.new_category)
  return told && category ? [{ ...nameOf(told), status: null, category, note: null }] : []
}

function nameOf(told: z.output<typeof named>) {
  return {
    provider: WHATSAPP_CLOUD,
    reference: told.message_template_name,
    language: told.message_template_language,
  } as const
}

function categoryOf(category: string | null | undefined): TemplateStatusUpdate['category'] {
  return templateCategories.find((known) => known === category?.toLowerCase()) ?? null
}

function noteOf(reason: string | null | undefined): string | null {
  return reason && reason !== 'NONE' ? reason : null
}

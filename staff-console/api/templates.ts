import type { TemplateRow } from '#contract/staff-outreach.ts'
import type { Template, TemplateInput, TemplateStatus } from '#contract/templates.ts'
import { request } from './http.ts'

export async function listTemplates(): Promise<TemplateRow[]> {
  return (await request<{ templates: TemplateRow[] }>('GET', '/api/templates')).templates
}

/** A new one, or a change of the one with this id. */
export function saveTemplate(templateId: string | null, input: TemplateInput): Promise<Template> {
  return templateId === null
    ? request('POST', '/api/templates', input)
    : request('PUT', `/api/templates/${encodeURIComponent(templateId)}`, input)
}

export function setTemplateStatus(templateId: string, status: TemplateStatus): Promise<Template> {
  return request('POST', `/api/templates/${encodeURIComponent(templateId)}/status`, { status })
}

import type { ContactRules } from '#contract/contact-rules.ts'
import type { ContactRulesView, SettingChangePage } from '#contract/staff-contact-rules.ts'
import { request } from './http.ts'

export function readContactRules(): Promise<ContactRulesView> {
  return request('GET', '/api/contact-rules')
}

/** Only the fields that are given. */
export function writeContactRules(change: Partial<ContactRules>): Promise<ContactRulesView> {
  return request('PUT', '/api/contact-rules', change)
}

export function listSettingChanges(before: string | null): Promise<SettingChangePage> {
  const query = new URLSearchParams({ ...(before && { before }) })
  return request('GET', `/api/setting-changes?${query}`)
}

import type { DocumentRow, SettingsView, StaffRole, StaffView } from '#contract/staff-api.ts'
import { request } from './http.ts'

export function readSettings(): Promise<SettingsView> {
  return request('GET', '/api/settings')
}

/** Writes only the fields given, so that two people on two pages do not undo each other. */
export function writeSettings(patch: Partial<SettingsView>): Promise<SettingsView> {
  return request('PUT', '/api/settings', patch)
}

export interface NewDocument {
  title?: string
  url?: string
  country?: string
  validFrom?: string
  validUntil?: string
  format: 'markdown' | 'html'
  text: string
}

export async function listDocuments(): Promise<DocumentRow[]> {
  return (await request<{ documents: DocumentRow[] }>('GET', '/api/documents')).documents
}

export function addDocument(document: NewDocument): Promise<DocumentRow> {
  return request('POST', '/api/documents', document)
}

export function removeDocument(documentId: string): Promise<null> {
  return request('DELETE', `/api/documents/${encodeURIComponent(documentId)}`)
}

export interface StaffRow extends StaffView {
  disabled: boolean
}

export interface StaffChange {
  name?: string
  roles?: StaffRole[]
  disabled?: boolean
  /** Makes a new random password, which the answer shows once. */
  newPassword?: true
}

export async function listStaff(): Promise<StaffRow[]> {
  return (await request<{ staff: StaffRow[] }>('GET', '/api/staff')).staff
}

export function addStaff(input: {
  email: string
  name: string
  roles: StaffRole[]
}): Promise<{ staff: StaffView; password: string }> {
  return request('POST', '/api/staff', input)
}

export function changeStaff(
  staffId: string,
  change: StaffChange,
): Promise<{ staff: StaffRow; password?: string }> {
  return request('PATCH', `/api/staff/${encodeURIComponent(staffId)}`, change)
}

export interface KeyRow {
  keyId: string
  kind: 'public' | 'secret'
  label: string
  /** Enough of the key to recognise it. */
  hint: string
  createdAt: string
  revokedAt: string | null
}

export interface KeysView {
  keys: KeyRow[]
  publicKey: string | null
  /** The address under which shops reach this server. */
  publicUrl: string
  /** The last characters of the identity secret; empty where the role may not know. */
  identitySecretHint: string
}

export function readKeys(): Promise<KeysView> {
  return request('GET', '/api/keys')
}

export function createKey(kind: KeyRow['kind'], label: string): Promise<{ key: string; keyId: string }> {
  return request('POST', '/api/keys', { kind, label })
}

export function revokeKey(keyId: string): Promise<null> {
  return request('DELETE', `/api/keys/${encodeURIComponent(keyId)}`)
}

import type { ContentTemplateInput, Finding, SharedModuleInput } from '#contract/content-templates.ts'
import type {
  MessageChoices,
  MessageDraftInput,
  MessageDraftView,
  MessagePage,
  MessagePreview,
  MessagePreviewInput,
  MessageRules,
  MessagesPage,
  SharedModuleRow,
} from '#contract/staff-content.ts'
import { request } from './http.ts'

export interface SavedMessage {
  contentTemplateId: string
  version: number
  rev: number
}

const pathOf = (id: string) => `/api/messages/${encodeURIComponent(id)}`
const modulePath = (id: string) => `/api/message-modules/${encodeURIComponent(id)}`

export function listMessages(): Promise<MessagesPage> {
  return request('GET', '/api/messages')
}

export function readMessage(id: string, version: number | null): Promise<MessagePage> {
  return request('GET', version === null ? pathOf(id) : `${pathOf(id)}?version=${version}`)
}

export function readMessageChoices(): Promise<MessageChoices> {
  return request('GET', '/api/message-choices')
}

/** A new message, or the draft of one whose draft was read at `rev` (0: there was none). */
export function saveMessage(
  content: ContentTemplateInput,
  before: { id: string; rev: number } | null,
): Promise<SavedMessage> {
  return before === null
    ? request('POST', '/api/messages', { content })
    : request('PUT', pathOf(before.id), { content, rev: before.rev })
}

export function approveMessage(
  id: string,
  draft: { version: number; rev: number },
): Promise<SavedMessage & { findings: Finding[] }> {
  return request('POST', `${pathOf(id)}/approve`, draft)
}

export function withdrawMessage(id: string, version: number): Promise<null> {
  return request('POST', `${pathOf(id)}/withdraw`, { version })
}

export function checkMessage(
  content: ContentTemplateInput,
  signal: AbortSignal,
): Promise<{ findings: Finding[] }> {
  return request('POST', '/api/messages/check', { content }, signal)
}

export function previewMessage(
  input: MessagePreviewInput,
  signal: AbortSignal,
): Promise<{ previews: MessagePreview[] }> {
  return request('POST', '/api/messages/preview', input, signal)
}

export function draftMessage(input: MessageDraftInput): Promise<MessageDraftView> {
  return request('POST', '/api/messages/draft', input)
}

export function listSharedModules(): Promise<{ modules: SharedModuleRow[] }> {
  return request('GET', '/api/message-modules')
}

export function saveSharedModule(
  module: SharedModuleInput,
  before: { moduleId: string; rev: number } | null,
): Promise<{ moduleId: string; rev: number }> {
  return before === null
    ? request('POST', '/api/message-modules', { module })
    : request('PUT', modulePath(before.moduleId), { module, rev: before.rev })
}

export function removeSharedModule(moduleId: string): Promise<null> {
  return request('DELETE', modulePath(moduleId))
}

export function readMessageRules(): Promise<MessageRules> {
  return request('GET', '/api/message-rules')
}

export function writeMessageRules(rules: MessageRules): Promise<MessageRules> {
  return request('PUT', '/api/message-rules', rules)
}

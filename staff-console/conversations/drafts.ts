import { createStore, useStore } from '../state/store.ts'

/**
 * What a person has typed and not sent, per conversation. Kept for this tab only, so that a reload or
 * a session that ran out loses nothing, and gone with the sign-out.
 */
const KEY = 'rapport.drafts'

const drafts = createStore<Readonly<Record<string, string>>>(read())

export function useDraft(conversationId: string): string {
  return useStore(drafts, (all) => all[conversationId] ?? '')
}

export function writeDraft(conversationId: string, text: string): void {
  drafts.update(({ [conversationId]: _before, ...rest }) =>
    text === '' ? rest : { ...rest, [conversationId]: text },
  )
  sessionStorage.setItem(KEY, JSON.stringify(drafts.get()))
}

/** A text to begin with; what is being written already stays. */
export function beginDraft(conversationId: string, text: string): void {
  if (text !== '' && (drafts.get()[conversationId] ?? '').trim() === '') writeDraft(conversationId, text)
}

/** Puts a text before what is being written: a refused reply that is to be changed. */
export function prependDraft(conversationId: string, text: string): void {
  const held = drafts.get()[conversationId]
  writeDraft(conversationId, held ? `${text}\n${held}` : text)
}

export function forgetDrafts(): void {
  drafts.update(() => ({}))
  sessionStorage.removeItem(KEY)
}

function read(): Record<string, string> {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === 'string'))
  } catch {
    return {}
  }
}

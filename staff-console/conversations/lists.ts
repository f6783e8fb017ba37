import type { ConversationViewName } from '#contract/staff-api.ts'
import { listConversations } from '../api/conversations.ts'
import type { DeskParts, ViewState } from './desk-state.ts'
import { withPage } from './rows.ts'

/** Reads the first page of a view again; what is shown stays until the answer is here. */
export async function loadView(parts: DeskParts, view: ConversationViewName): Promise<void> {
  setView(parts, view, (state) => (state.status === 'failed' ? { ...state, status: 'loading' } : state))
  try {
    const page = await listConversations(view, null)
    parts.state.update((desk) => ({
      ...desk,
      rows: withPage(desk.rows, page.conversations, view, parts.staffId, page.next === null),
    }))
    setView(parts, view, () => ({ status: 'ready', next: page.next, loadingMore: false }))
  } catch {
    setView(parts, view, (state) => (state.status === 'ready' ? state : { ...state, status: 'failed' }))
  }
}

/** Reads the page after the ones shown. */
export async function loadMore(parts: DeskParts, view: ConversationViewName): Promise<void> {
  const { next, loadingMore } = parts.state.get().views[view]
  if (next === null || loadingMore) return
  setView(parts, view, (state) => ({ ...state, loadingMore: true }))
  try {
    const page = await listConversations(view, next)
    parts.state.update((desk) => ({
      ...desk,
      rows: withPage(desk.rows, page.conversations, view, parts.staffId, false),
    }))
    setView(parts, view, (state) => ({ ...state, next: page.next, loadingMore: false }))
  } catch {
    setView(parts, view, (state) => ({ ...state, loadingMore: false }))
  }
}

function setView(
  parts: DeskParts,
  view: ConversationViewName,
  change: (state: ViewState) => ViewState,
): void {
  parts.state.update((desk) => ({ ...desk, views: { ...desk.views, [view]: change(desk.views[view]) } }))
}

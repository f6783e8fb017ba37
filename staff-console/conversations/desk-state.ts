import type { ConversationDetail, ConversationViewName } from '#contract/staff-api.ts'
import type { ConversationAction } from '../api/conversations.ts'
import { createStore, type Store } from '../state/store.ts'
import type { PendingReplies } from './replies.ts'
import type { Rows } from './rows.ts'

export interface ViewState {
  status: 'loading' | 'ready' | 'failed'
  /** The `before` of the next page; null where everything is here. */
  next: string | null
  loadingMore: boolean
}

export interface OpenConversation {
  conversationId: string
  status: 'loading' | 'ready' | 'failed' | 'missing'
  detail: ConversationDetail | null
  customerTyping: boolean
  /** The action that is under way. */
  acting: ConversationAction | null
}

export interface Notice {
  id: number
  text: string
  tone: 'calm' | 'problem'
}

/** Everything the desk shows. */
export interface DeskState {
  rows: Rows
  views: Record<ConversationViewName, ViewState>
  open: OpenConversation | null
  pending: PendingReplies
  notice: Notice | null
  /** Read out once by screen readers: who has just joined the queue. */
  announcement: string
}

/** What the parts of the desk share. */
export interface DeskParts {
  state: Store<DeskState>
  staffId: string
}

const fresh: ViewState = { status: 'loading', next: null, loadingMore: false }

export function createDeskState(): Store<DeskState> {
  return createStore<DeskState>({
    rows: new Map(),
    views: { queue: fresh, mine: fresh, open: fresh, closed: fresh },
    open: null,
    pending: new Map(),
    notice: null,
    announcement: '',
  })
}

let lastNotice = 0

/** Shows a short sentence for a while. */
export function notify(state: Store<DeskState>, text: string, tone: Notice['tone'] = 'calm'): void {
  lastNotice += 1
  const notice = { id: lastNotice, text, tone }
  state.update((desk) => ({ ...desk, notice }))
  window.setTimeout(
    () => state.update((desk) => (desk.notice?.id === notice.id ? { ...desk, notice: null } : desk)),
    tone === 'problem' ? 8000 : 4000,
  )
}

/** Changes the open conversation, unless another one is open by now. */
export function updateOpen(
  state: Store<DeskState>,
  conversationId: string,
  change: (open: OpenConversation) => OpenConversation,
): void {
  state.update((desk) =>
    desk.open?.conversationId === conversationId ? { ...desk, open: change(desk.open) } : desk,
  )
}

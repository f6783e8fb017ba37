import { createContext, use } from 'react'
import type { ConversationRow, StaffMessage, StaffView } from '#contract/staff-api.ts'
import { act, type ConversationAction } from '../api/conversations.ts'
import { RequestError } from '../api/http.ts'
import type { Live } from '../live/socket.ts'
import { worksAtDesk } from '../session/session.ts'
import { useStore } from '../state/store.ts'
import { texts } from '../texts.ts'
import { createDeskState, type DeskParts, type DeskState, notify, updateOpen } from './desk-state.ts'
import { loadMore, loadView } from './lists.ts'
import { loadDetail, openConversation, readUpTo } from './opening.ts'
import { withRow } from './rows.ts'
import { dropReply, flush, flushAll, reply, retryReply } from './sending.ts'
import { hasGap, withMessage } from './timeline.ts'

export type Desk = ReturnType<typeof createDesk>

const TYPING_FADES_MS = 6000
const RESEND_EVERY_MS = 4000

/** The desk of one signed-in person: what it shows and what can be done, kept live by the socket. */
export function createDesk(staff: StaffView, live: Live, onNewHandoff: (row: ConversationRow) => void) {
  const parts: DeskParts = { state: createDeskState(), staffId: staff.staffId }
  const detach = attach(parts, live, worksAtDesk(staff), onNewHandoff)
  return {
    ...parts,
    staff,
    load: (view: Parameters<typeof loadView>[1]) => loadView(parts, view),
    loadMore: (view: Parameters<typeof loadMore>[1]) => loadMore(parts, view),
    open: (conversationId: string | null) => {
      if (parts.state.get().open?.conversationId === conversationId) return
      openConversation(parts, conversationId)
      live.socket.emit('watch', conversationId, () => {})
    },
    reload: (conversationId: string) => loadDetail(parts, conversationId),
    act: (conversationId: string, action: ConversationAction) => perform(parts, conversationId, action),
    reply: (conversationId: string, text: string) => reply(parts, conversationId, text),
    retry: (conversationId: string, entry: Parameters<typeof retryReply>[2]) =>
      retryReply(parts, conversationId, entry),
    drop: (conversationId: string, clientMessageId: string) =>
      dropReply(parts, conversationId, clientMessageId),
    read: (conversationId: string, seq: number) => readUpTo(parts, conversationId, seq),
    typing: (conversationId: string, on: boolean) => live.socket.emit('typing', { conversationId, on }),
    close: detach,
  }
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('no desk outside of a session')
  return desk
}

export function useDeskState<S>(select: (state: DeskState) => S): S {
  return useStore(useDesk().state, select)
}

function attach(
  parts: DeskParts,
  live: Live,
  hasDesk: boolean,
  onNewHandoff: (row: ConversationRow) => void,
): () => void {
  // others listen to the line as well, and may not read conversations
  if (hasDesk) live.socket.on('connect', () => resync(parts, live))
  live.socket.on('conversation.changed', (row) => rowChanged(parts, row, onNewHandoff))
  live.socket.on('message', (message) => messageCame(parts, message))
  let fading = 0
  live.socket.on('typing', ({ conversationId, on }) => {
    window.clearTimeout(fading)
    updateOpen(parts.state, conversationId, (open) => ({ ...open, customerTyping: on }))
    if (!on) return
    fading = window.setTimeout(
      () => updateOpen(parts.state, conversationId, (open) => ({ ...open, customerTyping: false })),
      TYPING_FADES_MS,
    )
  })
  const resending = window.setInterval(() => flushAll(parts), RESEND_EVERY_MS)
  return () => {
    window.clearInterval(resending)
    window.clearTimeout(fading)
  }
}

/** After a break nothing is assumed: the lists and the open conversation are read again. */
function resync(parts: DeskParts, live: Live): void {
  const { open, views } = parts.state.get()
  void loadView(parts, 'queue')
  void loadView(parts, 'mine')
  if (views.open.status !== 'loading') void loadView(parts, 'open')
  if (views.closed.status !== 'loading') void loadView(parts, 'closed')
  if (open) {
    live.socket.emit('watch', open.conversationId, () => {})
    void loadDetail(parts, open.conversationId)
  }
  flushAll(parts)
}

function rowChanged(
  parts: DeskParts,
  row: ConversationRow,
  onNewHandoff: (row: ConversationRow) => void,
): void {
  const before = parts.state.get().rows.get(row.conversationId)
  parts.state.update((desk) => ({ ...desk, rows: withRow(desk.rows, row) }))
  if (row.status === 'queued' && before?.status !== 'queued') {
    parts.state.update((desk) => ({ ...desk, announcement: texts.desk.announceHandoff(row) }))
    onNewHandoff(row)
  }
  if (isAnswer(parts, before, row)) {
    const text = texts.desk.announceAnswer(row)
    parts.state.update((desk) => ({ ...desk, announcement: text }))
    notify(parts.state, text)
    onNewHandoff(row)
  }
  if (parts.state.get().open?.conversationId === row.conversationId)
    void loadDetail(parts, row.conversationId)
}

/** A customer has answered what this person wrote to them first: the conversation came by itself. */
function isAnswer(
  { state, staffId }: DeskParts,
  before: ConversationRow | undefined,
  row: ConversationRow,
): boolean {
  const mine = (each: ConversationRow | undefined) =>
    each?.status === 'with_staff' && each.staffId === staffId
  return mine(row) && !mine(before) && row.unread && !state.get().open?.acting
}

function messageCame(parts: DeskParts, message: StaffMessage): void {
  let gap = false
  updateOpen(parts.state, message.conversationId, (open) => {
    if (!open.detail) return open
    const messages = [...withMessage(open.detail.messages, message)]
    gap = hasGap(messages)
    const customerTyping = message.sender === 'customer' ? false : open.customerTyping
    return { ...open, customerTyping, detail: { ...open.detail, messages } }
  })
  if (gap) void loadDetail(parts, message.conversationId)
}

async function perform(parts: DeskParts, conversationId: string, action: ConversationAction): Promise<void> {
  if (parts.state.get().open?.acting) return
  updateOpen(parts.state, conversationId, (open) => ({ ...open, acting: action }))
  try {
    if (action !== 'take') await flush(parts, conversationId)
    const row = await act(conversationId, action)
    parts.state.update((desk) => ({ ...desk, rows: withRow(desk.rows, row) }))
    notify(parts.state, texts.desk.done[action])
  } catch (error) {
    const refused = error instanceof RequestError && error.reason === 'refused'
    notify(parts.state, refused ? error.message : texts.desk.notDone[action], 'problem')
  }
  await loadDetail(parts, conversationId)
  updateOpen(parts.state, conversationId, (open) => ({ ...open, acting: null }))
}

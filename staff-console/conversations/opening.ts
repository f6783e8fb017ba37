import type { ConversationDetail } from '#contract/staff-api.ts'
import { markRead, readConversation } from '../api/conversations.ts'
import { RequestError } from '../api/http.ts'
import { type DeskParts, updateOpen } from './desk-state.ts'
import { withRow } from './rows.ts'
import { mergeMessages } from './timeline.ts'

/** Opens a conversation, or none. */
export function openConversation(parts: DeskParts, conversationId: string | null): void {
  parts.state.update((desk) => ({
    ...desk,
    open:
      conversationId === null
        ? null
        : { conversationId, status: 'loading', detail: null, customerTyping: false, acting: null },
  }))
  if (conversationId !== null) void loadDetail(parts, conversationId)
}

const loading = new Map<string, { again: boolean }>()

/** Reads a conversation again. Calls that come while one is under way become one more reading after it. */
export async function loadDetail(parts: DeskParts, conversationId: string): Promise<void> {
  const running = loading.get(conversationId)
  if (running) {
    running.again = true
    return
  }
  const flag = { again: false }
  loading.set(conversationId, flag)
  try {
    show(parts, await readConversation(conversationId))
  } catch (error) {
    fail(parts, conversationId, error)
  } finally {
    loading.delete(conversationId)
  }
  if (flag.again) await loadDetail(parts, conversationId)
}

function show(parts: DeskParts, detail: ConversationDetail): void {
  parts.state.update((desk) => ({ ...desk, rows: withRow(desk.rows, detail.row) }))
  updateOpen(parts.state, detail.row.conversationId, (open) => ({
    ...open,
    status: 'ready',
    detail: { ...detail, messages: [...mergeMessages(open.detail?.messages ?? [], detail.messages)] },
  }))
}

function fail(parts: DeskParts, conversationId: string, error: unknown): void {
  const status = error instanceof RequestError ? error.problem?.status : undefined
  const missing = status === 404 || status === 400
  updateOpen(parts.state, conversationId, (open) => ({
    ...open,
    status: missing ? 'missing' : open.detail ? 'ready' : 'failed',
  }))
}

/** Tells the shopper, and the other consoles, that the person who has the conversation has read it. */
export function readUpTo(parts: DeskParts, conversationId: string, seq: number): void {
  const row = parts.state.get().rows.get(conversationId)
  if (row?.status !== 'with_staff' || row.staffId !== parts.staffId || !row.unread) return
  parts.state.update((desk) => ({
    ...desk,
    rows: new Map(desk.rows).set(conversationId, { ...row, unread: false }),
  }))
  markRead(conversationId, seq).catch(() => {}) // the next look at it marks it again
}

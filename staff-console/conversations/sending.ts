import { sendReply } from '../api/conversations.ts'
import { RequestError } from '../api/http.ts'
import { type DeskParts, updateOpen } from './desk-state.ts'
import { type PendingReply, repliesOf, withoutReply, withReply } from './replies.ts'
import { withMessage } from './timeline.ts'

/** Sends a reply; it is shown at once and kept until the server has it. */
export function reply(parts: DeskParts, conversationId: string, text: string): void {
  const clientMessageId = `console-${crypto.randomUUID()}`
  keep(parts, conversationId, { clientMessageId, text, state: 'waiting', problem: null })
  void flush(parts, conversationId)
}

const flushing = new Map<string, Promise<void>>()

/** Sends what waits in a conversation, oldest first, one after the other, so that the order is the writer's. */
export function flush(parts: DeskParts, conversationId: string): Promise<void> {
  const running = flushing.get(conversationId)
  if (running) return running
  const work = sendAll(parts, conversationId).finally(() => flushing.delete(conversationId))
  flushing.set(conversationId, work)
  return work
}

async function sendAll(parts: DeskParts, conversationId: string): Promise<void> {
  for (let next = waiting(parts, conversationId); next; next = waiting(parts, conversationId)) {
    if (!(await attempt(parts, conversationId, next))) return
  }
}

/** Sends everything that waits, in every conversation: after a reconnect. */
export function flushAll(parts: DeskParts): void {
  for (const conversationId of parts.state.get().pending.keys()) void flush(parts, conversationId)
}

/** Tries a refused reply once more, with the same id: the server never stores it twice. */
export function retryReply(parts: DeskParts, conversationId: string, failed: PendingReply): void {
  keep(parts, conversationId, { ...failed, state: 'waiting', problem: null })
  void flush(parts, conversationId)
}

export function dropReply(parts: DeskParts, conversationId: string, clientMessageId: string): void {
  parts.state.update((desk) => ({
    ...desk,
    pending: withoutReply(desk.pending, conversationId, clientMessageId),
  }))
}

function waiting(parts: DeskParts, conversationId: string): PendingReply | undefined {
  return repliesOf(parts.state.get().pending, conversationId).find((entry) => entry.state === 'waiting')
}

/** False when there is no connection: the rest would only fail too. */
async function attempt(parts: DeskParts, conversationId: string, entry: PendingReply): Promise<boolean> {
  keep(parts, conversationId, { ...entry, state: 'sending' })
  try {
    const { message } = await sendReply(conversationId, entry)
    updateOpen(parts.state, conversationId, (open) =>
      open.detail
        ? { ...open, detail: { ...open.detail, messages: [...withMessage(open.detail.messages, message)] } }
        : open,
    )
    dropReply(parts, conversationId, entry.clientMessageId)
    return true
  } catch (error) {
    const refused = error instanceof RequestError && error.reason === 'refused'
    keep(parts, conversationId, {
      ...entry,
      state: refused ? 'failed' : 'waiting',
      problem: refused ? error.message : null,
    })
    return refused
  }
}

function keep(parts: DeskParts, conversationId: string, entry: PendingReply): void {
  parts.state.update((desk) => ({ ...desk, pending: withReply(desk.pending, conversationId, entry) }))
}

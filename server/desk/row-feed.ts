import type { ConversationRow } from '#contract/staff-api.ts'
import { findConversation } from '#domain/conversations/index.ts'
import type { House } from '../house.ts'
import { rowOf } from './conversation-row.ts'

export interface RowFeed {
  /** Something in this conversation has changed. */
  touch: (conversationId: string) => void
  close: () => void
}

const TOGETHER_MS = 40

/** Tells the desk of changed rows; what changes in quick succession is told once, as it is at the end. */
export function createRowFeed(house: House, tell: (row: ConversationRow) => void): RowFeed {
  const due = new Map<string, NodeJS.Timeout>()
  const run = async (conversationId: string) => {
    due.delete(conversationId)
    try {
      const conversation = await findConversation(house.db, conversationId)
      if (conversation) tell(await rowOf(house, conversation))
    } catch (error) {
      house.log.warn({ error }, 'a row of the desk could not be told')
    }
  }
  return {
    touch(conversationId) {
      if (due.has(conversationId)) return
      due.set(
        conversationId,
        setTimeout(() => void run(conversationId), TOGETHER_MS),
      )
    },
    close() {
      for (const timer of due.values()) clearTimeout(timer)
      due.clear()
    },
  }
}

import type { ConversationStatus } from '#contract/message.ts'
import type { ConversationRow, ConversationViewName } from '#contract/staff-api.ts'
import { listConversations } from '#domain/conversations/index.ts'
import type { House } from '../house.ts'
import { rowsOf } from './conversation-row.ts'

const PAGE = 50
const QUEUE_PAGE = 200

const statusesOf: Record<ConversationViewName, ConversationStatus[]> = {
  queue: ['queued'],
  mine: ['with_staff'],
  open: ['agent', 'queued', 'with_staff'],
  closed: ['closed'],
}

/** One page of a view. The queue is one page, longest waiting first; the others go on with `next`. */
export async function listView(
  house: House,
  view: ConversationViewName,
  staffId: string,
  before: Date | undefined,
): Promise<{ conversations: ConversationRow[]; next: string | null }> {
  const limit = view === 'queue' ? QUEUE_PAGE : PAGE
  const filter = {
    statuses: statusesOf[view],
    limit,
    ...(before && { before }),
    ...(view === 'mine' && { staffId }),
  }
  const found = await listConversations(house.db, filter)
  const conversations = await rowsOf(house, found)
  if (view === 'queue') return { conversations: conversations.sort(byWaiting), next: null }
  const last = found.length === limit ? found.at(-1) : undefined
  return { conversations, next: last?.updatedAt.toISOString() ?? null }
}

function byWaiting(a: ConversationRow, b: ConversationRow): number {
  const since = (row: ConversationRow) => row.handoff?.queuedAt ?? row.updatedAt
  return since(a).localeCompare(since(b))
}

import type { ConversationRow, ConversationViewName } from '#contract/staff-api.ts'

export type Rows = ReadonlyMap<string, ConversationRow>

/** Whether a conversation stands in a view, as `staffId` sees it. */
export function belongsTo(row: ConversationRow, view: ConversationViewName, staffId: string): boolean {
  switch (view) {
    case 'queue':
      return row.status === 'queued'
    case 'mine':
      return row.status === 'with_staff' && row.staffId === staffId
    case 'open':
      return row.status !== 'closed'
    case 'closed':
      return row.status === 'closed'
  }
}

/** The rows of a view in reading order: the longest waiting first in the queue, else the newest first. */
export function rowsOf(rows: Rows, view: ConversationViewName, staffId: string): ConversationRow[] {
  const list = [...rows.values()].filter((row) => belongsTo(row, view, staffId))
  const order = view === 'queue' ? byWaiting : byNewest
  return list.sort((a, b) => order(a, b) || (a.conversationId < b.conversationId ? -1 : 1))
}

/** When a waiting conversation joined the queue, ISO time. */
export const waitingSince = (row: ConversationRow) => row.handoff?.queuedAt ?? row.updatedAt

const byWaiting = (a: ConversationRow, b: ConversationRow) => compare(waitingSince(a), waitingSince(b))
const byNewest = (a: ConversationRow, b: ConversationRow) => compare(b.updatedAt, a.updatedAt)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Rows with one changed; a row older than the one held (an answer that was overtaken) changes nothing. */
export function withRow(rows: Rows, row: ConversationRow): Rows {
  const held = rows.get(row.conversationId)
  if (held && held.updatedAt > row.updatedAt) return rows
  return new Map(rows).set(row.conversationId, row)
}

/**
 * Rows after a page of a view was read. Where the page is the whole view (`complete`), rows that we
 * held as its members and that are not listed have left it while nobody told us.
 */
export function withPage(
  rows: Rows,
  page: readonly ConversationRow[],
  view: ConversationViewName,
  staffId: string,
  complete: boolean,
): Rows {
  const listed = new Set(page.map((row) => row.conversationId))
  const next = new Map(rows)
  if (complete) {
    for (const row of rows.values()) {
      if (belongsTo(row, view, staffId) && !listed.has(row.conversationId)) next.delete(row.conversationId)
    }
  }
  let merged: Rows = next
  for (const row of page) merged = withRow(merged, row)
  return merged
}

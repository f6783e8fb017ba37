export const timelineKinds = [
  'orders',
  'conversations',
  'loyalty',
  'subscriptions',
  'consent',
  'events',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** One thing that happened with a customer, on whatever channel. */
export interface TimelineEntry {
  /** Of this entry, and no other, for ever. */
  id: string
  kind: TimelineKind
  title: string
  detail: string | null
  channel: string | null
  at: Date
  source: string
}

/** Where a page ended: its last entry. */
export interface TimelineCursor {
  at: Date
  id: string
}

export function writeCursor({ at, id }: TimelineCursor): string {
  return `${at.toISOString()}~${id}`
}

/** null: no cursor of ours. */
export function readCursor(text: string): TimelineCursor | null {
  const [time = '', ...rest] = text.split('~')
  const at = new Date(time)
  const id = rest.join('~')
  return Number.isNaN(at.getTime()) || id === '' ? null : { at, id }
}

/** Newest first; what is of one moment stands in the order of its ids. */
export function newestFirst(a: TimelineCursor, b: TimelineCursor): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** The page after the cursor, and where it ends; `next` is null on the last page. */
export function pageOf(
  entries: readonly TimelineEntry[],
  before: TimelineCursor | null,
  limit: number,
): { entries: TimelineEntry[]; next: string | null } {
  const rest = entries.filter((entry) => before === null || newestFirst(before, entry) < 0).sort(newestFirst)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return { entries: page, next: last && rest.length > limit ? writeCursor(last) : null }
}

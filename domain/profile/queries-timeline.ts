import { entriesOf } from '#domain/consent/index.ts'
import { conversationsOf } from '#domain/conversations/index.ts'
import { eventsOf } from '#domain/events/index.ts'
import { membersOf } from '#domain/identity/index.ts'
import { ordersOf } from '#domain/orders/index.ts'
import { readSettings } from '#domain/settings/index.ts'
import type { Db } from '#store/index.ts'
import { loyaltyEntriesFor, subscriptionChangesFor } from './queries-ledger.ts'
import {
  pageOf,
  readCursor,
  type TimelineCursor,
  type TimelineEntry,
  type TimelineKind,
  timelineKinds,
} from './timeline.ts'
import {
  consentEntries,
  conversationEntry,
  eventEntry,
  isToldElsewhere,
  loyaltyEntry,
  orderEntry,
  subscriptionEntry,
} from './timeline-entries.ts'

/** Of orders and conversations no person has more; events are paged by the database. */
const MOST = 2000

/**
 * What happened with a person over all channels, newest first: a page of it and the cursor of the next.
 * One query a room.
 */
export async function timelineOf(
  db: Db,
  customerId: string,
  options: { before?: string | null; limit: number; kinds?: readonly TimelineKind[] },
): Promise<{ entries: TimelineEntry[]; next: string | null }> {
  const members = await membersOf(db, customerId)
  const before = options.before ? readCursor(options.before) : null
  const wanted = options.kinds ?? timelineKinds
  const entries: TimelineEntry[] = []
  for (const kind of timelineKinds)
    if (wanted.includes(kind)) entries.push(...(await entriesFor[kind](db, members, before, options.limit)))
  return pageOf(entries, before, options.limit)
}

type Reader = (
  db: Db,
  members: string[],
  before: TimelineCursor | null,
  limit: number,
) => Promise<TimelineEntry[]>

const entriesFor: Record<TimelineKind, Reader> = {
  async orders(db, members) {
    const { locale } = await readSettings(db)
    return (await ordersOf(db, members, MOST)).map((order) => orderEntry(order, locale))
  },
  conversations: async (db, members) => (await conversationsOf(db, members, MOST)).map(conversationEntry),
  loyalty: async (db, members) => (await loyaltyEntriesFor(db, members)).map(loyaltyEntry),
  subscriptions: async (db, members) => (await subscriptionChangesFor(db, members)).map(subscriptionEntry),
  consent: async (db, members) => consentEntries(await entriesOf(db, members)),
  events: eventEntries,
}

const AT_ONCE = 200

/**
 * Enough events to fill the page behind the cursor, and all of its last moment: an order of ids within a
 * moment is ours, not the database's.
 */
async function eventEntries(
  db: Db,
  members: string[],
  before: TimelineCursor | null,
  limit: number,
): Promise<TimelineEntry[]> {
  const found: TimelineEntry[] = []
  let from: { occurredAt: Date; eventId: string } | Date | null = before && new Date(before.at.getTime() + 1)
  for (;;) {
    const events = await eventsOf(db, members, { before: from, limit: AT_ONCE })
    found.push(...events.filter((event) => !isToldElsewhere(event.name)).map(eventEntry))
    const last = events.at(-1)
    if (!last || events.length < AT_ONCE) return found
    from = { occurredAt: last.occurredAt, eventId: last.eventId }
    const { entries } = pageOf(found, before, limit + 1)
    const end = entries[limit]
    if (end && end.at > last.occurredAt) return found
  }
}

import { hash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { conversionOf } from './conversion.ts'
import type { CallType, EventTrust, Fields, TrackedEvent } from './events.ts'
import { countConversions } from './queries-conversions.ts'
import type { EventTables } from './tables.ts'

const tables = (db: Db) => db.withTables<EventTables>()

export interface EventRow {
  event: TrackedEvent
  /** The member whom the event itself names best. */
  customerId: string
}

/** stored: it counts. duplicate: kept, but another one counts for that conversion. repeated: known already. */
export type StoredAs = 'stored' | 'duplicate' | 'repeated'

export interface StoreAnswer {
  /** Whether row i is new and counts. */
  stored: boolean[]
  /** What became of row i. */
  outcomes: StoredAs[]
  /** Customers of whom an earlier event counts no more, because a server has reported the same. */
  uncounted: string[]
}

/** An event on its way into the table. */
export interface Writing extends EventRow {
  eventId: string
  conversion: string | null
  duplicateOf: string | null
}

/**
 * Stores events in one transaction, at most some hundreds: each message once, each conversion counted once.
 * A server's report takes the place of a browser's, whichever came first.
 */
export function storeEvents(db: Db, rows: readonly EventRow[], _now: Date): Promise<StoreAnswer> {
  if (rows.length === 0) return Promise.resolve({ stored: [], outcomes: [], uncounted: [] })
  return inTransaction(db, async (tx) => {
    const keys = rows.map(({ event }) => messageKey(event))
    const fresh = await claimMessages(tx, rows, keys)
    const writing = new Map<number, Writing>()
    for (const [index, row] of rows.entries()) {
      const key = keys[index] ?? ''
      if (!fresh.delete(key)) continue // known, or an earlier row of this very group
      const eventId = newId('event', row.event.receivedAt)
      writing.set(index, { ...row, eventId, conversion: conversionOf(row.event), duplicateOf: null })
    }
    const uncounted = await countConversions(tx, [...writing.values()])
    await insertEvents(tx, [...writing.values()])
    const outcomes = rows.map((_, index): StoredAs => {
      const written = writing.get(index)
      return written ? (written.duplicateOf === null ? 'stored' : 'duplicate') : 'repeated'
    })
    return { stored: outcomes.map((each) => each === 'stored'), outcomes, uncounted }
  })
}

/** One name for a message, in which a browser can meet no server's. */
export function messageKey({ trust, messageId }: { trust: EventTrust; messageId: string }): string {
  const hex = hash('md5', `${trust} ${messageId}`, 'hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The keys that nobody had claimed. Sorted, so that two groups with the same messages wait, and do not lock up. */
async function claimMessages(tx: Db, rows: readonly EventRow[], keys: string[]): Promise<Set<string>> {
  const sorted = [...new Set(keys)].sort()
  const { rows: claimed } = await sql<{ key: string }>`
    insert into event_messages (message_key, received_at)
    select key, ${rows[0]?.event.receivedAt}::timestamptz from unnest(${sorted}::uuid[]) as r(key)
    on conflict (message_key) do nothing returning message_key as key`.execute(tx)
  return new Set(claimed.map(({ key }) => key))
}

async function insertEvents(tx: Db, writing: readonly Writing[]): Promise<void> {
  if (writing.length === 0) return
  const records = writing.map(({ event, customerId, eventId, duplicateOf }) => {
    const { ip: _, ...context } = event.context
    return {
      c: customerId,
      a: event.occurredAt,
      i: eventId,
      t: event.type,
      n: event.name,
      p: event.properties,
      r: event.traits,
      x: context,
      s: event.source,
      u: event.trust,
      m: event.messageId,
      d: duplicateOf,
      v: event.receivedAt,
    }
  })
  await sql`
    insert into events (customer_id, occurred_at, event_id, type, name, properties, traits, context, source,
      trust, message_id, duplicate_of, received_at)
    select c, a, i, t, n, p, r, x, s, u, m, d, v
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as e(c text, a timestamptz, i text, t text,
      n text, p jsonb, r jsonb, x jsonb, s text, u text, m text, d text, v timestamptz)`.execute(tx)
}

/** An event as it is read. */
export interface StoredEvent {
  eventId: string
  customerId: string
  type: CallType
  name: string
  occurredAt: Date
  properties: Fields
  context: Fields
  source: string
  trust: EventTrust
}

/** The counted events of these customers, newest first. `before` is where an earlier page ended. */
export async function eventsOf(
  db: Db,
  customerIds: readonly string[],
  options: {
    before?: { occurredAt: Date; eventId: string } | Date | null
    limit: number
    names?: readonly string[]
  },
): Promise<StoredEvent[]> {
  if (customerIds.length === 0) return []
  const { before, limit, names } = options
  let query = tables(db)
    .selectFrom('events')
    .selectAll()
    .where('customer_id', '=', sql<string>`any(${[...customerIds]})`)
    .where('duplicate_of', 'is', null)
  if (before instanceof Date) query = query.where('occurred_at', '<', before)
  else if (before)
    query = query.where(
      sql<boolean>`(occurred_at, event_id) < (${before.occurredAt}::timestamptz, ${before.eventId}::text)`,
    )
  if (names) query = query.where('name', '=', sql<string>`any(${[...names]})`)
  const rows = await query.orderBy('occurred_at', 'desc').orderBy('event_id', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    eventId: row.event_id,
    customerId: row.customer_id,
    type: row.type,
    name: row.name,
    occurredAt: row.occurred_at,
    properties: row.properties,
    context: row.context,
    source: row.source,
    trust: row.trust,
  }))
}

/**
 * The counted events, for set-based reads of other rooms: `from ${eventRelation} e`. Columns customer_id,
 * occurred_at, event_id, type, name, properties, context, source, trust, received_at. Indexed by (customer_id,
 * occurred_at) and by (name, occurred_at).
 */
export const eventRelation: RawBuilder<unknown> = sql`(
  select customer_id, occurred_at, event_id, type, name, properties, context, source, trust, received_at
  from events where duplicate_of is null)`

import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { LocationPermission } from './events/position.ts'
import type { LoyaltyEntry, LoyaltyKind } from './loyalty.ts'
import type {
  IntervalUnit,
  SubscriptionChange,
  SubscriptionChangeKind,
  SubscriptionItem,
  SubscriptionStatus,
} from './subscriptions.ts'
import { statusAfter } from './subscriptions.ts'

/** Something of a room's, with the customer it is about. */
export interface About<T> {
  customerId: string
  what: T
}

/** Adds lines to the ledger; one that is there already stays as it is. */
export async function addLoyalty(tx: Db, entries: readonly About<LoyaltyEntry>[], now: Date): Promise<void> {
  if (entries.length === 0) return
  const column = <T>(read: (entry: LoyaltyEntry) => T) => entries.map(({ what }) => read(what))
  await sql`insert into loyalty_entries
      (customer_id, entry_id, kind, points, label, reference, source, at, expires_at, recorded_at)
    select *, ${now}::timestamptz from unnest(${entries.map((entry) => entry.customerId)}::text[],
      ${column((entry) => entry.entryId)}::text[], ${column((entry) => entry.kind)}::text[],
      ${column((entry) => entry.points)}::integer[], ${column((entry) => entry.label)}::text[],
      ${column((entry) => entry.reference)}::text[], ${column((entry) => entry.source)}::text[],
      ${column((entry) => entry.at)}::timestamptz[], ${column((entry) => entry.expiresAt)}::timestamptz[])
    on conflict do nothing`.execute(tx)
}

/** Adds changes of subscriptions; one that is there already stays as it is. */
export async function addSubscriptionChanges(
  tx: Db,
  changes: readonly About<SubscriptionChange>[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return
  const column = <T>(read: (change: SubscriptionChange) => T) => changes.map(({ what }) => read(what))
  await sql`insert into subscription_changes
      (customer_id, subscription_id, change_id, change, status, items, interval_unit, interval_count, renews_at,
        paused_until, detail, source, at, recorded_at)
    select customer_id, subscription_id, change_id, change, status, items::jsonb, interval_unit, interval_count,
      renews_at, paused_until, detail, source, at, ${now}::timestamptz
    from unnest(${changes.map((change) => change.customerId)}::text[],
      ${column((change) => change.subscriptionId)}::text[], ${column((change) => change.changeId)}::text[],
      ${column((change) => change.change)}::text[],
      ${column((change) => statusAfter[change.change] ?? null)}::text[],
      ${column((change) => change.items && JSON.stringify(change.items))}::text[],
      ${column((change) => change.interval?.unit ?? null)}::text[],
      ${column((change) => change.interval?.count ?? null)}::integer[],
      ${column((change) => change.renewsAt)}::timestamptz[],
      ${column((change) => change.pausedUntil)}::timestamptz[], ${column((change) => change.detail)}::text[],
      ${column((change) => change.source)}::text[], ${column((change) => change.at)}::timestamptz[])
      as said (customer_id, subscription_id, change_id, change, status, items, interval_unit, interval_count,
        renews_at, paused_until, detail, source, at)
    on conflict do nothing`.execute(tx)
}

/** Notes what apps may do; of two words about one device the later holds, and of the same time the no. */
export async function notePermissions(tx: Db, given: readonly About<LocationPermission>[]): Promise<void> {
  if (given.length === 0) return
  const latest = new Map<string, About<LocationPermission>>()
  for (const one of given) {
    const key = `${one.customerId} ${one.what.deviceId}`
    const known = latest.get(key)
    if (!known || outweighs(one.what, known.what)) latest.set(key, one)
  }
  const rows = [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  const column = <T>(read: (permission: LocationPermission) => T) => rows.map(({ what }) => read(what))
  await sql`insert into location_permissions as known (customer_id, device_id, state, source, at)
    select * from unnest(${rows.map((row) => row.customerId)}::text[],
      ${column((one) => one.deviceId)}::text[], ${column((one) => one.state)}::text[],
      ${column((one) => one.source)}::text[], ${column((one) => one.at)}::timestamptz[])
    on conflict (customer_id, device_id) do update set state = excluded.state, source = excluded.source, at = excluded.at
    where excluded.at > known.at or (excluded.at = known.at and excluded.state = 'denied')`.execute(tx)
}

function outweighs(a: LocationPermission, b: LocationPermission): boolean {
  const order = a.at.getTime() - b.at.getTime()
  return order > 0 || (order === 0 && a.state === 'denied')
}

interface RawEntry {
  entry_id: string
  kind: LoyaltyKind
  points: number
  label: string | null
  reference: string | null
  source: string
  at: Date
  expires_at: Date | null
}

export async function loyaltyEntriesFor(db: Db, customerIds: readonly string[]): Promise<LoyaltyEntry[]> {
  const { rows } = await sql<RawEntry>`select * from loyalty_entries
    where customer_id = any(${customerIds}) order by at, entry_id`.execute(db)
  return rows.map(({ entry_id, expires_at, kind, points, label, reference, source, at }) => ({
    entryId: entry_id,
    kind,
    points,
    label,
    reference,
    source,
    at,
    expiresAt: expires_at,
  }))
}

/** An entry as a fragment brings it; a time is text. */
type EntryFact = [
  entryId: string,
  kind: LoyaltyKind,
  points: number,
  label: string | null,
  reference: string | null,
  source: string,
  at: string,
  expiresAt: string | null,
]

/**
 * The ledger of these customers as a fragment (part, customer_id, fact) of a set-based read; `entriesFrom` reads
 * it. `ids` is an expression of the type text[].
 */
export function loyaltyFacts(
  ids: RawBuilder<unknown>,
): RawBuilder<{ part: string; customer_id: string; fact: unknown }> {
  return sql`
    select 'loyalty' as part, customer_id,
      json_build_array(entry_id, kind, points, label, reference, source, at, expires_at) as fact
    from loyalty_entries where customer_id = any(${ids})`
}

/** The entries among the rows of such a read. */
export function loyaltyEntriesFrom(rows: readonly { part: string; fact: unknown }[]): LoyaltyEntry[] {
  return rows.flatMap(({ part, fact }) => {
    if (part !== 'loyalty') return []
    const [entryId, kind, points, label, reference, source, at, expiresAt] = fact as EntryFact
    const lapses = expiresAt === null ? null : new Date(expiresAt)
    return [{ entryId, kind, points, label, reference, source, at: new Date(at), expiresAt: lapses }]
  })
}

interface RawChange {
  subscription_id: string
  change_id: string
  change: SubscriptionChangeKind
  status: SubscriptionStatus | null
  items: SubscriptionItem[] | null
  interval_unit: IntervalUnit | null
  interval_count: number | null
  renews_at: Date | null
  paused_until: Date | null
  detail: string | null
  source: string
  at: Date
}

export async function subscriptionChangesFor(
  db: Db,
  customerIds: readonly string[],
): Promise<SubscriptionChange[]> {
  const { rows } = await sql<RawChange>`select * from subscription_changes
    where customer_id = any(${customerIds}) order by at, change_id`.execute(db)
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    changeId: row.change_id,
    change: row.change,
    items: row.items,
    interval:
      row.interval_unit && row.interval_count ? { unit: row.interval_unit, count: row.interval_count } : null,
    renewsAt: row.renews_at,
    pausedUntil: row.paused_until,
    detail: row.detail,
    source: row.source,
    at: row.at,
  }))
}

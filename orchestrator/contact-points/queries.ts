import { type Selectable, sql } from 'kysely'
import { type Db, storableText } from '#store/index.ts'
import type { ContactPointTable, OrchestratorTables } from '../tables.ts'
import type { BlockReason, ContactPoint, ContactRef } from './contact-points.ts'

const tables = (db: Db) => db.withTables<OrchestratorTables>()

const untouched = {
  last_inbound_at: null,
  blocked_reason: null,
  blocked_at: null,
  rest_until: null,
  push: null,
}

const keyOf = ({ customerId, channel, kind, address }: ContactRef) => ({
  customer_id: customerId,
  channel,
  kind,
  address: storableText(address),
})

/**
 * They wrote to us from there. It proves that the address is reached; a STOP at the provider it does not lift.
 * Told late or twice, the latest counts.
 */
export async function noteInbound(tx: Db, ref: ContactRef, at: Date): Promise<void> {
  await tables(tx)
    .insertInto('contact_points')
    .values({ ...untouched, ...keyOf(ref), last_inbound_at: at, seen_at: at })
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'channel', 'address']).doUpdateSet({
        kind: sql`excluded.kind`,
        last_inbound_at: sql`greatest(contact_points.last_inbound_at, excluded.last_inbound_at)`,
        seen_at: sql`greatest(contact_points.seen_at, excluded.seen_at)`,
        blocked_reason: sql`nullif(contact_points.blocked_reason, case
          when contact_points.blocked_reason = 'provider_opted_out' then '' else contact_points.blocked_reason end)`,
        blocked_at: sql`case when contact_points.blocked_reason = 'provider_opted_out' then contact_points.blocked_at end`,
      }),
    )
    .execute()
}

/** Nothing is sent there any more, until `unblockContact` or, where it was only not reached, until they write. */
export async function blockContact(tx: Db, ref: ContactRef, reason: BlockReason, now: Date): Promise<void> {
  await tables(tx)
    .insertInto('contact_points')
    .values({ ...untouched, ...keyOf(ref), blocked_reason: reason, blocked_at: now, seen_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['customer_id', 'channel', 'address'])
        .doUpdateSet({ blocked_reason: reason, blocked_at: now }),
    )
    .execute()
}

/** They are with the provider again, at this address: a START, a new consent. */
export async function unblockContact(
  tx: Db,
  customerIds: readonly string[],
  at: Pick<ContactRef, 'channel' | 'address'>,
): Promise<void> {
  await tables(tx)
    .updateTable('contact_points')
    .set({ blocked_reason: null, blocked_at: null })
    .where('customer_id', 'in', [...customerIds, ''])
    .where('channel', '=', at.channel)
    .where('address', '=', storableText(at.address))
    .execute()
}

/** No touches there before `until`; a longer rest stays. */
export async function restContact(tx: Db, ref: ContactRef, until: Date, now: Date): Promise<void> {
  await tables(tx)
    .insertInto('contact_points')
    .values({ ...untouched, ...keyOf(ref), rest_until: until, seen_at: now })
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'channel', 'address']).doUpdateSet({
        rest_until: sql`greatest(contact_points.rest_until, excluded.rest_until)`,
      }),
    )
    .execute()
}

/** What is known of all addresses of these customers. */
export async function contactPointsOf(db: Db, customerIds: readonly string[]): Promise<ContactPoint[]> {
  if (customerIds.length === 0) return []
  const rows = await tables(db)
    .selectFrom('contact_points')
    .selectAll()
    .where('customer_id', 'in', customerIds)
    .orderBy('seen_at', 'desc')
    .orderBy('address')
    .execute()
  return rows.map(contactPointFrom)
}

function contactPointFrom(row: Selectable<ContactPointTable>): ContactPoint {
  return {
    customerId: row.customer_id,
    channel: row.channel,
    kind: row.kind,
    address: row.address,
    lastInboundAt: row.last_inbound_at,
    blocked:
      row.blocked_reason && row.blocked_at
        ? { reason: row.blocked_reason as BlockReason, at: row.blocked_at }
        : null,
    restUntil: row.rest_until,
    push: row.push,
  }
}

/** When anybody last wrote from this address. */
export async function lastInboundOf(
  db: Db,
  at: Pick<ContactRef, 'channel' | 'address'>,
): Promise<Date | null> {
  const row = await tables(db)
    .selectFrom('contact_points')
    .select((eb) => eb.fn.max('last_inbound_at').as('latest'))
    .where('channel', '=', at.channel)
    .where('address', '=', storableText(at.address))
    .executeTakeFirst()
  return row?.latest ?? null
}

/** Says when they last wrote from this address, earlier or later than it was: for a sandbox, where a day passes at once. */
export async function setLastInbound(
  db: Db,
  point: Pick<ContactRef, 'channel' | 'address'>,
  at: Date,
): Promise<void> {
  await tables(db)
    .updateTable('contact_points')
    .set({ last_inbound_at: at })
    .where('channel', '=', point.channel)
    .where('address', '=', storableText(point.address))
    .execute()
}

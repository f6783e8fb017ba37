import { type RawBuilder, sql } from 'kysely'
import type { JourneyDefinition, SuccessSign } from '#contract/journeys.ts'
import { engagementRelation, eventRelation } from '#domain/events/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { orderRelation } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'

export interface EntryTally {
  state: 'waiting' | 'ended' | 'left_out'
  reason: string | null
  count: number
}

/** How many ways stand how, of those begun since then. */
export async function tallyEntries(db: Db, name: string, since: Date | null): Promise<EntryTally[]> {
  const { rows } = await sql<EntryTally>`select state, reason, count(*)::integer as count from journey_entries
    where journey = ${name} and (${since}::timestamptz is null or entered_at >= ${since}::timestamptz)
    group by 1, 2`.execute(db)
  return rows
}

export interface MessageTally {
  channel: string
  step: number
  state: string
  gate: string | null
  reason: string | null
  /** Went to the next channel: the row that took its place is counted. */
  replaced: boolean
  started: boolean
  count: number
}

/** What became of its messages, of those asked for since then. */
export async function tallyMessages(db: Db, name: string, since: Date | null): Promise<MessageTally[]> {
  const { rows } = await sql<MessageTally>`
    select channel, split_part(split_part(key, ':', 3), '>', 1)::integer as step, state, gate, reason,
      started_at is not null as started, count(*)::integer as count,
      exists (select 1 from outbox n where n.customer_id = o.customer_id and n.rerouted_from = o.outbox_id) as replaced
    from outbox o where sender_type = 'journey' and sender_name = ${name}
      and (${since}::timestamptz is null or created_at >= ${since}::timestamptz) and key like 'journey:%'
    group by 1, 2, 3, 4, 5, 6, 8`.execute(db)
  return rows
}

/** How many ways begun since then have reached what the journey is for. */
export async function countConverted(
  db: Db,
  { name, success }: JourneyDefinition,
  sign: SuccessSign,
  since: Date | null,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with entries as materialized (
      select e.entered_at, e.feed->>'orderId' as own_order, coalesce(m.root_id, e.customer_id) as root_id,
        e.entered_at + make_interval(days => ${success.withinDays}::integer) as until
      from journey_entries e left join (${memberRelation}) m on m.customer_id = e.customer_id
      where e.journey = ${name} and e.state <> 'left_out'
        and (${since}::timestamptz is null or e.entered_at >= ${since}::timestamptz)
    ),
    people as materialized (
      select m.customer_id, m.root_id from (${memberRelation}) m where m.root_id in (select root_id from entries)),
    signs as materialized (${signs[sign]})
    select count(*)::integer as count from entries e where ${reached(sign, now)}`.execute(db)
  return rows[0]?.count ?? 0
}

const purchases = sql`select p.root_id, o.placed_at as at, o.order_id from people p
  join ${orderRelation} o on o.customer_id = p.customer_id where o.is_purchase`

const happened = (names: readonly string[]) => sql`select p.root_id, v.occurred_at as at, null as order_id
  from people p join ${eventRelation} v on v.customer_id = p.customer_id
  where v.name = any(${[...names]}::text[])`

/** Rows (root_id, at, order_id) of what speaks for having reached it, or against. */
const signs: Record<SuccessSign, RawBuilder<unknown>> = {
  purchase: purchases,
  engagement: sql`${purchases} union all select p.root_id, g.at, null from people p join (
    ${engagementRelation(sql`array(select customer_id from people)`, new Date(0))}) g on g.customer_id = p.customer_id`,
  nothing_returned: happened(['Order Refunded', 'Return Requested', 'Return Received']),
  not_cancelled: happened(['Subscription Cancelled']),
}

/** What something may still come back from is not reached before its days are over. */
function reached(sign: SuccessSign, now: Date): RawBuilder<unknown> {
  const any = sql`exists (select 1 from signs s where s.root_id = e.root_id and s.at > e.entered_at
    and s.at <= least(e.until, ${now}::timestamptz) and (s.order_id is null or s.order_id is distinct from e.own_order))`
  return sign === 'purchase' || sign === 'engagement'
    ? any
    : sql`(e.until <= ${now}::timestamptz and not ${any})`
}

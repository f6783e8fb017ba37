import { type RawBuilder, sql } from 'kysely'
import type { MessageKind, OutboundChannel, PushTarget } from '#contract/outbound.ts'
import { type ConsentChannel, type ConsentPurpose, consentFacts } from '#domain/consent/index.ts'
import { conversationFacts, lastSaidRelation } from '#domain/conversations/index.ts'
import { engagementRelation, ticketFacts } from '#domain/events/index.ts'
import { exposuresRelation } from '#domain/experiments/index.ts'
import { saidZoneFacts } from '#domain/profile/index.ts'
import type { Db } from '#store/index.ts'

/** One fact of one member: what it is, and the value as JSON (a time is text). */
export interface FactRow {
  part: string
  customer_id: string
  fact: unknown
}

/** Of an address: what a provider or the person has told us of it. */
export type PointFact = [
  channel: OutboundChannel,
  kind: 'phone' | 'whatsapp_id' | 'email' | 'push_token' | 'session',
  address: string,
  lastInboundAt: string | null,
  blockedReason: string | null,
  restUntil: string | null,
  push: PushTarget | null,
]

export type TouchFact = [
  outboxId: string,
  kind: MessageKind,
  channel: OutboundChannel,
  subject: string | null,
  state: string,
  startedAt: string | null,
  dueAt: string | null,
  priority: number,
  expectedValue: number,
  createdAt: string,
]

export interface FactsWanted {
  customerIds: readonly string[]
  channels: readonly ConsentChannel[]
  purposes: readonly ConsentPurpose[]
  /** Of the people's identifiers, as the suppression list keeps them. */
  hashes: readonly string[]
  /** How far back touches matter. */
  touchesSince: Date
  chatsSince: Date
}

/** Everything but who they are, of any number of members, in one read over the fragments of all rooms. */
export async function readFactRows(db: Db, wanted: FactsWanted): Promise<FactRow[]> {
  const ids = sql`((select ids from given)::text[])`
  const { rows } = await sql<FactRow>`
    with given as (select ${[...wanted.customerIds]}::text[] as ids)
    ${consentFacts(ids, wanted)}
    union all ${conversationFacts(ids, wanted.chatsSince)}
    union all ${ticketFacts(ids)}
    union all ${saidZoneFacts(ids)}
    union all select 'exposure', e.customer_id, json_build_array(e.experiment, e.variation)
      from (${exposuresRelation}) e where e.customer_id = any(${ids})
    union all ${pointFacts(ids)}
    union all ${touchFacts(ids, wanted.touchesSince)}`.execute(db)
  return rows
}

function pointFacts(ids: RawBuilder<unknown>): RawBuilder<FactRow> {
  return sql`
    select 'point', customer_id,
      json_build_array(channel, kind, address, last_inbound_at, blocked_reason, rest_until, push)
    from contact_points where customer_id = any(${ids})`
}

/** What went out, and what waits: each by its own index. */
function touchFacts(ids: RawBuilder<unknown>, since: Date): RawBuilder<FactRow> {
  const fact = sql`json_build_array(outbox_id, kind, channel, subject, state, started_at, due_at, priority,
    expected_value, created_at)`
  return sql`
    select 'touch', customer_id, ${fact} from outbox
    where customer_id = any(${ids}) and started_at >= ${since}
      and kind in ('clienteling', 'marketing', 'confirmation')
    union all
    select 'touch', customer_id, ${fact} from outbox
    where customer_id = any(${ids}) and state in ('queued', 'held') and started_at is null
      and kind in ('clienteling', 'marketing', 'confirmation')`
}

/** When each of these customers last clicked, opened, wrote or bought, since then; no row: not at all. */
export async function lastEngagements(
  db: Db,
  customerIds: readonly string[],
  since: Date,
): Promise<Map<string, Date>> {
  if (customerIds.length === 0) return new Map()
  const ids = sql`((select ids from given)::text[])`
  const { rows } = await sql<{ customer_id: string; at: Date }>`
    with given as (select ${[...customerIds]}::text[] as ids)
    select customer_id, max(at) as at from (
      ${engagementRelation(ids, since)}
      union all ${lastSaidRelation(ids)}
      union all select customer_id, last_inbound_at from contact_points
        where customer_id = any(${ids}) and last_inbound_at is not null
      union all select customer_id, read_at from outbox
        where customer_id = any(${ids}) and started_at >= ${since} and read_at is not null
    ) signs group by customer_id`.execute(db)
  return new Map(rows.map((row) => [row.customer_id, row.at]))
}

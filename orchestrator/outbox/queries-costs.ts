import { type RawBuilder, sql } from 'kysely'

/**
 * What went out, and what it costs in thousandths of a minor unit of the shop's currency, for set-based reads of
 * other rooms. `journey`: null where nobody's journey sent it. What the provider surely did not take is not in it.
 */
export const costsRelation: RawBuilder<{
  customer_id: string
  outbox_id: string
  journey: string | null
  channel: string
  started_at: Date
  cost: number
}> = sql`select customer_id, outbox_id, case when sender_type = 'journey' then sender_name end as journey,
    channel, started_at, cost
  from outbox where started_at is not null`

import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { ConsentChannel, ConsentPurpose, ConsentState } from './consent.ts'

export interface ConsentRelationRow {
  customer_id: string
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState
}

/**
 * What holds for each member by what was said of it, set-based: customer_id, channel, purpose, state; no row
 * where nothing was. The same rule as `standingOf` for one member and any address; for a person: any `denied`
 * among the members, else any `granted`, which leaves out the one address whose owner said yes after all that.
 * A condition on customer_id reaches the index.
 */
export const consentRelation: RawBuilder<ConsentRelationRow> = sql`
  select customer_id, channel, purpose,
    case when bool_or(state = 'denied') then 'denied'
      when bool_or(own and state = 'granted') then 'granted' else 'pending' end as state
  from (
    select customer_id, channel, purpose, coalesce(origin_id, customer_id) = customer_id as own,
      case
        when max(occurred_at) filter (where state = 'granted')
          > coalesce(max(occurred_at) filter (where state = 'denied'), '-infinity') then 'granted'
        when max(occurred_at) filter (where state = 'pending')
          > coalesce(max(occurred_at) filter (where state = 'denied'), '-infinity') then 'pending'
        else 'denied'
      end as state
    from consent_entries group by customer_id, channel, purpose, coalesce(origin_id, customer_id)
  ) voices
  where own or state = 'denied'
  group by customer_id, channel, purpose`

export interface ConsentCoverage {
  customers: number
  /** Customers of whom we know anything, and those who may be sent promotion by their own yes. */
  said: number
  marketing: Record<ConsentChannel, number>
}

/** How far consent is known among these customers; for the page of a source. */
export async function consentCoverage(db: Db, customerIds: readonly string[]): Promise<ConsentCoverage> {
  const { rows } = await sql<{ channel: ConsentChannel | null; customers: string }>`
    with held as (
      select * from (${consentRelation}) said where customer_id = any(${customerIds}::text[])
    )
    select null as channel, count(distinct customer_id)::text as customers from held
    union all
    select channel, count(*)::text from held where purpose = 'marketing' and state = 'granted' group by channel`.execute(
    db,
  )
  const count = (channel: ConsentChannel | null) =>
    Number(rows.find((row) => row.channel === channel)?.customers ?? 0)
  return {
    customers: new Set(customerIds).size,
    said: count(null),
    marketing: {
      web: count('web'),
      email: count('email'),
      sms: count('sms'),
      whatsapp: count('whatsapp'),
      push: count('push'),
    },
  }
}

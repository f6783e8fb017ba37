import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/**
 * Evidence that has not been in force since: a later line of the same record, address, channel and purpose
 * replaced it before. A line that only waits for a confirmation replaces none.
 */
export const evidenceTerm = termOf({
  table: 'consent_entries',
  where: (before) => sql<boolean>`occurred_at < ${before} and exists (
    select 1 from consent_entries later where later.customer_id = consent_entries.customer_id
      and later.channel = consent_entries.channel and later.purpose = consent_entries.purpose
      and later.origin_id is not distinct from consent_entries.origin_id
      and later.address is not distinct from consent_entries.address
      and later.occurred_at > consent_entries.occurred_at and later.occurred_at < ${before}
      and (later.state <> 'pending' or consent_entries.state = 'pending'))`,
})

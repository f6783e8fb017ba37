import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** What became of messages long ago, and then the keys and providers' names of rows that are no more. */
export const outboxTerm = termOf(
  {
    table: 'outbox',
    where: (before) =>
      sql<boolean>`changed_at < ${before} and state not in ('held', 'queued', 'sending', 'unknown')`,
  },
  {
    table: 'outbox_keys',
    where: () => sql<boolean>`not exists (select 1 from outbox o
      where o.customer_id = outbox_keys.customer_id and o.outbox_id = outbox_keys.outbox_id)`,
  },
  {
    table: 'provider_messages',
    where: (before) => sql<boolean>`noted_at < ${before} and not exists (select 1 from outbox o
      where o.customer_id = provider_messages.customer_id and o.outbox_id = provider_messages.outbox_id)`,
  },
)

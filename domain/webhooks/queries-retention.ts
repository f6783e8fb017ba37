import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** What endpoints were told, or given up to tell, before then. */
export const deliveryTerm = termOf({
  table: 'webhook_deliveries',
  where: (before) => sql<boolean>`(ended_at < ${before} or (ended_at is null and happened_at < ${before}))`,
})

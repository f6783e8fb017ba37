import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** What was shown before. */
export const exposureTerm = termOf({
  table: 'slot_exposures',
  where: (before) => sql<boolean>`decided_at < ${before}`,
})

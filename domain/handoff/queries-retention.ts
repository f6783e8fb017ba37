import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** Handoffs that ended before. */
export const handoffTerm = termOf({
  table: 'handoffs',
  where: (before) => sql<boolean>`ended_at < ${before}`,
})

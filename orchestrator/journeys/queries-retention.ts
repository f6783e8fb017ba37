import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** Ways that ended long ago, and whoever was left out. */
export const journeyTerm = termOf({
  table: 'journey_entries',
  where: (before) => sql<boolean>`state <> 'waiting' and coalesce(ended_at, entered_at) < ${before}`,
})

import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** That somebody was in a segment, and left it before. */
export const membershipTerm = termOf({
  table: 'segment_members',
  where: (before) => sql<boolean>`left_at < ${before}`,
})

import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** When lists were sent or taken, and how many stood in each: but the latest of a list. */
export const audienceTerm = termOf({
  table: 'audience_exports',
  where: (before) => sql<boolean>`(taken_at < ${before} and exists (select 1 from audience_exports later
    where later.audience_id = audience_exports.audience_id and later.sequence > audience_exports.sequence))`,
})

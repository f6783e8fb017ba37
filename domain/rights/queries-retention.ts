import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** Requests that were settled before. */
export const requestTerm = termOf({
  table: 'data_requests',
  where: (before) =>
    sql<boolean>`status not in ('waiting', 'approved') and coalesce(done_at, decided_at, asked_at) < ${before}`,
})

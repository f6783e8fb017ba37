import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** What was refused or taken back before; its picture went at that very moment. */
export const ugcTerm = termOf({
  table: 'ugc',
  where: (before) => sql<boolean>`state in ('rejected', 'withdrawn') and changed_at < ${before}`,
})

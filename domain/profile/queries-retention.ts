import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** Traits that nothing has confirmed since. */
export const traitTerm = termOf({
  table: 'trait_values',
  where: (before) => sql<boolean>`last_at < ${before}`,
})

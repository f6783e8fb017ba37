import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** What was refused or taken back before; the picture of what was taken back went at that very moment. */
export const ugcTerm = termOf(
  {
    table: 'ugc_photos',
    where: (before) => sql<boolean>`(customer_id, ugc_id) in (select u.customer_id, u.ugc_id from ugc u
      where u.state in ('rejected', 'withdrawn') and u.changed_at < ${before})`,
  },
  {
    table: 'ugc',
    where: (before) => sql<boolean>`state in ('rejected', 'withdrawn') and changed_at < ${before}`,
  },
)

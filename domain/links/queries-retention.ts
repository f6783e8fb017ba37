import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** Links that were made before, with who followed them: they lead to the shop's home from then on. */
export const linkTerm = termOf(
  { table: 'link_clicks', where: (before) => sql<boolean>`clicked_at < ${before}` },
  {
    table: 'link_tokens',
    where: (before) =>
      sql<boolean>`token in (select l.token from tracked_links l where l.minted_at < ${before})`,
  },
  { table: 'tracked_links', where: (before) => sql<boolean>`minted_at < ${before}` },
)

import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** What was sent and written before, and phones on which nothing has happened since. */
export const sandboxTerm = termOf(
  { table: 'sandbox_messages', where: (before) => sql<boolean>`at < ${before}` },
  { table: 'sandbox_devices', where: (before) => sql<boolean>`last_at < ${before}` },
)

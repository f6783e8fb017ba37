import { sql } from 'kysely'
import type { Db } from '#store/index.ts'

/**
 * Who of these customers has the shop's app, by the latest that was heard of it: installed or opened, and not
 * removed since. Give all members of a person: the app may have spoken under another one.
 */
export async function haveApp(db: Db, customerIds: readonly string[]): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set()
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from (
      select distinct on (customer_id) customer_id, name from events
      where customer_id = any(${[...customerIds]}) and duplicate_of is null
        and name in ('Application Installed', 'Application Opened', 'Application Foregrounded',
          'Application Updated', 'Application Uninstalled')
      order by customer_id, occurred_at desc
    ) latest where name <> 'Application Uninstalled'`.execute(db)
  return new Set(rows.map((row) => row.customer_id))
}

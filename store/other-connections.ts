import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Whether another Rapport has this server's database open. An embedded one has a lock for that. */
export async function othersAreConnected(db: Db): Promise<boolean> {
  const { rows } = await sql<{ others: number }>`
    select count(*) as others from pg_stat_activity
    where datname = current_database() and application_name like 'rapport %'
      and application_name <> current_setting('application_name')`.execute(db)
  return Number(rows[0]?.others ?? 0) > 0
}

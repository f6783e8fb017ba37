import { sql } from 'kysely'
import type { Db } from '#store/index.ts'

/** How many messages were made of each template since then, by its id. */
export async function templateUses(db: Db, since: Date): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ template_id: string; uses: number }>`
    select content->'template'->>'templateId' as template_id, count(*) as uses from outbox
    where started_at >= ${since} and content->'template'->>'templateId' is not null
    group by 1`.execute(db)
  return new Map(rows.map((row) => [row.template_id, Number(row.uses)]))
}

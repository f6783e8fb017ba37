import { sql } from 'kysely'
import { joinedRelation } from '#domain/segments/index.ts'
import type { Inside, TriggerSource } from '../trigger-table.ts'
import { type FoundRow, newcomer, pageOf } from './queries-page.ts'

export const segmentEntered: TriggerSource<'segment_entered'> = {
  wakes: new Set(['events']),
  everyMinutes: 60,
  causedBy: () => [],
  find: async (db, asked) => {
    const { trigger, since, until } = asked
    const joined = sql`select j.customer_id as "customerId", j.at as since
      from ${joinedRelation(trigger.segmentId)} j where j.at > ${since} and j.at <= ${until}`
    return (await pageOf<FoundRow>(db, joined, asked)).map((row) =>
      newcomer(row, {
        object: trigger.segmentId,
        occurrence: `in ${trigger.segmentId} since ${row.since.toISOString()}`,
      }),
    )
  },
  stillTrue: async (db, { segmentId }, inside: readonly Inside[]) => {
    const roots = inside.map(({ rootId }) => rootId)
    const { rows } = await sql<{ customer_id: string }>`
      select j.customer_id from ${joinedRelation(segmentId)} j where j.customer_id = any(${roots}::text[])`.execute(
      db,
    )
    const members = new Set(rows.map((row) => row.customer_id))
    return new Set(inside.filter(({ rootId }) => members.has(rootId)).map(({ entryId }) => entryId))
  },
}

import { type RawBuilder, sql } from 'kysely'

/** Who is in a live segment now, for set-based reads: customer_id (the root), at (since when). */
export function joinedRelation(segmentId: string): RawBuilder<unknown> {
  return sql`(
    select m.customer_id, m.since as at from segment_members m join segments s on s.segment_id = m.segment_id
    where m.segment_id = ${segmentId} and m.left_at is null and s.status = 'live')`
}

import { type RawBuilder, sql } from 'kysely'

/**
 * The live segments these customers are in, as a fragment (part, customer_id, fact: the segment's id and
 * purpose) of a set-based read. Give roots: members are written under them. `ids` is an expression of text[].
 */
export function membershipFacts(
  ids: RawBuilder<unknown>,
): RawBuilder<{ part: string; customer_id: string; fact: unknown }> {
  return sql`
    select 'segment' as part, m.customer_id, json_build_array(s.segment_id, s.purpose) as fact
    from segment_members m join segments s on s.segment_id = m.segment_id
    where m.customer_id = any(${ids}) and m.left_at is null and s.status = 'live'`
}

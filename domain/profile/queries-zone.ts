import { type RawBuilder, sql } from 'kysely'

/**
 * The time zone that each of these customers has named themselves, as a fragment (part, customer_id, fact) of a
 * set-based read: values of the trait `time_zone` (or `timezone`) said by them and not withdrawn, with their
 * times. `ids` is an expression of the type text[].
 */
export function saidZoneFacts(
  ids: RawBuilder<unknown>,
): RawBuilder<{ part: string; customer_id: string; fact: unknown }> {
  return sql`
    select 'zone' as part, t.customer_id, json_build_array(t.value, t.last_at) as fact
    from trait_values t
    where t.customer_id = any(${ids}) and t.name in ('time_zone', 'timezone') and t.party = 'zero'
      and not exists (select 1 from trait_withdrawals w where w.customer_id = t.customer_id
        and w.name = t.name and w.at >= t.last_at)`
}

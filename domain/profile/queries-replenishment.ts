import { type RawBuilder, sql } from 'kysely'
import { memberRelation } from '#domain/identity/index.ts'
import { orderLineRelation } from '#domain/orders/index.ts'
import { lastingRelation } from '#knowledge/catalog/index.ts'
import { GIVEN_UP, LEAST_GAP_DAYS, LEAST_PURCHASES, WIDEST_SPREAD } from './facts/replenishment.ts'
import type { Members } from './queries-relations.ts'

const quantile = (share: number) => sql`percentile_cont(${sql.lit(share)}) within group (order by gap)`

/**
 * When something that is used up is wanted again, of everybody at once: root_id, product_id, every_days, last_at,
 * due_at, from_at and to_at (the middle half of the gaps seen). The same rule as `replenishments`; a test holds
 * the two together. Whoever shows no rhythm has no row.
 */
export function replenishmentRelation(now: Date, members: Members = memberRelation): RawBuilder<unknown> {
  return sql`(
    with bought as (
      select m.root_id, l.product_id, extract(epoch from l.placed_at) / 86400 as day
      from ${orderLineRelation} l join (${members}) m on m.customer_id = l.customer_id
      where l.quantity > 0 and l.unit_price_amount > 0 and l.placed_at <= ${now}
    ), apart as (
      select root_id, product_id, day from (
        select root_id, product_id, day, day - lag(day) over (partition by root_id, product_id order by day) as since
        from bought) b where since is null or since >= ${sql.lit(LEAST_GAP_DAYS)}
    ), gaps as (
      select root_id, product_id, day,
        day - lag(day) over (partition by root_id, product_id order by day) as gap from apart
    ), rhythms as (
      select root_id, product_id, max(day) as last_day, count(gap) as gaps,
        ${quantile(0.5)} as every, ${quantile(0.25)} as low, ${quantile(0.75)} as high
      from gaps group by root_id, product_id having count(gap) > 0
    )
    select r.root_id, r.product_id, r.every as every_days, to_timestamp(r.last_day * 86400) as last_at,
      to_timestamp((r.last_day + r.every) * 86400) as due_at,
      to_timestamp((r.last_day + case when r.gaps > 1 then r.low else r.every * 0.75 end) * 86400) as from_at,
      to_timestamp((r.last_day + case when r.gaps > 1 then r.high else r.every * 1.25 end) * 86400) as to_at
    from rhythms r left join ${lastingRelation} g on g.product_id = r.product_id
    where case when r.gaps + 1 < ${sql.lit(LEAST_PURCHASES)}
        then r.every >= g.days * 0.5 and r.every <= g.days * 2
        else r.high - r.low <= ${sql.lit(WIDEST_SPREAD)} * r.every end
      and extract(epoch from ${now}::timestamptz) / 86400 <= r.last_day + ${sql.lit(GIVEN_UP)} * r.every
  )`
}

import { type RawBuilder, sql } from 'kysely'
import { consentRelation } from '#domain/consent/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { orderRelation } from '#domain/orders/index.ts'
import type { TraitPurpose } from './traits.ts'

/** Which customers, and whose they are: (customer_id, root_id). Whole persons, or the answer is wrong. */
export type Members = RawBuilder<unknown>

/**
 * What is known now of each person, for set-based reads: root_id, name, value, party, at. The same rule as
 * `currentTraits`: said before observed before a partner's, then the latest; nothing withdrawn, nothing that
 * may not serve this purpose.
 */
export function traitRelation(
  purpose: TraitPurpose,
  now: Date,
  members: Members = memberRelation,
): RawBuilder<unknown> {
  return sql`(
    with people as (${members}),
    withdrawn as (
      select p.root_id, w.name, max(w.at) as at
      from trait_withdrawals w join people p on p.customer_id = w.customer_id group by 1, 2
    )
    select distinct on (p.root_id, t.name) p.root_id, t.name, t.value, t.party, t.last_at as at
    from trait_values t
    join people p on p.customer_id = t.customer_id
    left join withdrawn w on w.root_id = p.root_id and w.name = t.name
    where ${purpose} = any(t.purposes)
      and (w.at is null or (t.party = 'zero' and t.last_at > w.at))
      and (t.party <> 'second' or (
        exists (select 1 from partner_contracts c where c.contract_id = t.contract_id
          and c.starts_at <= ${now} and ${now} < least(c.expires_at, coalesce(c.ended_at, c.expires_at))
          and ${purpose} = any(c.purposes))
        and (select bool_or(s.state = 'granted') and not bool_or(s.state = 'denied')
          from (${consentRelation}) s join people m on m.customer_id = s.customer_id
          where m.root_id = p.root_id and s.channel = 'web' and s.purpose = 'personalisation')))
    order by p.root_id, t.name, array_position(array['zero', 'first', 'second'], t.party), t.last_at desc,
      t.value_hash
  )`
}

/**
 * Points and tier of each person in a loyalty programme: root_id, tier (as the shop's system named it last),
 * points, member, joined_at. Points are what `loyaltyOf` says, but where several lots lapsed without a word
 * and points were spent between them: then it may be a few more.
 */
export function loyaltyRelation(now: Date, members: Members = memberRelation): RawBuilder<unknown> {
  return sql`(
    with told as (
      select p.root_id, e.*, max(e.expires_at) filter (where e.points > 0 and e.expires_at <= ${now})
        over (partition by p.root_id) as lapsed_at
      from loyalty_entries e join (${members}) p on p.customer_id = e.customer_id where e.at <= ${now}
    )
    select root_id,
      (array_agg(label order by at desc, entry_id desc) filter (where kind = 'tier' and label is not null))[1] as tier,
      greatest(least(
        sum(points),
        coalesce(sum(points) filter (where points > 0 and (expires_at is null or expires_at > ${now})), 0)
          + coalesce(sum(points) filter (where points < 0 and kind <> 'expired'
            and (lapsed_at is null or at > lapsed_at)), 0)
      ), 0)::bigint as points,
      coalesce((array_agg(kind order by at desc, entry_id desc) filter (where kind in ('joined', 'left')))[1], 'joined')
        = 'joined' as member,
      min(at) as joined_at
    from told group by root_id
  )`
}

/** What each subscription stands at: root_id, subscription_id, status, renews_at, paused_until. */
export function subscriptionRelation(now: Date, members: Members = memberRelation): RawBuilder<unknown> {
  return sql`(
    select root_id, subscription_id,
      case when status = 'paused' and paused_until <= ${now} then 'active' else status end as status,
      renews_at, paused_until
    from (
      select p.root_id, c.subscription_id,
        coalesce((array_agg(c.status order by c.at desc, c.change_id desc) filter (where c.status is not null))[1], 'active')
          as status,
        (array_agg(c.renews_at order by c.at desc, c.change_id desc) filter (where c.renews_at is not null))[1] as renews_at,
        (array_agg(c.paused_until order by c.at desc, c.change_id desc) filter (where c.status = 'paused'))[1]
          as paused_until
      from subscription_changes c join (${members}) p on p.customer_id = c.customer_id
      where c.at <= ${now} group by p.root_id, c.subscription_id
    ) standing
  )`
}

/**
 * What each person bought, per currency, in minor units: root_id, currency, orders, lifetime_value (net of
 * returns; cancelled orders never count), average_order, first_order_at, last_order_at, refunded.
 */
export function factRelation(members: Members = memberRelation): RawBuilder<unknown> {
  return sql`(
    select p.root_id, o.currency, count(*) filter (where o.is_purchase) as orders,
      sum(o.total_amount - o.refunded_amount)::bigint as lifetime_value,
      (avg(o.total_amount) filter (where o.is_purchase))::bigint as average_order,
      min(o.placed_at) filter (where o.is_purchase) as first_order_at,
      max(o.placed_at) filter (where o.is_purchase) as last_order_at,
      (sum(o.refunded_amount) - coalesce(sum(o.total_amount) filter (where o.total_amount < 0), 0))::bigint as refunded
    from ${orderRelation} o join (${members}) p on p.customer_id = o.customer_id
    group by p.root_id, o.currency
  )`
}

import { type RawBuilder, sql } from 'kysely'
import type { SubscriptionSign, TriggerOf } from '#contract/journey-triggers.ts'
import { newsRelation } from '#domain/events/index.ts'
import { memberRelation, membersRelationFor } from '#domain/identity/index.ts'
import { renewalsWithin, subscriptionItemRelation, subscriptionRelation } from '#domain/profile/index.ts'
import type { Db } from '#store/index.ts'
import type { Inside, TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { DAY_MS, dayOf, type FoundRow, firstFew, newcomer, pageOf } from './queries-page.ts'

const names: Record<Exclude<SubscriptionSign, 'renewal_due'>, string> = {
  paused: 'Subscription Paused',
  payment_failed: 'Subscription Payment Failed',
}
const standing: Record<SubscriptionSign, string> = {
  renewal_due: 'active',
  paused: 'paused',
  payment_failed: 'past_due',
}

interface Row extends FoundRow {
  subscriptionId: string
  sign: SubscriptionSign
  renewsAt: Date | null
  title: string | null
  productIds: string[]
}

export const subscription: TriggerSource<'subscription'> = {
  wakes: new Set(['events']),
  everyMinutes: 360,
  causedBy: ({ signs }) => signs.flatMap((sign) => (sign === 'renewal_due' ? [] : names[sign])),
  find: async (db, asked) =>
    (await pageOf<Row>(db, signsOf(asked), asked)).map((row) => {
      const { subscriptionId, sign, renewsAt, title, productIds } = row
      return newcomer(row, {
        object: subscriptionId,
        occurrence: `${sign} ${subscriptionId} ${dayOf(sign === 'renewal_due' && renewsAt ? renewsAt : row.since)}`,
        values: {
          ...(renewsAt === null ? {} : { renews_on: dayOf(renewsAt) }),
          ...(title === null ? {} : { subscription: title }),
        },
        productIds: firstFew(productIds),
      })
    }),
  stillTrue,
}

/** The person, by whichever of these signs came last. A renewal is due so many days before its date. */
function signsOf({ trigger, since, until }: TriggerAsked<'subscription'>): RawBuilder<unknown> {
  const lead = trigger.daysBefore * DAY_MS
  const [from, to] = [new Date(since.getTime() + lead), new Date(until.getTime() + lead)]
  const told = trigger.signs.flatMap((sign) => (sign === 'renewal_due' ? [] : names[sign]))
  return sql`
    with told as materialized (
      select n.customer_id, n.properties->>'subscription_id' as subscription_id, n.name, n.occurred_at
      from ${newsRelation(told, since, until)} n where n.properties->>'subscription_id' is not null
    ), due as materialized (
      select customer_id from (${renewalsWithin(from, to)}) r
      where ${sql.lit(trigger.signs.includes('renewal_due'))}
    ), people as materialized (
      select m.root_id, m.customer_id from (${memberRelation}) m where m.root_id in (
        select o.root_id from (${memberRelation}) o where o.customer_id in (
          select customer_id from told union select customer_id from due))
    ), state as materialized (
      select * from ${subscriptionRelation(until, sql`select customer_id, root_id from people`)} s
    ), signs as (
      select t.customer_id, s.root_id, s.subscription_id, t.occurred_at as since, s.renews_at,
        case when t.name = 'Subscription Paused' then 'paused' else 'payment_failed' end as sign
      from told t join people p on p.customer_id = t.customer_id
      join state s on s.root_id = p.root_id and s.subscription_id = t.subscription_id
      where s.status = case when t.name = 'Subscription Paused' then 'paused' else 'past_due' end
      union all
      select s.root_id, s.root_id, s.subscription_id, s.renews_at - make_interval(days => ${sql.lit(trigger.daysBefore)}),
        s.renews_at, 'renewal_due'
      from state s where ${sql.lit(trigger.signs.includes('renewal_due'))} and s.status = 'active'
        and s.renews_at > ${from} and s.renews_at <= ${to}
    )
    select distinct on (g.root_id, g.subscription_id, g.sign) g.customer_id as "customerId", g.since,
      g.subscription_id as "subscriptionId", g.sign, g.renews_at as "renewsAt",
      (array_agg(i.title order by i.position))[1] as title,
      coalesce(array_agg(i.product_id order by i.position) filter (where i.product_id is not null), '{}') as "productIds"
    from signs g
    left join ${subscriptionItemRelation(until, sql`select customer_id, root_id from people`)} i
      on i.root_id = g.root_id and i.subscription_id = g.subscription_id
    group by g.root_id, g.customer_id, g.since, g.subscription_id, g.sign, g.renews_at
    order by g.root_id, g.subscription_id, g.sign, g.since desc`
}

/** Until it was renewed or put off, paid, or taken up again. */
async function stillTrue(
  db: Db,
  _trigger: TriggerOf<'subscription'>,
  inside: readonly Inside[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const people = membersRelationFor(inside.map(({ rootId }) => rootId))
  const { rows } = await sql<{ root: string; subscription: string; status: string; renewsAt: Date | null }>`
    select s.root_id as root, s.subscription_id as subscription, s.status, s.renews_at as "renewsAt"
    from ${subscriptionRelation(now, people)} s`.execute(db)
  const state = new Map(rows.map((row) => [`${row.root} ${row.subscription}`, row]))
  const holds = inside.filter(({ rootId, object, occurrence, feed }) => {
    const current = state.get(`${rootId} ${object}`)
    const [sign] = occurrence.split(' ')
    if (current?.status !== standing[sign as SubscriptionSign]) return false
    return sign !== 'renewal_due' || (current.renewsAt && dayOf(current.renewsAt)) === feed.values.renews_on
  })
  return new Set(holds.map(({ entryId }) => entryId))
}

import { sql } from 'kysely'
import { type MetricName, metricNames } from '#contract/readouts.ts'
import { eventRelation } from '#domain/events/index.ts'
import { exposuresRelation } from '#domain/experiments/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { redeemedRelation } from '#domain/offers/index.ts'
import { orderLineRelation, orderRelation } from '#domain/orders/index.ts'
import { costRelation } from '#knowledge/catalog/index.ts'
import { costsRelation } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'
import type { GroupSums } from './metric-sums.ts'

export interface AskedGroups {
  /** Key of the holdout. */
  experiment: string
  /** Whose messages are counted as its cost. */
  journey: string
  withinDays: number
  /** Looked at first in [from, until); whose days are not over by `until` is not counted yet. */
  from: Date
  until: Date
  currency: string
}

const DAY_SECONDS = 86_400
/** What went back of purchases so long before counts for the return rate: they are what care is for. */
const RETURN_DAYS = 60

/** Signs of life that both arms can give alike: to open or click a message is left to those who get one. */
const visits = [
  'Product Viewed',
  'Product List Viewed',
  'Products Searched',
  'Product Added',
  'Product Added to Wishlist',
  'Checkout Started',
  'Application Opened',
  'Store Visited',
]

const days = (count: number) => sql`make_interval(secs => ${count * DAY_SECONDS})`

/** When the first person was looked at by this holdout; null: nobody yet. */
export async function firstExposure(db: Db, experiment: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(exposed_at) as at from (${exposuresRelation}) e where e.experiment = ${experiment}`.execute(db)
  return rows[0]?.at ?? null
}

/**
 * Sums by arm, week and planned share, over people as they are joined now and by intention to treat: what came
 * after the exposure is an outcome of the arm, whoever was reached. One statement for any number of people: its
 * parts are laid under each other and added up, since joins of what the planner has no counts of go quadratic.
 */
export async function readGroups(db: Db, asked: AskedGroups): Promise<GroupSums[]> {
  const { withinDays, from, until, currency } = asked
  const within = days(withinDays)
  const { rows } = await sql<Row>`
    with exposed as materialized (
      select m.root_id, min(e.variation) as least, max(e.variation) as most, min(e.exposed_at) as at,
        (array_agg(e.share order by e.exposed_at))[1] as share
      from (${exposuresRelation}) e join (${memberRelation}) m on m.customer_id = e.customer_id
      where e.experiment = ${asked.experiment} group by m.root_id
    ), person as materialized (
      select root_id, case when least = most then least else 'crossover' end as arm, at, share,
        least = most and at + ${within} <= ${until} as is_whole,
        floor(extract(epoch from at - ${from}::timestamptz) / ${7 * DAY_SECONDS})::integer as week
      from exposed where at >= ${from} and at < ${until}
    ), member as materialized (
      select p.root_id, p.at, p.at + ${within} as ends_at, m.customer_id
      from person p join (${memberRelation}) m on m.root_id = p.root_id where p.is_whole
    ), sold as materialized (
      select m.root_id, m.at, o.customer_id, o.order_id, o.placed_at, o.total_amount, o.refunded_amount,
        o.is_purchase, o.status, o.currency = ${currency} as is_ours, o.placed_at > m.at as is_after
      from member m join ${orderRelation} o on o.customer_id = m.customer_id
        and o.placed_at > m.at - ${days(RETURN_DAYS)} and o.placed_at <= m.ends_at
    ), bought as (
      select root_id, count(*) filter (where is_after and is_purchase) as orders,
        sum(total_amount - refunded_amount) filter (where is_after and is_ours) as revenue,
        extract(epoch from min(placed_at) filter (where is_after and is_purchase) - min(at)) as first_after,
        bool_or(status in ('returned', 'refunded') or refunded_amount > 0
          or (total_amount < 0 and is_after)) as returned,
        count(*) filter (where is_after and not is_ours) as foreign_orders
      from sold group by root_id
    ), goods as (
      select s.root_id,
        count(distinct l.product_id) filter (where s.is_purchase and l.quantity > 0) as products,
        sum(l.quantity * (l.unit_price_amount - c.cost_amount) * (case when s.total_amount <= 0 then 1
          else 1 - least(1, s.refunded_amount / s.total_amount::double precision) end))
          filter (where s.is_ours) as margin,
        sum(abs(l.quantity) * l.unit_price_amount) filter (where s.is_ours) as value,
        sum(abs(l.quantity) * l.unit_price_amount) filter (where s.is_ours and c.cost_amount is null) as unknown
      from sold s join ${orderLineRelation} l on l.customer_id = s.customer_id and l.order_id = s.order_id
      left join ${costRelation} c on c.product_id = l.product_id and c.variant_id = l.variant_id
        and c.currency = l.currency
      where s.is_after group by s.root_id
    ), given as (
      select m.root_id, sum(r.cost_amount) as discount
      from member m join (${redeemedRelation}) r on r.customer_id = m.customer_id
        and r.settled_at > m.at and r.settled_at <= m.ends_at and r.currency = ${currency}
      group by m.root_id
    ), messages as (
      select m.root_id, sum(c.cost) / 1000.0 as cost
      from member m join (${costsRelation}) c on c.customer_id = m.customer_id and c.journey = ${asked.journey}
        and c.started_at >= m.at and c.started_at <= m.ends_at
      group by m.root_id
    ), seen as (
      select m.root_id, bool_or(e.name <> 'Subscription Cancelled') as came,
        bool_or(e.name = 'Subscription Cancelled') as cancelled
      from member m join ${eventRelation} e on e.customer_id = m.customer_id
        and e.occurred_at > m.at and e.occurred_at <= m.ends_at
      where e.name = any(${[...visits, 'Subscription Cancelled']}::text[])
      group by m.root_id
    ), parts as (
      ${sql.join(
        [
          part('person', { arm: 'arm', week: 'week', share: 'share', is_whole: 'is_whole' }),
          part('bought', {
            orders: 'orders',
            revenue: 'revenue',
            first_after: 'first_after',
            returned: 'returned::integer',
            foreign_orders: 'foreign_orders',
          }),
          part('goods', { products: 'products', margin: 'margin', goods: 'value', unknown_goods: 'unknown' }),
          part('given', { discount: 'discount' }),
          part('messages', { message_cost: 'cost' }),
          part('seen', { came: 'came::integer', cancelled: 'cancelled::integer' }),
        ],
        sql` union all `,
      )}
    ), person_parts as (
      select max(arm) as arm, max(week) as week, max(share) as share, bool_or(is_whole) as is_whole,
        ${sql.join(
          partSums.map(
            (name) => sql`coalesce(max(${sql.ref(name)}), 0)::double precision as ${sql.ref(name)}`,
          ),
        )}, max(first_after) as first_after
      from parts group by root_id
    ), figures as (
      select arm, week, share, is_whole, orders, revenue, discount, message_cost, goods, unknown_goods,
        foreign_orders, returned,
        (orders > 0)::integer::double precision as conversion,
        margin - discount as margin,
        margin - discount - message_cost as net,
        (products >= 2)::integer::double precision as attachment,
        coalesce(first_after / ${DAY_SECONDS}, ${withinDays})::double precision as days_to_purchase,
        (came > 0 or orders > 0)::integer::double precision as engagement,
        1 - cancelled as retained
      from person_parts
    )
    select arm, week, share, count(*)::integer as exposed, (count(*) filter (where is_whole))::integer as n,
      ${sumsOf('discount', 'message_cost', 'goods', 'unknown_goods', 'foreign_orders')},
      ${sql.join(
        metricNames.map(
          (
            name,
          ) => sql`coalesce(sum(${sql.ref(name)}) filter (where is_whole), 0) as ${sql.ref(`sum_${name}`)},
            coalesce(sum(${sql.ref(name)} * ${sql.ref(name)}) filter (where is_whole), 0)
              as ${sql.ref(`squares_${name}`)}`,
        ),
      )}
    from figures group by arm, week, share order by arm, week, share`.execute(db)
  return rows.map(toGroup)
}

/** Figures of a person, each said by one part alone: so the most of what the parts say is it. */
const partSums = [
  'orders',
  'revenue',
  'returned',
  'foreign_orders',
  'products',
  'margin',
  'goods',
  'unknown_goods',
  'discount',
  'message_cost',
  'came',
  'cancelled',
] as const

const partTypes = {
  arm: 'text',
  week: 'integer',
  share: 'double precision',
  is_whole: 'boolean',
  first_after: 'double precision',
} as const
type PartColumn = keyof typeof partTypes | (typeof partSums)[number]

/** What one part says of each person, with nothing in the other columns. */
function part(from: string, says: Partial<Record<PartColumn, string>>) {
  const others = partSums.map((name) => [name, 'double precision'] as const)
  const columns = [...(Object.entries(partTypes) as [PartColumn, string][]), ...others]
  const list = columns.map(([name, type]) => `(${says[name] ?? 'null'})::${type} as ${name}`)
  return sql.raw(`select root_id, ${list.join(', ')} from ${from}`)
}

const sumsOf = (...names: string[]) =>
  sql.join(
    names.map((name) => sql`coalesce(sum(${sql.ref(name)}) filter (where is_whole), 0) as ${sql.ref(name)}`),
  )

type Row = Pick<GroupSums, 'arm' | 'week' | 'share' | 'exposed' | 'n' | 'discount' | 'goods'> & {
  message_cost: number
  unknown_goods: number
  foreign_orders: number
} & Record<`sum_${MetricName}` | `squares_${MetricName}`, number>

function toGroup(row: Row): GroupSums {
  const of = (name: MetricName) => ({ sum: row[`sum_${name}`], sumSquares: row[`squares_${name}`] })
  const { arm, week, share, exposed, n, discount, goods } = row
  return {
    arm,
    week,
    share,
    exposed,
    n,
    discount,
    goods,
    revenue: row.sum_revenue,
    margin: row.sum_margin,
    messageCost: row.message_cost,
    unknownGoods: row.unknown_goods,
    foreignOrders: row.foreign_orders,
    sums: {
      conversion: of('conversion'),
      revenue: of('revenue'),
      margin: of('margin'),
      net: of('net'),
      orders: of('orders'),
      attachment: of('attachment'),
      days_to_purchase: of('days_to_purchase'),
      engagement: of('engagement'),
      returned: of('returned'),
      retained: of('retained'),
    },
  }
}

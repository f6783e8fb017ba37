import { sql } from 'kysely'
import { eventRelation } from '#domain/events/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { orderLineRelation, orderRelation } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'
import type { Engagement } from './predictions/engagement.ts'
import type { PurchaseHistory } from './predictions/purchases.ts'
import { memberRows, membersOfRoots } from './queries-facts.ts'

/** Ids read at once, to be cut into chunks. */
const IDS_AT_ONCE = 100_000

/** Every customer that is nobody else's member, so many at a time, in one order. */
export async function* rootsInChunks(db: Db, size: number): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const { rows } = await sql<{ root_id: string }>`
      select m.root_id from (${memberRelation}) m where m.customer_id = m.root_id and m.root_id > ${after}
      order by m.root_id limit ${IDS_AT_ONCE}`.execute(db)
    const roots = rows.map((row) => row.root_id)
    for (let at = 0; at < roots.length; at += size) yield roots.slice(at, at + size)
    if (roots.length < IDS_AT_ONCE) return
    after = roots.at(-1) ?? ''
  }
}

/** The currency that most purchases were in, and their share; null: no purchases. */
export async function mainCurrency(db: Db): Promise<{ currency: string; share: number } | null> {
  const { rows } = await sql<{ currency: string; share: number }>`
    select currency, count(*)::float8 / sum(count(*)) over ()::float8 as share
    from (${orderRelation}) o where o.is_purchase
    group by currency order by count(*) desc, currency limit 1`.execute(db)
  return rows[0] ?? null
}

interface DayRow {
  root_id: string
  day: number
  amount: number
  bought: boolean
  products: number
}

/**
 * The purchases of these roots up to now, day by day, with what came back taken off the purchase before it.
 * Amounts in other currencies than the given one count as 0. Who never bought is left out.
 */
export async function purchaseHistories(
  db: Db,
  roots: string[],
  currency: string,
  now: Date,
): Promise<PurchaseHistory[]> {
  const members = await membersOfRoots(db, roots)
  const { rows } = await sql<DayRow>`
    with member as materialized (${memberRows(members)}),
    line as (
      select m.root_id, ${dayOf(sql`l.placed_at`)} as day, count(distinct l.product_id) as products
      from member m join (${orderLineRelation}) l on l.customer_id = m.customer_id
        and l.customer_id = any(${members.customerIds}::text[])
      where l.quantity > 0 group by 1, 2),
    bought as (
      select m.root_id, ${dayOf(sql`o.placed_at`)} as day, bool_or(o.is_purchase) as bought,
        coalesce(sum(o.total_amount - o.refunded_amount) filter (where o.currency = ${currency}), 0)::float8 as amount
      from member m join (${orderRelation}) o on o.customer_id = m.customer_id
        and o.customer_id = any(${members.customerIds}::text[])
      where o.placed_at <= ${now} group by 1, 2)
    select bought.*, coalesce(line.products, 1)::integer as products
    from bought left join line on line.root_id = bought.root_id and line.day = bought.day
    order by bought.root_id, bought.day`.execute(db)
  return toHistories(rows)
}

function dayOf(at: ReturnType<typeof sql>) {
  return sql`floor(extract(epoch from ${at}) / 86400)::integer`
}

function toHistories(rows: readonly DayRow[]): PurchaseHistory[] {
  const histories = new Map<string, PurchaseHistory>()
  for (const { root_id, day, amount, bought, products } of rows) {
    const history = histories.get(root_id)
    const last = history?.days.at(-1)
    if (!bought) {
      if (last) last.amount += amount
    } else if (history) history.days.push({ day, amount, products })
    else histories.set(root_id, { customerId: root_id, days: [{ day, amount, products }] })
  }
  return [...histories.values()]
}

/** How many messages arrived at each customer in a period, and with how many they did something. */
export async function engagementCounts(
  db: Db,
  names: { arrived: string[]; engaged: string[] },
  from: Date,
  until: Date,
): Promise<Engagement[]> {
  const { rows } = await sql<Engagement>`
    select m.root_id as "customerId", count(*) filter (where e.name = any(${names.arrived})) as arrived,
      count(*) filter (where e.name = any(${names.engaged})) as engaged
    from (${eventRelation}) e join (${memberRelation}) m on m.customer_id = e.customer_id
    where e.name = any(${[...names.arrived, ...names.engaged]}) and e.occurred_at > ${from}
      and e.occurred_at <= ${until}
    group by m.root_id order by m.root_id`.execute(db)
  return rows
}

import { sql } from 'kysely'
import { type Arm, type MetricName, metricNames } from '#contract/readouts.ts'
import type { Db } from '#store/index.ts'

/** A small shop in figures: who was looked at by a journey's holdout, and all they did. */
export interface FiguresShop {
  people: FiguresPerson[]
  orders: FiguresOrder[]
  visits: { customerId: string; name: string; at: Date }[]
  messages: { customerId: string; cost: number; at: Date }[]
  redeemed: { customerId: string; cost: number; at: Date }[]
}

export interface FiguresPerson {
  customerId: string
  /** Of whom they are a member; null: their own root. */
  rootId: string | null
  arm: Arm | null
  at: Date
  share: number | null
}

export interface FiguresOrder {
  customerId: string
  orderId: string
  status: 'delivered' | 'returned' | 'refunded' | 'cancelled'
  currency: string
  at: Date
  /** Negative: a credit note. */
  total: number
  refunded: number
  lines: { productId: string; quantity: number; price: number }[]
}

export const figuresJourney = 'win-back'
const key = `holdout:journey:${figuresJourney}`
const start = Date.parse('2026-03-02T10:00:00Z')
const DAY = 86_400_000

/** Cost of goods in cents; null: not on record. */
export const costs: Record<string, number | null> = { lamp: 2000, rug: 5000, mug: 300, gift: null }

/** Somebody for everything that can happen, by a seeded die. */
export function figuresShop(count: number, random: () => number, days = 100): FiguresShop {
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T
  const time = (from: number, to: number) =>
    new Date(start + Math.floor((from + random() * (to - from)) * DAY))
  const people: FiguresPerson[] = []
  for (let i = 0; i < count; i++) {
    const before = people.filter(({ rootId }) => rootId === null)
    people.push({
      customerId: `cus_${String(i).padStart(6, '0')}`,
      rootId: i > 2 && random() < 0.2 ? pick(before).customerId : null,
      arm: random() < 0.9 ? (random() < 0.3 ? 'control' : 'treated') : null,
      at: time(0, days * 0.7),
      share: random() < 0.8 ? 0.3 : pick([0.1, null]),
    })
  }
  const anybody = () => pick(people).customerId
  const some = <T>(times: number, make: (index: number) => T) =>
    Array.from({ length: Math.round(times) }, (_, index) => make(index))
  return {
    people,
    orders: some(count * 2.5, (index) => {
      const lines = some(1 + random() * 3, () => ({
        productId: pick(Object.keys(costs)),
        quantity: 1 + Math.floor(random() * 3),
        price: pick([1000, 2500, 8000]),
      }))
      const isCredit = random() < 0.08
      const total = lines.reduce((sum, line) => sum + line.quantity * line.price, 0) - 100
      const status = random() < 0.8 ? 'delivered' : pick(['returned', 'refunded', 'cancelled'] as const)
      return {
        customerId: anybody(),
        orderId: `ord_${String(index).padStart(6, '0')}`,
        status: isCredit ? 'delivered' : status,
        currency: random() < 0.9 ? 'USD' : 'EUR',
        at: time(-80, days),
        total: isCredit ? -total : total,
        refunded: !isCredit && status === 'delivered' && random() < 0.2 ? 500 : 0,
        lines: isCredit ? lines.map((line) => ({ ...line, quantity: -line.quantity })) : lines,
      }
    }),
    visits: some(count * 1.5, () => ({
      customerId: anybody(),
      name: pick(['Product Viewed', 'Store Visited', 'Subscription Cancelled', 'Email Link Clicked']),
      at: time(-20, days),
    })),
    messages: some(count, () => ({ customerId: anybody(), cost: pick([750, 12_500]), at: time(0, days) })),
    redeemed: some(count * 0.3, () => ({
      customerId: anybody(),
      cost: pick([300, 1200]),
      at: time(0, days),
    })),
  }
}

/** Puts it all into a migrated, empty database, table by table. */
export async function putFigures(db: Db, shop: FiguresShop): Promise<void> {
  const json = (rows: object[]) => JSON.stringify(rows)
  const { people, orders } = shop
  await sql`insert into customers (customer_id, source, created_at, updated_at)
    select id, 'test', ${new Date(start)}::timestamptz, ${new Date(start)}::timestamptz
    from json_to_recordset(${json(people.map(({ customerId }) => ({ id: customerId })))}::json) as r(id text)`.execute(
    db,
  )
  const linked = people.filter(({ rootId }) => rootId !== null)
  await sql`insert into customer_links (customer_id, root_id, reason, linked_at)
    select id, root, 'test', ${new Date(start)}::timestamptz from json_to_recordset(${json(
      linked.map(({ customerId, rootId }) => ({ id: customerId, root: rootId })),
    )}::json) as r(id text, root text)`.execute(db)
  const exposed = people.filter(({ arm }) => arm !== null)
  await sql`insert into exposures (customer_id, experiment, variation, root_id, exposed_at, share)
    select id, ${key}, arm, id, at, share from json_to_recordset(${json(
      exposed.map(({ customerId, arm, at, share }) => ({ id: customerId, arm, at, share })),
    )}::json) as r(id text, arm text, at timestamptz, share double precision)`.execute(db)
  await putCatalog(db)
  await sql`insert into orders (customer_id, order_id, order_number, status, currency, total_amount, fulfilments,
      payments, channel, source, hash, placed_at, updated_at)
    select customer_id, order_id, order_id, status, currency, total, '[]', payments, 'web', 'test', '', at, at
    from json_to_recordset(${json(
      orders.map(({ customerId, orderId, status, currency, total, refunded, at }) => ({
        customer_id: customerId,
        order_id: orderId,
        status,
        currency,
        total,
        at,
        payments: refunded > 0 ? [{ kind: 'refund', amount: refunded, method: null }] : [],
      })),
    )}::json) as r(customer_id text, order_id text, status text, currency text, total bigint, at timestamptz,
      payments jsonb)`.execute(db)
  await sql`insert into order_lines (customer_id, order_id, line_number, product_id, variant_id, title, options,
      quantity, unit_price_amount)
    select customer_id, order_id, line, product, product || '-x', product, '', quantity, price
    from json_to_recordset(${json(
      orders.flatMap(({ customerId, orderId, lines }) =>
        lines.map(({ productId, quantity, price }, line) => ({
          customer_id: customerId,
          order_id: orderId,
          line,
          product: productId,
          quantity,
          price,
        })),
      ),
    )}::json) as r(customer_id text, order_id text, line integer, product text, quantity integer, price bigint)`.execute(
    db,
  )
  await sql`insert into events (customer_id, occurred_at, event_id, type, name, properties, traits, context, source,
      trust, message_id, received_at)
    select id, at, 'evt_' || n, 'track', name, '{}', '{}', '{}', 'test', 'secret', 'm' || n, at
    from json_to_recordset(${json(
      shop.visits.map(({ customerId, name, at }, n) => ({ id: customerId, name, at, n })),
    )}::json) as r(id text, at timestamptz, name text, n integer)`.execute(db)
  await sql`insert into outbox (customer_id, outbox_id, key, kind, channel, sender_type, sender_name, content, priority,
      expected_value, channels_left, state, attempts, created_at, started_at, changed_at, segments, parts,
      parts_sent, cost)
    select id, 'out_' || n, 'k' || n, 'marketing', 'sms', 'journey', ${figuresJourney}, '{}', 0, 0, '[]', 'sent', 1,
      at, at, at, 1, 1, 1, cost
    from json_to_recordset(${json(
      shop.messages.map(({ customerId, cost, at }, n) => ({ id: customerId, cost, at, n })),
    )}::json) as r(id text, at timestamptz, cost bigint, n integer)`.execute(db)
  await sql`insert into issued_offers (customer_id, issued_id, offer_id, issue_key, root_id, terms, currency, channel,
      message_cost, reserved_amount, cost_amount, points, state, issued_at, issued_day, expires_at, settled_at,
      by_other)
    select id, 'iof_' || n, 'ofr_1', 'k' || n, id, '{}', 'USD', 'sms', 0, 0, cost, 0, 'redeemed', at, at::date, at, at,
      false
    from json_to_recordset(${json(
      shop.redeemed.map(({ customerId, cost, at }, n) => ({ id: customerId, cost, at, n })),
    )}::json) as r(id text, at timestamptz, cost bigint, n integer)`.execute(db)
}

async function putCatalog(db: Db): Promise<void> {
  for (const [productId, cost] of Object.entries(costs)) {
    await sql`insert into products (product_id, title, description, categories, media, attributes, source, hash,
      updated_at) values (${productId}, ${productId}, '', '{}', '[]', '{}', 'test', '', ${new Date(start)})`.execute(
      db,
    )
    await sql`insert into variants (product_id, variant_id, position, title, options, price_amount, currency,
      cost_amount, available, media) values (${productId}, ${`${productId}-x`}, 0, '', '[]', 1000, 'USD', ${cost}, true,
      '[]')`.execute(db)
  }
}

export interface NaiveArm {
  exposed: number
  n: number
  figures: Record<MetricName, number[]>
  messageCost: number
}

/** The same readout person by person, as one would reckon it on paper. */
export function naiveReadout(shop: FiguresShop, withinDays: number, until: Date) {
  const rootOf = new Map(shop.people.map(({ customerId, rootId }) => [customerId, rootId ?? customerId]))
  const arms = { control: emptyArm(), treated: emptyArm() }
  let crossover = 0
  for (const root of new Set(rootOf.values())) {
    const members = shop.people.filter(({ customerId }) => rootOf.get(customerId) === root)
    const exposed = members.filter(({ arm }) => arm !== null)
    const at = new Date(Math.min(...exposed.map((one) => one.at.getTime())))
    if (exposed.length === 0 || at >= until) continue
    const [first, ...more] = exposed.map(({ arm }) => arm)
    if (more.some((arm) => arm !== first)) {
      crossover++
      continue
    }
    const arm = arms[first ?? 'control']
    arm.exposed++
    const ends = new Date(at.getTime() + withinDays * DAY)
    if (ends > until) continue
    arm.n++
    const own = <T extends { customerId: string; at: Date }>(all: readonly T[], from: Date) =>
      all.filter(
        (one) =>
          members.some(({ customerId }) => customerId === one.customerId) && one.at > from && one.at <= ends,
      )
    const figures = figuresOf(shop, own, at, withinDays)
    for (const name of metricNames) arm.figures[name].push(figures[name])
    arm.messageCost += own(shop.messages, at).reduce((sum, { cost }) => sum + cost / 1000, 0)
  }
  return { arms, crossover }
}

type Own = <T extends { customerId: string; at: Date }>(all: readonly T[], from: Date) => T[]

function figuresOf(shop: FiguresShop, own: Own, at: Date, withinDays: number): Record<MetricName, number> {
  const counted = shop.orders.filter(({ status }) => status !== 'cancelled')
  const orders = own(counted, at)
  const purchases = orders.filter(({ total, status }) => total > 0 && status !== 'returned')
  const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)
  const back = ({ total, refunded, status }: FiguresOrder) =>
    total <= 0 ? 0 : refunded > 0 ? refunded : status === 'returned' || status === 'refunded' ? total : 0
  const ours = orders.filter(({ currency }) => currency === 'USD')
  const margin =
    sum(
      ours.map((order) => {
        const kept = order.total > 0 ? 1 - Math.min(1, back(order) / order.total) : 1
        return (
          kept *
          sum(
            order.lines.map(({ productId, quantity, price }) => {
              const cost = costs[productId]
              return cost == null ? 0 : quantity * (price - cost)
            }),
          )
        )
      }),
    ) - sum(own(shop.redeemed, at).map(({ cost }) => cost))
  const before = new Date(at.getTime() - 60 * DAY)
  const first = purchases.map((order) => order.at.getTime()).sort((a, b) => a - b)[0]
  const visits = own(shop.visits, at).map(({ name }) => name)
  const products = purchases.flatMap(({ lines }) => lines.map(({ productId }) => productId))
  return {
    conversion: purchases.length > 0 ? 1 : 0,
    revenue: sum(ours.map((order) => order.total - back(order))),
    margin,
    net: margin - sum(own(shop.messages, at).map(({ cost }) => cost / 1000)),
    orders: purchases.length,
    attachment: new Set(products).size >= 2 ? 1 : 0,
    days_to_purchase: first === undefined ? withinDays : (first - at.getTime()) / DAY,
    engagement:
      purchases.length > 0 || visits.includes('Product Viewed') || visits.includes('Store Visited') ? 1 : 0,
    returned: own(counted, before).some(
      (order) => back(order) > 0 || order.status === 'returned' || (order.total < 0 && order.at > at),
    )
      ? 1
      : 0,
    retained: visits.includes('Subscription Cancelled') ? 0 : 1,
  }
}

const emptyArm = (): NaiveArm => ({
  exposed: 0,
  n: 0,
  messageCost: 0,
  figures: {
    conversion: [],
    revenue: [],
    margin: [],
    net: [],
    orders: [],
    attachment: [],
    days_to_purchase: [],
    engagement: [],
    returned: [],
    retained: [],
  },
})

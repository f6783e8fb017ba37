import { sql } from 'kysely'
import { journeyReadout } from '#measurement/index.ts'
import { gatherStatistics, openStore, type Store } from '#store/index.ts'
import type { BenchContext } from './context.ts'

interface Measured {
  exposed: number
  orders: number
  /** Milliseconds of one whole readout, the median of five. */
  readout: number
  status: string
}

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100_000)
const ORDERS_EACH = 2
const RUNS = 5
const filled = ['customers', 'exposures', 'products', 'variants', 'orders', 'order_lines', 'events', 'outbox']
const looked = new Date('2026-05-20T10:00:00Z')
const now = new Date('2026-11-20T10:00:00Z')
const definition = {
  name: 'bench',
  success: { measure: 'conversion' as const, withinDays: 30 },
  plan: { perArm: 1000, weeks: 4 },
}

/** The readout of one journey with so many people in its two arms, their orders, visits and messages. */
export async function run(
  context: BenchContext,
): Promise<{ pglite: Measured | null; postgres: Measured | null }> {
  process.env.TEST_DATABASE_URL ??= context.testDatabaseUrl ?? ''
  // only now: it reads the address once
  const { createTestDatabase, openTestStore } = await import('../tests/support/database.ts')
  if (!context.testDatabaseUrl) {
    context.note('PGlite')
    return { pglite: await measure(await openTestStore('pglite')), postgres: null }
  }
  context.note('PostgreSQL')
  const { url, drop } = await createTestDatabase()
  try {
    return { pglite: null, postgres: await measure(await openStore({ databaseUrl: url, poolSize: 2 })) }
  } finally {
    await drop()
  }
}

async function measure(store: Store): Promise<Measured> {
  try {
    await fill(store)
    await gatherStatistics(store.db, filled)
    const took: number[] = []
    let status = ''
    let exposed = 0
    for (let at = 0; at < RUNS; at++) {
      const begun = performance.now()
      const readout = await journeyReadout(store.db, { definition }, now)
      took.push(performance.now() - begun)
      status = readout.status
      exposed = readout.arms[0].exposed + readout.arms[1].exposed
    }
    const median = took.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN
    return { exposed, orders: PEOPLE * ORDERS_EACH, readout: Math.round(median), status }
  } finally {
    await store.close()
  }
}

async function fill({ db }: Store): Promise<void> {
  const people = sql.lit(PEOPLE)
  const id = sql`'cus_' || lpad(g::text, 8, '0')`
  const at = sql`${looked}::timestamptz`
  await sql`insert into customers (customer_id, source, created_at, updated_at)
    select ${id}, 'bench', ${at}, ${at} from generate_series(1, ${people}) g`.execute(db)
  await sql`insert into exposures (customer_id, experiment, variation, root_id, exposed_at, share)
    select ${id}, 'holdout:journey:bench', case when g % 10 = 0 then 'control' else 'treated' end, ${id},
      ${at} + make_interval(mins => g % 80000), 0.1
    from generate_series(1, ${people}) g`.execute(db)
  await sql`insert into products (product_id, title, description, categories, media, attributes, source, hash,
      updated_at) select 'p' || g, 'p', '', '{}', '[]', '{}', 'bench', '', ${at} from generate_series(1, 500) g`.execute(
    db,
  )
  await sql`insert into variants (product_id, variant_id, position, title, options, price_amount, currency,
      cost_amount, available, media) select 'p' || g, 'v' || g, 0, '', '[]', 5000, 'USD', 2000, true, '[]'
    from generate_series(1, 500) g`.execute(db)
  const number = sql`lpad(n::text, 9, '0')`
  const buyer = sql`'cus_' || lpad((1 + n % ${people})::text, 8, '0')`
  const orders = sql`generate_series(1, ${sql.lit(PEOPLE * ORDERS_EACH)}) n`
  await sql`insert into orders (customer_id, order_id, order_number, status, currency, total_amount, fulfilments,
      payments, channel, source, hash, placed_at, updated_at)
    select ${buyer}, 'ord_' || ${number}, ${number}, 'delivered', 'USD', 5000, '[]', '[]', 'web', 'bench', '',
      ${at} + make_interval(mins => ((n * 7919::bigint) % 200000)::integer), ${at}
    from ${orders}`.execute(db)
  await sql`insert into order_lines (customer_id, order_id, line_number, product_id, variant_id, title, options,
      quantity, unit_price_amount)
    select ${buyer}, 'ord_' || ${number}, line, 'p' || (1 + (n + line) % 500), 'v' || (1 + (n + line) % 500), '', '', 1,
      2500
    from ${orders}, generate_series(1, 2) line`.execute(db)
  await sql`insert into events (customer_id, occurred_at, event_id, type, name, properties, traits, context, source,
      trust, message_id, received_at)
    select ${buyer}, ${at} + make_interval(mins => ((n * 104729::bigint) % 200000)::integer), 'evt_' || n, 'track',
      'Product Viewed', '{}', '{}', '{}', 'bench', 'secret', 'm' || n, ${at}
    from ${orders}`.execute(db)
  await sql`insert into outbox (customer_id, outbox_id, key, kind, channel, sender_type, sender_name, content, priority,
      expected_value, channels_left, state, attempts, created_at, started_at, changed_at, segments, parts,
      parts_sent, cost)
    select ${id}, 'out_' || g, 'k' || g, 'marketing', 'sms', 'journey', 'bench', '{}', 0, 0, '[]', 'sent', 1, ${at},
      ${at} + make_interval(mins => g % 80000 + 1), ${at}, 1, 1, 1, 750
    from generate_series(1, ${people}) g where g % 10 <> 0`.execute(db)
}

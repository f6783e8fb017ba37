import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Arm, MetricName, Readout } from '#contract/readouts.ts'
import { seedDemo } from '#demo/index.ts'
import { type Experiment, holdoutKeys, recordExposures } from '#domain/experiments/index.ts'
import { journeyReadout } from '#measurement/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'

const SCALE = Number(process.env.PROOF_SCALE ?? 0.05)
const RUNS = Math.max(20, Math.round(500 * SCALE))
/** Of 500 runs 3 to 7 in a hundred may be wrong; of fewer as many as chance gives once in a thousand. */
const [LEAST, MOST] = RUNS >= 500 ? [0.03 * RUNS, 0.07 * RUNS] : [0, unlikely(RUNS)]

const now = new Date('2026-11-20T10:00:00Z')
/** Half a year back, so that everybody's days are over. */
const looked = new Date('2026-05-20T10:00:00Z')
const definition = {
  name: 'a-a',
  success: { measure: 'conversion' as const, withinDays: 120 },
  plan: { perArm: 100, weeks: 4 },
}
const watched = ['conversion', 'revenue', 'margin'] as const satisfies MetricName[]

const coin = mulberry32(2026)
let store: Store
let people: string[]

beforeAll(async () => {
  store = await openTestStore()
  await seedDemo(store.db, now)
  // by what the demo calls them: ids are another every time
  const { rows } = await sql<{ id: string }>`select c.customer_id as id
    from customers c join identifiers i on i.customer_id = c.customer_id
    where not exists (select 1 from customer_links l where l.customer_id = c.customer_id)
    group by 1 order by min(i.kind || ' ' || i.value)`.execute(store.db)
  people = rows.map(({ id }) => id)
}, 120_000)
afterAll(() => store.close())

/** Everybody put into an arm anew, by a fair coin. */
async function shuffled(): Promise<Readout> {
  const experiment: Experiment = { key: holdoutKeys.journey('a-a'), kind: 'journey', seed: '', share: 0.5 }
  await sql`delete from exposures`.execute(store.db)
  await recordExposures(
    store.db,
    people.map((customerId) => ({
      customerId,
      rootId: customerId,
      experiment,
      variation: coin() < 0.5 ? 'control' : 'treated',
      outboxId: null,
    })),
    looked,
  )
  return journeyReadout(store.db, { definition }, now)
}

const pOf = ({ differences }: Readout, metric: MetricName) =>
  differences.find((one) => one.metric === metric)?.p ?? Number.NaN

test(`where nothing was done, ${RUNS} shuffled readouts find something as seldom as they say`, async () => {
  const found = { conversion: 0, revenue: 0, margin: 0 }
  let mismatches = 0
  for (let at = 0; at < RUNS; at++) {
    const readout = await shuffled()
    expect(readout.interval).toBe('welch')
    if (readout.status === 'blocked') mismatches++
    for (const metric of watched) if (pOf(readout, metric) < 0.05) found[metric]++
  }
  const told = { people: people.length, runs: RUNS, found, mismatches }
  process.stdout.write(`${JSON.stringify(told)}\n`)
  for (const metric of watched) {
    expect({ metric, wrong: found[metric] }).toSatisfy(({ wrong }) => wrong >= LEAST && wrong <= MOST)
  }
  expect(mismatches).toBeLessThanOrEqual(Math.max(1, 0.005 * RUNS))
}, 600_000)

test('where something was done it is found: a lift put into the treated arm, and no more than that', async () => {
  const readout = await shuffled()
  await lift('treated')
  const lifted = await journeyReadout(store.db, { definition }, now)
  const conversion = lifted.differences.find(({ metric }) => metric === 'conversion')
  const before = readout.differences.find(({ metric }) => metric === 'conversion')
  expect(conversion?.p ?? 1).toBeLessThan(0.01)
  const put = (conversion?.absolute?.difference ?? 0) - (before?.absolute?.difference ?? 0)
  expect(conversion?.absolute?.low).toBeGreaterThan(0)
  expect(put).toBeGreaterThan(0.05)
  expect(pOf(lifted, 'revenue')).toBeLessThan(0.05)
}, 120_000)

/** Two in five of that arm buy a jacket the next week. */
async function lift(arm: Arm): Promise<void> {
  await sql`insert into orders (customer_id, order_id, order_number, status, currency, total_amount, fulfilments,
      payments, channel, source, hash, placed_at, updated_at)
    select customer_id, 'ord_lift_' || customer_id, 'LIFT' || customer_id, 'delivered', 'USD', 30000, '[]', '[]', 'web',
      'test', '', ${looked}::timestamptz + interval '7 days', ${looked}::timestamptz
    from exposures where variation = ${arm} and customer_id = any(${people.filter((_, place) => place % 5 < 2)}::text[])`.execute(
    store.db,
  )
}

/** Tommy Ettinger's generator of 32 bits: the low bits of a linear one are no fair coin. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The number of chance findings, at 5 in a hundred, that comes less than once in a thousand. */
function unlikely(runs: number): number {
  let [chance, below] = [0.95 ** runs, 0]
  for (let k = 0; k <= runs; k++) {
    below += chance
    if (below > 0.999) return k
    chance *= ((runs - k) / (k + 1)) * (0.05 / 0.95)
  }
  return runs
}

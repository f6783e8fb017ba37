import { inTransaction, openStore, type Store } from '#store/index.ts'
import { createTestDatabase, openTestStore } from '../tests/support/database.ts'
import { openOutbox } from '../tests/support/one-door/house.ts'
import { withoutLocks } from '../tests/support/one-door/without-locks.ts'
import { randomFrom } from '../tests/support/one-door/world.ts'
import type { BenchContext } from './context.ts'
import { crowd, fsyncOf, gateRules, overCap, touch } from './one-door/crowd.ts'

interface Measured {
  perSecond: number
  overCap: number
  fsync: string
}

interface OnServer extends Measured {
  /** The same with a transaction to each decision, as a caller without the door's groups would have it. */
  onePerTransactionPerSecond: number
  onePerTransactionOverCap: number
  /** A transaction to each decision, and no lock: facts are read, the row is written. */
  countThenInsertPerSecond: number
  countThenInsertOverCap: number
}

const CUSTOMERS = 2000
const AT_ONCE = 256
const CONNECTIONS = 16
const now = new Date('2026-11-20T10:00:00Z')

/**
 * Fully gated decisions a second: every gate of a marketing touch and one row each, at 2,000 customers with a cap
 * of 3, 16 connections to a PostgreSQL on the same cores; beside it the count-then-insert way, which shows what
 * the lock costs and what its absence lets through.
 */
export async function run(context: BenchContext): Promise<{ pglite: Measured; postgres: OnServer | null }> {
  context.note('PGlite')
  const pglite = await grouped(await openTestStore('pglite'), 4000, 1)
  if (!context.testDatabaseUrl) return { pglite, postgres: null }
  process.env.TEST_DATABASE_URL ??= context.testDatabaseUrl
  context.note('PostgreSQL, in groups')
  const inGroups = await onServer((store) => grouped(store, 24_000, CONNECTIONS / 4))
  context.note('PostgreSQL, one per transaction')
  const alone = await onServer((store) => onePerTransaction(store, 8000))
  context.note('PostgreSQL, one per transaction, without the lock')
  const unlocked = await onServer((store) => onePerTransaction(store, 8000), withoutLocks)
  return {
    pglite,
    postgres: {
      ...inGroups,
      onePerTransactionPerSecond: alone.perSecond,
      onePerTransactionOverCap: alone.overCap,
      countThenInsertPerSecond: unlocked.perSecond,
      countThenInsertOverCap: unlocked.overCap,
    },
  }
}

async function onServer(
  measure: (store: Store) => Promise<Measured>,
  prepare: (url: string) => Promise<void> = async () => {},
): Promise<Measured> {
  const { url, drop } = await createTestDatabase()
  try {
    await prepare(url)
    return await measure(await openStore({ databaseUrl: url, poolSize: CONNECTIONS }))
  } finally {
    await drop()
  }
}

/** As the house decides: whatever arrives meanwhile is decided together. */
function grouped(store: Store, count: number, writers: number): Promise<Measured> {
  return measured(store, count, writers, (outbox, n, who) => outbox.request([touch(n, who)]))
}

function onePerTransaction(store: Store, count: number): Promise<Measured> {
  return measured(store, count, 1, (outbox, n, who) =>
    inTransaction(store.db, (tx) => outbox.requestIn(tx, [touch(n, who)], now)),
  )
}

async function measured(
  store: Store,
  count: number,
  writers: number,
  ask: (outbox: ReturnType<typeof openOutbox>, n: number, customerId: string) => Promise<unknown>,
): Promise<Measured> {
  const outbox = openOutbox(store.db, {
    clock: () => now,
    speed: 1,
    stub: 'http://127.0.0.1:1',
    writers,
    rules: gateRules,
  })
  try {
    const customers = await crowd(store, CUSTOMERS, new Date(now.getTime() - 86_400_000))
    const random = randomFrom(5)
    const order = Array.from({ length: count }, () => customers[Math.floor(random() * CUSTOMERS)] ?? '')
    await inLanes(order.slice(0, 500), (who, n) => ask(outbox, 1_000_000 + n, who)) // warm
    const start = performance.now()
    await inLanes(order, (who, n) => ask(outbox, n, who))
    const seconds = (performance.now() - start) / 1000
    return {
      perSecond: Math.round(count / seconds),
      overCap: await overCap(store),
      fsync: await fsyncOf(store),
    }
  } finally {
    await outbox.close()
    await store.close()
  }
}

async function inLanes(all: readonly string[], work: (who: string, n: number) => Promise<unknown>) {
  let next = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let n = next++; n < all.length; n = next++) await work(all[n] ?? '', n)
    }),
  )
}

import { openStore, type Store } from '#store/index.ts'
import { createTestDatabase, openTestStore } from '../tests/support/database.ts'
import { openOutbox } from '../tests/support/one-door/house.ts'
import { type Child, startProcess } from '../tests/support/processes.ts'
import type { BenchContext } from './context.ts'
import { crowd, fsyncOf, gateRules, touch } from './one-door/crowd.ts'
import { percentiles } from './percentiles.ts'
import { scheduledLoad } from './scheduled-load.ts'

interface Measured {
  /** Milliseconds from the scheduled time of an event to the arrival of its message at the provider. */
  p50: number
  p99: number
  sent: number
  arrived: number
  fsync: string
}

const PER_SECOND = 200
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20)
const WARM = 100
const CUSTOMERS = 4000

/**
 * From an event (a request to the one door: a message of an order and a marketing mail in turn) to a provider in a
 * process of its own, 200 a second on a schedule: all gates at the request, all gates again at the dispatch.
 */
export async function run(
  context: BenchContext,
): Promise<{ perSecond: number; pglite: Measured; postgres: Measured | null }> {
  context.note('PGlite')
  const pglite = await measure(await openTestStore('pglite'), 1)
  if (!context.testDatabaseUrl) return { perSecond: PER_SECOND, pglite, postgres: null }
  process.env.TEST_DATABASE_URL ??= context.testDatabaseUrl
  context.note('PostgreSQL')
  const { url, drop } = await createTestDatabase()
  try {
    const postgres = await measure(await openStore({ databaseUrl: url, poolSize: 10 }), 2)
    return { perSecond: PER_SECOND, pglite, postgres }
  } finally {
    await drop()
  }
}

async function measure(store: Store, writers: number): Promise<Measured> {
  const provider = startProcess('bench/one-door/provider.ts', [])
  const port = (await provider.line((line) => line.startsWith('listening'))).split(' ')[1]
  const outbox = openOutbox(store.db, {
    clock: () => new Date(),
    speed: 15, // leases of a minute
    stub: `http://127.0.0.1:${port}`,
    writers,
    rules: { ...gateRules, holdouts: { global: 0, associates: 0, journeys: 0 } },
  })
  try {
    const customers = await crowd(store, CUSTOMERS, new Date(Date.now() - 86_400_000))
    outbox.start()
    const due = new Map<string, number>()
    const ask = async (n: number, at: number) => {
      const request = touch(n, customers[n % CUSTOMERS] ?? '')
      const [answer] = await outbox.request([n % 2 === 0 ? request : { ...request, kind: 'transactional' }])
      if (answer?.state === 'queued') due.set(answer.outboxId, at)
    }
    for (let n = 0; n < WARM; n++) await ask(n, Number.NaN)
    const start = performance.timeOrigin + performance.now()
    const count = PER_SECOND * SECONDS
    await scheduledLoad({ perSecond: PER_SECOND, count }, (n) =>
      ask(WARM + n, start + (n * 1000) / PER_SECOND),
    )
    await allArrived(provider, due.size)
    return { ...latencies(provider, due), sent: due.size, fsync: await fsyncOf(store) }
  } finally {
    await outbox.close()
    await provider.end()
    await store.close()
  }
}

const ARRIVAL_MS = 15_000

async function allArrived(provider: Child, count: number): Promise<void> {
  const until = Date.now() + ARRIVAL_MS
  while (provider.lines.length - 1 < count && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50))
}

function latencies(provider: Child, due: ReadonlyMap<string, number>) {
  const all = provider.lines.slice(1).flatMap((line) => {
    const [outboxId = '', at = ''] = line.split(' ')
    const since = due.get(outboxId)
    return since === undefined || Number.isNaN(since) ? [] : [Number(at) - since]
  })
  return { ...percentiles(all), arrived: all.length + WARM }
}

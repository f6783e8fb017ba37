import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openStore } from '#store/index.ts'
import { createTestDatabase } from '../tests/support/database.ts'
import { type Child, startProcess } from '../tests/support/processes.ts'
import type { BenchContext } from './context.ts'
import { type Client, openClient } from './intake/client.ts'
import { importSeconds } from './intake/import-seconds.ts'
import { type Lag, watchLag } from './intake/lag.ts'
import { type Place, prepare } from './intake/prepare.ts'
import { nextCall } from './intake/shoppers.ts'
import { percentiles } from './percentiles.ts'
import { scheduledLoad } from './scheduled-load.ts'

interface Measured {
  perSecond: number
  p50: number
  p99: number
  lag: Lag
}

interface Result {
  single: Measured
  batch: Measured
  importSeconds: number | null
  /** The same events a second as bare inserts of one row, one by one: what the database alone can do. */
  floor: { perSecond: number; p99: number }
  fsync: string
}

const BATCH = 100
/** Events a second that are offered: a tenth above the aim. */
const offered = { pglite: { single: 550, batch: 4400 }, postgres: { single: 1650, batch: 11_000 } }
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15)
const WARM_SECONDS = 3

/**
 * Events through HTTP into a server process of its own, one a request and in batches of 100, on a schedule;
 * latency counts from the scheduled time, in milliseconds. 20,000 customers of whom nine of ten events are,
 * three live segments; `lag` is the longest time until a probe was seen in profile and segment meanwhile.
 */
export async function run(context: BenchContext): Promise<Record<'pglite' | 'postgres', Result | null>> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-intake-'))
  try {
    const pglite = await measure('pglite', { dataDir: join(folder, 'data') }, context)
    if (!context.testDatabaseUrl) return { pglite, postgres: null }
    process.env.TEST_DATABASE_URL ??= context.testDatabaseUrl
    const database = await createTestDatabase()
    try {
      return { pglite, postgres: await measure('postgres', { databaseUrl: database.url }, context) }
    } finally {
      await database.drop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const secrets = {
  IDENTITY_SECRET: 'bench-identity-secret-0123456789abcdef',
  SERVER_SECRET: 'bench-server-secret-0123456789abcdef00',
  SUPPRESSION_KEY: 'bench-suppression-key-0123456789abcdef',
  LINK_KEY: 'bench-link-key-0123456789abcdef0123456',
}

async function measure(kind: 'pglite' | 'postgres', place: Place, context: BenchContext): Promise<Result> {
  context.note(`${kind}: making the shop`)
  const key = await prepare(place)
  const child = startProcess('bench/intake/server-process.ts', [JSON.stringify(place)], secrets)
  try {
    const listening = await child.line((line) => line.startsWith('listening '))
    const client = openClient(listening.split(' ')[1] ?? '', key)
    const rates = offered[kind]
    context.note(`${kind}: one by one`)
    const single = await load(child, client, `${kind}-single`, rates.single, 1)
    context.note(`${kind}: in batches of ${BATCH}`)
    const batch = await load(child, client, `${kind}-batch`, rates.batch, BATCH)
    client.close()
    await child.end()
    const floor = await floorOf(place, rates.single)
    context.note(`${kind}: importing`)
    return { single, batch, importSeconds: await importSeconds(place, context.note), ...floor }
  } catch (error) {
    throw new Error(`${kind}: ${String(error)}\n${child.errors()}`)
  } finally {
    await child.end('SIGKILL')
  }
}

async function load(
  child: Child,
  client: Client,
  run: string,
  perSecond: number,
  size: number,
): Promise<Measured> {
  const send = (phase: string) => () =>
    size === 1 ? sendOne(client, `${run}-${phase}`) : sendBatch(client, `${run}-${phase}`, size)
  const requests = perSecond / size
  await scheduledLoad({ perSecond: requests, count: Math.round(requests * WARM_SECONDS) }, send('warm'))
  const lag = watchLag(child, client, run)
  const result = await scheduledLoad(
    { perSecond: requests, count: Math.round(requests * SECONDS) },
    send('run'),
  )
  const { p50, p99 } = percentiles(result.latencies)
  const seen = await lag.stop()
  const [failure] = result.failures
  if (failure !== undefined)
    throw new Error(`${result.failures.length} requests failed, the first: ${String(failure)}`)
  return {
    perSecond: Math.round(result.perSecond * size),
    p50,
    p99,
    lag: seen,
  }
}

function sendOne(client: Client, run: string): Promise<unknown> {
  const { type, ...call } = nextCall(run)
  return client.post(`/v1/${String(type)}`, JSON.stringify(call))
}

function sendBatch(client: Client, run: string, size: number): Promise<unknown> {
  const batch = Array.from({ length: size }, () => nextCall(run))
  return client.post('/v1/batch', JSON.stringify({ batch, sentAt: new Date().toISOString() }))
}

/** One bare insert an event, each its own transaction, through the same pool. */
async function floorOf(place: Place, perSecond: number): Promise<Pick<Result, 'floor' | 'fsync'>> {
  const store = await openStore(place)
  try {
    await sql`create table bench_floor (id bigint primary key, body jsonb not null)`.execute(store.db)
    const body = JSON.stringify(nextCall('floor'))
    const result = await scheduledLoad({ perSecond, count: perSecond * 5 }, (index) =>
      sql`insert into bench_floor values (${index}, ${body}::jsonb)`.execute(store.db),
    )
    const { rows } = await sql<{ fsync: string }>`select current_setting('fsync') as fsync`.execute(store.db)
    await sql`drop table bench_floor`.execute(store.db)
    const { p99 } = percentiles(result.latencies)
    return { floor: { perSecond: Math.round(result.perSecond), p99 }, fsync: rows[0]?.fsync ?? 'unknown' }
  } finally {
    await store.close()
  }
}

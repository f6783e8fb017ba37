import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { assortment } from '#demo/index.ts'
import { createApiKey } from '#domain/settings/index.ts'
import { migrate, openStore } from '#store/index.ts'
import { startProcess } from '../tests/support/processes.ts'
import type { BenchContext } from './context.ts'
import { inProcess } from './decide/in-process.ts'
import { callsOf, KNOWN, nextEvent, nextPage } from './decide/shoppers.ts'
import { type Client, openClient } from './intake/client.ts'
import { type Percentiles, percentiles } from './percentiles.ts'
import { scheduledLoad } from './scheduled-load.ts'

interface Http extends Percentiles {
  perSecond: number
}

interface Result {
  http: Http
  inProcess: Percentiles
  /** The same on each database; `late`: pages that had to do without what is known of the person. */
  pglite: { http: Http; late: number }
  postgres: { http: Http; late: number } | null
}

const PAGES_A_SECOND = 200
const EVENTS_A_SECOND = 50
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30)
const WARM_SECONDS = 3

/**
 * Slots of the demo shop, about five a page, from a server process of its own: 200 pages a second on a schedule,
 * latency in milliseconds from the scheduled time, beside 50 events a second of the same shoppers; two of three
 * pages are of somebody known. `http` is the embedded default. `inProcess` is the decision without HTTP.
 */
export async function run(context: BenchContext): Promise<Result> {
  const productIds = assortment(new Date()).map(({ product }) => product.productId)
  context.note('in process')
  const alone = await inProcess(productIds)
  const folder = mkdtempSync(join(tmpdir(), 'rapport-decide-'))
  try {
    const pglite = await measure('pglite', { dataDir: join(folder, 'data') }, productIds, context)
    const postgres = context.testDatabaseUrl ? await onServer(context, productIds) : null
    return { http: pglite.http, inProcess: alone, pglite, postgres }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function onServer(context: BenchContext, productIds: readonly string[]) {
  process.env.TEST_DATABASE_URL ??= context.testDatabaseUrl ?? ''
  // only now: that file looks for the address when it is loaded
  const { createTestDatabase } = await import('../tests/support/database.ts')
  const database = await createTestDatabase()
  try {
    return await measure('postgres', { databaseUrl: database.url }, productIds, context)
  } finally {
    await database.drop()
  }
}

const secrets = {
  IDENTITY_SECRET: 'bench-identity-secret-0123456789abcdef',
  SERVER_SECRET: 'bench-server-secret-0123456789abcdef00',
  SUPPRESSION_KEY: 'bench-suppression-key-0123456789abcdef',
  LINK_KEY: 'bench-link-key-0123456789abcdef0123456',
}

type Place = { dataDir: string } | { databaseUrl: string }

async function measure(kind: string, place: Place, productIds: readonly string[], { note }: BenchContext) {
  note(`${kind}: making the shop`)
  const secret = await secretKeyIn(place)
  const child = startProcess('bench/decide/server-process.ts', [JSON.stringify(place)], secrets)
  try {
    const [, url = '', publicKey = ''] = (await child.line((line) => line.startsWith('listening '))).split(
      ' ',
    )
    const shop = openClient(url, secret)
    for (let shopper = 0; shopper < KNOWN; shopper += 20) {
      const batch = Array.from({ length: 20 }, (_, at) => callsOf(shopper + at, productIds)).flat()
      await shop.post('/v1/batch', JSON.stringify({ batch }))
    }
    await wait(2000) // segments and search take in what just came
    note(`${kind}: ${PAGES_A_SECOND} pages a second`)
    const pages = openClient(url, publicKey)
    const late = { pages: 0 }
    await load(pages, shop, `${kind}-warm`, WARM_SECONDS, productIds, { pages: 0 })
    const http = await load(pages, shop, `${kind}-run`, SECONDS, productIds, late)
    pages.close()
    shop.close()
    await child.end()
    return { http, late: late.pages }
  } catch (error) {
    throw new Error(`${kind}: ${String(error)}\n${child.errors()}`)
  } finally {
    await child.end('SIGKILL')
  }
}

async function secretKeyIn(place: Place): Promise<string> {
  const store = await openStore(place)
  try {
    await migrate(store.db)
    return (await createApiKey(store.db, 'secret', 'bench', new Date())).key
  } finally {
    await store.close()
  }
}

async function load(
  pages: Client,
  shop: Client,
  run: string,
  seconds: number,
  productIds: readonly string[],
  late: { pages: number },
): Promise<Http> {
  const events = scheduledLoad({ perSecond: EVENTS_A_SECOND, count: EVENTS_A_SECOND * seconds }, (index) =>
    shop.post('/v1/track', JSON.stringify(nextEvent(run, index, productIds))),
  )
  const asked = await scheduledLoad(
    { perSecond: PAGES_A_SECOND, count: PAGES_A_SECOND * seconds },
    async () => {
      const answer = await pages.post('/v1/decide', JSON.stringify(nextPage(productIds)))
      if (isLate(answer)) late.pages++
    },
  )
  const background = await events
  const [failure] = [...asked.failures, ...background.failures]
  if (failure !== undefined)
    throw new Error(
      `${asked.failures.length} pages and ${background.failures.length} events failed, the first: ${String(failure)}`,
    )
  return { ...percentiles(asked.latencies), perSecond: asked.perSecond }
}

function isLate(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'late' in answer && answer.late === true
}

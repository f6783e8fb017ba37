import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEventIntake } from '#inbound/index.ts'
import { migrate, openStore, type Store } from '#store/index.ts'
import { openClient } from '../../bench/intake/client.ts'
import { type Place, prepare } from '../../bench/intake/prepare.ts'
import { nextCall } from '../../bench/intake/shoppers.ts'
import { createTestDatabase, databaseKinds, openTestStore } from '../support/database.ts'
import { startProcess, temporaryFolder } from '../support/processes.ts'

const scale = Number(process.env.PROOF_SCALE ?? 0.05)
const ROUNDS = Math.max(2, Math.round(20 * scale))
const EVENTS = Math.max(200, Math.round(3000 * scale))
const KILLS = Math.max(1, Math.round(10 * scale))
const seed = 20_261_120

/** mulberry32, so that a failure can be looked at again. */
function randomOf(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const now = new Date('2026-03-02T10:00:00Z')
const names = ['Order Completed', 'Order Refunded', 'Order Cancelled', 'Order Delivered', 'Products Searched']

interface Report {
  call: Record<string, unknown>
  trust: 'public' | 'secret'
}

/** What browsers and servers of a shop report of few orders of few people, some of it twice. */
function story(random: () => number): Report[] {
  const reports = Array.from({ length: EVENTS }, (_, index): Report => {
    const pick = (count: number) => Math.floor(random() * count)
    const order = pick(EVENTS / 8)
    const name = names[pick(names.length)] ?? ''
    const trust = name !== 'Order Delivered' && random() < 0.4 ? 'public' : 'secret'
    const person = { anonymousId: `a${order % 40}`, ...(trust === 'secret' && { userId: `u${order % 40}` }) }
    const timestamp = new Date(now.getTime() - pick(40) * 86_400_000 - index).toISOString()
    const total = name === 'Order Refunded' ? 1 + pick(3) : 30
    const products = [{ product_id: `p${order % 7}`, price: 15, quantity: 2 }]
    const properties = { order_id: `O${order}`, total, products, currency: 'EUR', query: `q${pick(9)}` }
    const call = { type: 'track', event: name, messageId: `m${index}`, timestamp, ...person, properties }
    return { call, trust }
  })
  return [...reports, ...reports.filter(() => random() < 0.2)]
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

/** Sends the reports in this order through two servers at once, in small batches. */
async function sendAll(store: Store, reports: readonly Report[], random: () => number): Promise<void> {
  const log = { warn: (fields: object, text: string) => expect.fail(`${text} ${JSON.stringify(fields)}`) }
  const writers = store.kind === 'pglite' ? 1 : 2
  const servers = [0, 1].map(() => createEventIntake({ db: store.db, writers, clock: () => now, log }))
  const sending: Promise<unknown>[] = []
  for (let at = 0; at < reports.length; ) {
    const size = 1 + Math.floor(random() * 12)
    const part = reports.slice(at, at + size)
    at += size
    for (const trust of ['public', 'secret'] as const) {
      const calls = part.filter((report) => report.trust === trust).map(({ call }) => call)
      const caller = { trust, source: trust, receivedAt: now, sentAt: null, proof: null }
      const server = servers[Math.floor(random() * 2)]
      if (calls.length > 0 && server) sending.push(server.take(calls, caller))
    }
    if (sending.length > 24) await Promise.all(sending.splice(0))
  }
  await Promise.all(sending)
  await Promise.all(servers.map((server) => server.close()))
}

/** All that must not depend on the order: which conversions count and for whom, and what the orders are. */
async function outcome(store: Store) {
  const { rows: events } = await sql`
    select count(*) as all, count(distinct (trust, message_id)) as messages from events`.execute(store.db)
  const { rows: counted } = await sql`
    select name, properties->>'order_id' as number, min(trust) as trust, count(*) as times,
      case when name = 'Order Refunded' then properties->>'total' end as amount
    from events
    where duplicate_of is null and name in ('Order Completed', 'Order Refunded', 'Order Cancelled')
    group by 1, 2, 5 order by 1, 2, 5`.execute(store.db)
  const { rows: orders } = await sql`
    select order_number, total_amount, currency, payments, placed_at, status,
      (select count(*) from order_lines l where l.order_id = o.order_id) as lines
    from orders o order by order_number`.execute(store.db)
  return { events, counted, orders }
}

for (const kind of databaseKinds)
  describe.skipIf(kind === 'postgres' && !process.env.TEST_DATABASE_URL)(`intake (${kind})`, () => {
    test(`${ROUNDS} times ${EVENTS} reports in any order, twice over and at once: each counts once`, async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const reports = story(randomOf(seed + round))
        const random = randomOf(seed * 2 + round)
        const outcomes = []
        for (let order = 0; order < 2; order++) {
          const store = await openTestStore(kind, { poolSize: 16 })
          try {
            await sendAll(store, shuffled(reports, random), random)
            outcomes.push(await outcome(store))
            if (order === 1) await sendAll(store, shuffled(reports, random), random)
            outcomes.push(await outcome(store))
          } finally {
            await store.close()
          }
        }
        const [first, ...others] = outcomes
        expect(first?.events).toEqual([{ all: EVENTS, messages: EVENTS }])
        expect(first?.counted.every((row) => Object(row).times === 1)).toBe(true)
        for (const other of others) expect(other).toEqual(first)
      }
    })

    test(`killed ${KILLS} times under load, it has lost nothing that it acknowledged`, async () => {
      const place = await placeFor(kind)
      try {
        for (let kill = 0; kill < KILLS; kill++) await killUnderLoad(place, `${kind}-${kill}`)
      } finally {
        await place.remove()
      }
    })
  })

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

async function placeFor(kind: string): Promise<Place & { remove: () => Promise<void> }> {
  if (kind === 'pglite') return { dataDir: join(folder.path, 'data'), remove: async () => {} }
  const { url, drop } = await createTestDatabase()
  return { databaseUrl: url, remove: drop }
}

const secrets = Object.fromEntries(
  ['IDENTITY_SECRET', 'SERVER_SECRET', 'SUPPRESSION_KEY', 'LINK_KEY'].map((name) => [
    name,
    `${name}-`.repeat(6),
  ]),
)

async function killUnderLoad(
  { remove: _, ...place }: Place & { remove: unknown },
  run: string,
): Promise<void> {
  const key = await prepare(place, 200)
  const child = startProcess('bench/intake/server-process.ts', [JSON.stringify(place)], secrets)
  const listening = await child.line((line) => line.startsWith('listening '))
  const client = openClient(listening.split(' ')[1] ?? '', key)
  const acknowledged: string[] = []
  let cut = 0
  const sender = async () => {
    while (cut === 0) {
      const batch = Array.from({ length: 5 }, () => nextCall(run))
      const answer = await client.post('/v1/batch', JSON.stringify({ batch })).catch(() => null)
      if (answer === null) cut++
      else acknowledged.push(...batch.map(({ messageId }) => String(messageId)))
    }
  }
  const senders = Array.from({ length: 12 }, sender)
  setTimeout(() => void child.end('SIGKILL'), 1500 + Math.random() * 1000)
  await Promise.all(senders)
  await child.ended
  client.close()
  expect(acknowledged.length).toBeGreaterThan(0)
  const store = await openStore(place)
  try {
    await migrate(store.db)
    const { rows } = await sql<{ id: string }>`
      select message_id as id from events where message_id = any(${acknowledged})`.execute(store.db)
    const stored = new Set(rows.map(({ id }) => id))
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
  } finally {
    await store.close()
  }
}

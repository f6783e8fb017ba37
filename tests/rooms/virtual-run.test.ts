import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Arrived, answersTo, type LifeDeps, lifts, startLife, worldMadeAt } from '#demo/index.ts'
import { addStaff } from '#domain/staff/index.ts'
import { createVirtualClock, inAHurry, openHouse, runUntil } from '#server/index.ts'
import { openStore, type Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { temporaryFolder } from '../support/processes.ts'
import { runOn } from '../support/run-command.ts'

const madeAt = new Date('2026-03-02T19:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const dayAfter = (days: number) => new Date(madeAt.getTime() + days * DAY)

describe('the demo’s people', () => {
  const stores: Store[] = []
  afterAll(() => Promise.all(stores.map((store) => store.close())))

  /** Everything they tell the shop, when the clock stands still at these moments only. */
  async function told(moments: Date[], restartAt?: number): Promise<Map<string, unknown>> {
    const store = await openTestStore()
    stores.push(store)
    const clock = createVirtualClock(madeAt)
    const calls = new Map<string, unknown>()
    const deps: LifeDeps = {
      db: store.db,
      clock: clock.now,
      take: async (given) => {
        for (const call of given) {
          const { messageId } = Object(call)
          expect(calls.has(messageId)).toBe(false)
          calls.set(messageId, call)
        }
        return given.map(() => ({ ok: true }))
      },
      read: async () => {},
      follow: async () => false,
      write: async () => {},
      source: 'demo',
    }
    let life = await startLife(deps, madeAt)
    for (const [index, moment] of moments.entries()) {
      if (index === restartAt) life = await startLife(deps, madeAt)
      clock.set(moment)
      await life.run()
      await life.run()
    }
    return calls
  }

  test('do the same on the same days, however the time is cut and whoever drives it', async () => {
    const whole = await told([dayAfter(12)])
    const cut = await told([0.01, 0.4, 3, 3.125, 5.9, 6, 11.99, 12].map(dayAfter), 4)
    expect(whole.size).toBeGreaterThan(400)
    expect(Object.fromEntries(cut)).toEqual(Object.fromEntries(whole))
  })

  test('have something for every playbook to begin with, and for every one to end with', async () => {
    const calls = [...(await told([dayAfter(30)])).values()].map((call) => String(Object(call).event))
    const names = new Set(calls)
    for (const name of [
      'Product Viewed',
      'Product Added',
      'Checkout Started',
      'Order Completed',
      'Order Delivered',
      'Order Refunded',
      'Product Added to Wishlist',
      'Store Visited',
      'Store Purchase Completed',
      'Subscription Started',
      'Subscription Renewed',
      'Subscription Cancelled',
      'Consent Given',
      'Service Ticket Opened',
      'Loyalty Points Earned',
    ])
      expect({ name, there: names.has(name) }).toEqual({ name, there: true })
  })

  const world = worldMadeAt(madeAt)
  const messageTo = (userId: string, journey: string, days: number): Arrived => ({
    outboxId: `${userId} ${days}`,
    journey,
    userId,
    channel: 'email',
    address: `${userId}@example.com`,
    at: dayAfter(days).getTime(),
    content: { text: 'Hello', parts: [] },
    offer: null,
  })

  test.each(['replenishment', 'win-back', 'abandonment'])(
    'a message of %s makes as many people buy as is written',
    (journey) => {
      let messages = 0
      let buyers = 0
      for (const person of world.people)
        for (const days of [5, 15, 25, 35]) {
          const answers = answersTo(world, person, messageTo(person.userId, journey, days), [])
          messages++
          if (answers.some((one) => one.kind === 'doing' && one.doing.name === 'Order Completed')) buyers++
        }
      const lift = lifts[journey] ?? 0
      const deviation = Math.sqrt((lift * (1 - lift)) / messages)
      expect(Math.abs(buyers / messages - lift)).toBeLessThan(3 * deviation)
    },
  )

  test('a second message of one story makes nobody buy once more', () => {
    const buys = (earlier: Arrived[]) =>
      world.people.filter((person) => {
        const mine = earlier.map((one) => ({ ...one, userId: person.userId }))
        return answersTo(world, person, messageTo(person.userId, 'replenishment', 6), mine).some(
          (one) => one.kind === 'doing' && one.doing.name === 'Order Completed',
        )
      }).length
    expect(buys([])).toBeGreaterThan(50)
    expect(buys([messageTo('', 'replenishment', 5)])).toBe(0)
    expect(buys([messageTo('', 'seasonal', 5)])).toBe(buys([]))
  })
})

describe('a clock in a hurry', () => {
  test('has its rounds every eight hours and learns every four weeks', async () => {
    const store = await openTestStore()
    const clock = createVirtualClock(madeAt)
    const quiet = { demo: false, model: null, embedder: null, env: { LOG_LEVEL: 'silent' } }
    const house = await openHouse({ ...quiet, store, clock: clock.now, sandboxOnly: true })
    const noon: string[] = []
    const first = {
      step: 'people',
      everyMs: 1,
      run: async () => void noon.push(clock.now().toISOString()),
    }
    let learnt = 0
    const run = await runUntil(house, clock, dayAfter(29), {
      signal: new AbortController().signal,
      pace: inAHurry,
      first,
      onTimes: (times) => {
        learnt = times.find(({ step }) => step === 'training')?.times ?? 0
      },
    })
    expect(run.failures).toEqual([])
    expect(noon.slice(0, 3)).toEqual([
      '2026-03-02T19:00:00.000Z',
      '2026-03-03T00:00:00.000Z',
      '2026-03-03T08:00:00.000Z',
    ])
    expect(noon).toHaveLength(2 + 29 * 3)
    expect(learnt).toBe(noon.length)
    const { rows } = await sql<{ runs: number }>`select count(*) as runs from training_runs`.execute(store.db)
    expect(Number(rows[0]?.runs)).toBe(2)
    await house.close()
  })
})

describe('rapport run --days', () => {
  const folder = temporaryFolder()
  const before = { DATA_DIR: process.env.DATA_DIR, DATABASE_URL: process.env.DATABASE_URL }
  beforeAll(() => Object.assign(process.env, { DATA_DIR: folder.path, DATABASE_URL: '' }))
  afterAll(() => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    folder.remove()
  })

  test('leaves a shop alone that is not the demo', async () => {
    const store = await openStore({ dataDir: folder.path })
    const { migrate } = await import('#store/index.ts')
    await migrate(store.db)
    await addStaff(store.db, { email: 'ann@example.org', name: 'Ann', roles: ['admin'] }, madeAt)
    await store.close()
    const { code, out, err } = await runOn({} as Store, ['run', '--days', '2', '--json'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.trim()).toBe('run --days: this database holds a shop that is not the demo; use another one')
  })
})

import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { lockCustomer } from '#domain/identity/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { openTestStore } from '../../support/database.ts'
import { journeyOf } from '../../support/journey-definition.ts'
import { type JourneyWorld, openJourneyWorld } from '../../support/journey-world.ts'

const HOUR_MS = 3_600_000

/** On one connection no race can be seen: a real server, and two processes' engines and outboxes over it. */
describe.skipIf(!process.env.TEST_DATABASE_URL)('journeys under many at once', () => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore('postgres', { poolSize: 12 })
  })
  afterAll(() => store.close())
  afterEach(async () => {
    for (const table of ['journey_entries', 'journeys', 'outbox', 'outbox_keys'])
      await sql`delete from ${sql.table(table)}`.execute(store.db)
  })

  /** Two processes that see the same things happen. */
  async function openTwo(): Promise<[JourneyWorld, JourneyWorld]> {
    const one = await openJourneyWorld(store.db)
    const two = await openJourneyWorld(store.db, { happenings: one.happenings, over: one.over })
    return [one, two]
  }

  const advance = (worlds: readonly JourneyWorld[], hours: number) => {
    const [first] = worlds
    const now = new Date((first?.clock.now.getTime() ?? 0) + hours * HOUR_MS)
    for (const world of worlds) world.clock.now = now
  }

  test('two processes let everybody in once and say each step once', async () => {
    const worlds = await openTwo()
    const [one] = worlds
    const people = await Promise.all(Array.from({ length: 30 }, () => one.somebody()))
    const { name } = await one.begin()
    for (const who of people) one.happen(who)
    for (const hours of [1, 24, 24]) {
      advance(worlds, hours)
      await Promise.all([...worlds, ...worlds].map((world) => world.journeys.run(world.clock.now)))
      await Promise.all([...worlds, ...worlds].map((world) => world.journeys.run(world.clock.now)))
      await Promise.all(worlds.map((world) => world.outbox.runDue(world.clock.now)))
      await one.round() // whoever was locked in both
    }
    const report = await one.journeys.report(name, null, one.clock.now)
    expect(report).toMatchObject({ entered: 30, sent: { sms: 60 } })
    for (const who of people) expect(await one.stepsSent(who)).toEqual([0, 1])
  })

  test('a purchase that commits while the message is being decided about stops it, or came after', async () => {
    const [one] = await openTwo()
    const who = await one.somebody()
    await one.begin({ steps: [{ ...journeyOf().steps[0], when: 'best_time' } as never] })
    one.happen(who)
    await one.after(1)
    advance([one], 6)
    // the house is deciding about them elsewhere: the claim leaves them, and finds the purchase afterwards
    await inTransaction(store.db, async (tx) => {
      await lockCustomer(tx, who)
      await one.outbox.runDue(one.clock.now)
      expect(one.sent).toEqual([])
    })
    await one.buys(who)
    await one.outbox.runDue(one.clock.now)
    expect(one.sent).toEqual([])
    expect((await one.journeys.entriesOf(who))[0]).toMatchObject({ reason: 'bought' })
  })

  test('a failure between asking and moving on leaves nothing half done, harms nobody else, and is tried again', async () => {
    const world = await openJourneyWorld(store.db)
    const [who, other] = [await world.somebody(), await world.somebody()]
    await world.begin()
    world.happen(who)
    world.happen(other)
    await world.round()
    const failing = await openJourneyWorld(store.db, {
      journeys: {
        outbox: {
          ...world.outbox,
          requestIn: async (tx, requests, now) => {
            const outcomes = await world.outbox.requestIn(tx, requests, now)
            if (requests.some(({ customerId }) => customerId === who)) throw new Error('the power went')
            return outcomes
          },
        },
      },
    })
    advance([world], 24)
    expect(await failing.journeys.run(world.clock.now)).toMatchObject({ requested: 1, failed: 1 })
    expect((await world.journeys.entriesOf(who))[0]).toMatchObject({ step: 1, state: 'waiting' })
    await world.outbox.runDue(world.clock.now)
    expect(await world.stepsSent(who)).toEqual([0])
    expect(await world.stepsSent(other)).toEqual([0, 1])
    await world.after(1)
    expect(await world.stepsSent(who)).toEqual([0, 1])
  })

  type Deed = 'wake' | 'send' | 'buy' | 'no' | 'touch' | 'later' | 'happen'
  const deeds = fc.array(
    fc.constantFrom<Deed>('wake', 'wake', 'send', 'send', 'buy', 'no', 'touch', 'later', 'happen'),
    { minLength: 6, maxLength: 18 },
  )

  /** Does all of it, some at once, by two processes; answers when they bought or said no, by the clock. */
  async function live(worlds: readonly [JourneyWorld, JourneyWorld], who: string, plan: readonly Deed[]) {
    let over: Date | null = null
    const [one] = worlds
    for (let at = 0; at < plan.length; at += 3) {
      const group = plan.slice(at, at + 3)
      if (group.includes('later')) advance(worlds, 13)
      await Promise.all(
        group.map(async (deed, place) => {
          const world = worlds[place % 2] ?? one
          const { now } = world.clock
          if (deed === 'wake') await world.journeys.run(now)
          if (deed === 'send') await world.outbox.runDue(now)
          if (deed === 'touch') await world.journeys.touched([who], now)
          if (deed === 'happen') one.happen(who)
          if (deed === 'buy') await world.buys(who, ['lamp-1'], new Date(now.getTime() - 1))
          if (deed === 'no') await sayNo(who, now)
          if (deed === 'buy' || deed === 'no') over ??= now
        }),
      )
      // whatever was committed by now has been seen by whatever begins after it
      if (over !== null) {
        const count = (await one.stepsSent(who)).length
        advance(worlds, 13)
        for (const world of worlds) await world.outbox.runDue(world.clock.now)
        for (const world of worlds) await world.journeys.run(world.clock.now)
        for (const world of worlds) await world.outbox.runDue(world.clock.now)
        return { after: (await one.stepsSent(who)).length - count }
      }
    }
    return { after: 0 }
  }

  const sayNo = (customerId: string, now: Date) =>
    recordConsent(
      store.db,
      { customerId, channel: 'sms', purpose: 'all', state: 'denied', source: 'test', evidence: 'no' },
      now,
    )

  test('whatever happens in whatever order: nothing after the end, and no step twice', async () => {
    const step = journeyOf().steps[0]
    if (!step) throw new Error('no step')
    await fc.assert(
      fc.asyncProperty(deeds, async (plan) => {
        const worlds = await openTwo()
        const [one] = worlds
        const who = await one.somebody()
        await one.begin({
          reentry: { everyDays: null, perObject: false },
          steps: [step, { ...step, when: 'best_time', afterHours: 5 }, { ...step, afterHours: 10 }],
        })
        one.happen(who)
        const { after } = await live(worlds, who, plan)
        expect(after).toBe(0)
        const steps = await one.stepsSent(who)
        expect(steps).toEqual([...new Set(steps)].sort())
        await sql`update journeys set status = 'off'`.execute(store.db)
      }),
      { numRuns: 25, seed: 6 },
    )
  })
})

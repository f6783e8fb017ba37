import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { exposuresOf } from '#domain/experiments/index.ts'
import { membersOf, mergeCustomers, unmergeCustomers } from '#domain/identity/index.ts'
import { erasePerson, exportPerson, listOutbox } from '#orchestrator/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../../support/database.ts'
import { journeyOf } from '../../support/journey-definition.ts'
import { type JourneyWorld, openJourneyWorld } from '../../support/journey-world.ts'

const HOUR_MS = 3_600_000

describeOnBoth('journeys', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())
  afterEach(async () => {
    for (const table of ['journey_entries', 'journeys', 'outbox', 'outbox_keys'])
      await sql`delete from ${sql.table(table)}`.execute(store.db)
  })

  const endOf = async ({ journeys }: JourneyWorld, customerId: string) => {
    const [entry] = await journeys.entriesOf(customerId)
    return { state: entry?.state, reason: entry?.reason, step: entry?.step }
  }

  test('somebody enters once for one thing, hears each step in its time, and is through', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    const { name } = await world.begin()
    await world.round()
    expect(await world.journeys.entriesOf(who)).toEqual([])
    world.happen(who)
    await world.after(1)
    expect(await world.stepsSent(who)).toEqual([0])
    await world.round()
    await world.after(12)
    expect(await world.stepsSent(who)).toEqual([0])
    await world.after(12)
    expect(await world.stepsSent(who)).toEqual([0, 1])
    await world.after(48)
    expect(await endOf(world, who)).toEqual({ state: 'ended', reason: 'completed', step: 2 })
    expect(await world.journeys.report(name, null, world.clock.now)).toMatchObject({
      entered: 1,
      inside: 0,
      sent: { sms: 2 },
      exits: { completed: 1 },
      converted: 0,
      funnel: [
        { step: 0, requested: 1, sent: 1 },
        { step: 1, requested: 1, sent: 1 },
      ],
    })
  })

  test('a purchase ends it at once, takes back what waits, and counts as reached', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    const step = journeyOf().steps[0]
    const { name } = await world.begin({ steps: [{ ...step, when: 'best_time' } as never] })
    world.happen(who)
    await world.after(1)
    const [waiting] = await listOutbox(store.db, { customerId: who, limit: 5 })
    expect(waiting).toMatchObject({ state: 'held', dueAt: new Date(world.clock.now.getTime() + 5 * HOUR_MS) })
    world.clock.now = new Date(world.clock.now.getTime() + HOUR_MS)
    await world.buys(who)
    await world.journeys.touched([who], world.clock.now)
    expect(await endOf(world, who)).toMatchObject({ state: 'ended', reason: 'bought' })
    const [taken] = await listOutbox(store.db, { customerId: who, limit: 5 })
    expect(taken).toMatchObject({ state: 'cancelled', reason: 'bought' })
    await world.after(6)
    expect(await world.stepsSent(who)).toEqual([])
    const report = await world.journeys.report(name, null, world.clock.now)
    expect(report).toMatchObject({
      entered: 1,
      converted: 1,
      exits: { bought: 1 },
      suppressed: { bought: 1 },
    })
  })

  test('a purchase that nobody has told the journeys of still stops the message that is leaving', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    await world.begin({ steps: [{ ...journeyOf().steps[0], when: 'best_time' } as never] })
    world.happen(who)
    await world.after(1)
    world.clock.now = new Date(world.clock.now.getTime() + 6 * HOUR_MS)
    await world.buys(who)
    await world.outbox.runDue(world.clock.now)
    expect(world.sent).toEqual([])
    expect(await endOf(world, who)).toMatchObject({ reason: 'bought' })
  })

  test.each([
    ['any', ['rug-9'], 'bought'],
    ['trigger_product', ['rug-9'], null],
    ['trigger_product', ['lamp-1'], 'bought'],
    ['category', ['rug-9'], null],
    ['category', ['lamp-7'], 'bought'],
    [null, ['lamp-1'], null],
  ] as const)('a stop on purchases of %s, and %j: %s', async (onPurchase, productIds, reason) => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    await world.begin({ stop: { onPurchase, onEvents: [], afterDays: 14 } })
    world.happen(who)
    await world.after(1)
    world.clock.now = new Date(world.clock.now.getTime() + HOUR_MS)
    await world.buys(who, [...productIds])
    await world.journeys.touched([who], world.clock.now)
    expect(await endOf(world, who)).toMatchObject({ reason })
  })

  test('the order that set it off, and what was bought before, end nothing', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    await world.begin()
    await world.buys(who)
    world.happen(who, { since: new Date(world.clock.now.getTime() + 1) })
    await world.after(1)
    await world.journeys.touched([who], world.clock.now)
    expect(await endOf(world, who)).toMatchObject({ state: 'waiting' })
  })

  test('a no on every channel of the journey ends it; a no on another does not', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    await world.begin()
    world.happen(who)
    await world.after(1)
    const no = { customerId: who, purpose: 'all', state: 'denied', source: 'test', evidence: 'no' } as const
    await recordConsent(store.db, { ...no, channel: 'email' }, world.clock.now)
    await world.journeys.touched([who], world.clock.now)
    expect(await endOf(world, who)).toMatchObject({ state: 'waiting' })
    await recordConsent(store.db, { ...no, channel: 'sms' }, world.clock.now)
    await world.journeys.touched([who], world.clock.now)
    expect(await endOf(world, who)).toMatchObject({ reason: 'opted_out' })
    await world.after(30)
    expect(await world.stepsSent(who)).toEqual([0])
  })

  test('what set it off does not hold any more: it is over', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    await world.begin()
    const { occurrence } = world.happen(who)
    await world.after(1)
    world.over.add(occurrence)
    await world.after(24)
    expect(await endOf(world, who)).toMatchObject({ reason: 'no_longer_true', step: 1 })
    expect(await world.stepsSent(who)).toEqual([0])
  })

  test('once and never again; every so many days; and for each thing by itself', async () => {
    const world = await openJourneyWorld(store.db)
    const [once, again, each] = [await world.somebody(), await world.somebody(), await world.somebody()]
    const only = (name: string) => ({ triggers: [{ type: 'event', name } as const] })
    const short = { steps: journeyOf().steps.slice(0, 1) }
    await world.begin({ ...only('A'), ...short })
    await world.begin({ ...only('B'), ...short, reentry: { everyDays: 7, perObject: false } })
    await world.begin({ ...only('C'), ...short, reentry: { everyDays: 7, perObject: true } })
    const states = async (who: string) => (await world.journeys.entriesOf(who)).map(({ reason }) => reason)
    const happenAll = (object: string) => {
      world.happen(once, { name: 'A', object })
      world.happen(again, { name: 'B', object })
      world.happen(each, { name: 'C', object })
    }
    happenAll('lamp-1')
    await world.after(1)
    await world.after(30)
    happenAll('lamp-2')
    await world.after(1)
    await world.after(30)
    expect(await states(once)).toEqual(['entered_lately', 'completed'])
    expect(await states(again)).toEqual(['entered_lately', 'completed'])
    expect(await states(each)).toEqual(['completed', 'completed'])
    await world.after(24 * 8)
    happenAll('lamp-1')
    await world.after(1)
    expect(await states(once)).toHaveLength(3)
    expect((await world.journeys.entriesOf(once))[0]).toMatchObject({ state: 'left_out' })
    expect((await world.journeys.entriesOf(again))[0]).toMatchObject({ state: 'waiting' })
    expect((await world.journeys.entriesOf(each))[0]).toMatchObject({ state: 'waiting' })
  })

  test('the same thing named again lets nobody in twice: by another member, with another object, or long after', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    const [root = who, member = who] = await membersOf(store.db, who)
    expect(member).not.toBe(root)
    await world.begin({
      steps: journeyOf().steps.slice(0, 1),
      reentry: { everyDays: 1, perObject: true },
    })
    world.happen(root, { occurrence: 'this order', object: 'lamp-1' })
    world.happen(member, { occurrence: 'this order', object: 'lamp-2' })
    await world.after(1)
    expect(await world.journeys.entriesOf(who)).toHaveLength(1)
    await world.after(24 * 9)
    world.happen(member, { occurrence: 'this order', object: 'lamp-3' })
    await world.after(1)
    expect(await world.journeys.entriesOf(who)).toHaveLength(1)
    world.happen(member, { occurrence: 'another order', object: 'lamp-1' })
    await world.after(1)
    expect(await world.journeys.entriesOf(who)).toHaveLength(2)
  })

  test('whoever is held out counts as entered, is exposed at that moment, and hears no later step', async () => {
    const world = await openJourneyWorld(store.db)
    const people = await Promise.all(Array.from({ length: 24 }, () => world.somebody()))
    const { name } = await world.begin({ holdout: 50 })
    for (const who of people) world.happen(who)
    await world.after(1)
    await world.after(24)
    await world.after(48)
    const report = await world.journeys.report(name, null, world.clock.now)
    const exposures = await exposuresOf(store.db, people)
    const control = exposures.filter(({ variation }) => variation === 'control')
    expect(exposures).toHaveLength(24)
    expect(control.length).toBeGreaterThan(0)
    expect(control.length).toBeLessThan(24)
    expect(report).toMatchObject({ entered: 24, heldOut: control.length })
    for (const { customerId } of control) expect(await world.stepsSent(customerId)).toEqual([])
    expect(report.sent.sms).toBe(2 * (24 - control.length))
  })

  test('a changed definition leaves people in their version', async () => {
    const world = await openJourneyWorld(store.db)
    const [early, late] = [await world.somebody(), await world.somebody()]
    const definition = await world.begin()
    world.happen(early)
    await world.after(1)
    const saved = await world.journeys.save(
      { ...definition, steps: definition.steps.slice(0, 1) },
      'stf_1',
      world.clock.now,
    )
    expect(saved).toMatchObject({ version: 2, status: 'on', changedBy: 'stf_1' })
    world.happen(late)
    await world.after(1)
    await world.after(24)
    expect(await world.stepsSent(early)).toEqual([0, 1])
    expect(await world.stepsSent(late)).toEqual([0])
    expect((await world.journeys.versions(definition.name)).map(({ version }) => version)).toEqual([2, 1])
  })

  test('paused, nobody enters and nothing leaves; on again, those inside go on', async () => {
    const world = await openJourneyWorld(store.db)
    const [inside, outside] = [await world.somebody(), await world.somebody()]
    const { name } = await world.begin({
      steps: [{ ...journeyOf().steps[0], when: 'best_time' } as never, journeyOf().steps[1] as never],
    })
    world.happen(inside)
    await world.after(1)
    await world.journeys.pause(name, null, world.clock.now)
    world.happen(outside)
    await world.after(6)
    await world.after(2)
    expect(world.sent).toEqual([])
    expect(await world.journeys.entriesOf(outside)).toEqual([])
    await world.journeys.switchOn(name, null, world.clock.now, { confirmEverybody: true })
    await world.after(14)
    expect(await world.stepsSent(inside)).toEqual([0])
    expect(await world.journeys.entriesOf(outside)).toHaveLength(1)
  })

  test('switched off, everybody leaves and what waits is taken back; on again, the past lets nobody in', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    const { name } = await world.begin({ steps: [{ ...journeyOf().steps[0], when: 'best_time' } as never] })
    world.happen(who)
    await world.after(1)
    await world.journeys.switchOff(name, null, world.clock.now)
    expect(await endOf(world, who)).toMatchObject({ reason: 'switched_off' })
    expect((await listOutbox(store.db, { customerId: who, limit: 5 }))[0]).toMatchObject({
      state: 'cancelled',
    })
    const missed = await world.somebody()
    world.happen(missed)
    await world.after(2)
    await world.journeys.switchOn(name, null, world.clock.now, { confirmEverybody: true })
    await world.after(2)
    expect(await world.journeys.entriesOf(missed)).toEqual([])
  })

  test('two who were joined go on as one, and parted again keep what is theirs', async () => {
    const world = await openJourneyWorld(store.db)
    const [a, b] = [await world.somebody(), await world.somebody()]
    await world.begin()
    world.happen(a)
    await world.after(1)
    world.happen(b)
    await world.after(1)
    const apart = await membersOf(store.db, b)
    const verdict = { customerId: a, otherId: b, staffId: 'stf_1', reason: 'the same person' }
    await mergeCustomers(store.db, verdict, world.clock.now)
    await world.journeys.touched([a], world.clock.now)
    const story = await world.journeys.entriesOf(a)
    expect(story.map(({ customerId, state, reason }) => [customerId, state, reason])).toEqual([
      [b, 'ended', 'merged'],
      [a, 'waiting', null],
    ])
    await unmergeCustomers(
      store.db,
      { customerId: a, apart, staffId: 'stf_1', reason: 'not the same' },
      world.clock.now,
    )
    await world.after(24)
    expect(await world.stepsSent(a)).toEqual([0, 1])
    expect(await world.stepsSent(b)).toEqual([0])
  })

  test('nothing of a person is left after an erasure, and nothing leaves for them', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    await world.begin()
    world.happen(who)
    await world.after(1)
    expect((await exportPerson(store.db, [who])).journey_entries).toHaveLength(1)
    await erasePerson(store.db, [who], world.clock.now)
    await world.after(24)
    expect((await exportPerson(store.db, [who])).journey_entries).toEqual([])
    expect(world.sent).toHaveLength(1)
  })
})

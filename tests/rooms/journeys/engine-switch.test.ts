import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Problem } from '#contract/problem.ts'
import type { Rule } from '#contract/segments.ts'
import { approveContent, saveContent } from '#domain/content/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { saveSegment } from '#domain/segments/index.ts'
import { triggerTable } from '#orchestrator/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../../support/database.ts'
import { journeyOf } from '../../support/journey-definition.ts'
import { approve, openJourneyWorld } from '../../support/journey-world.ts'

const now = new Date('2026-11-20T18:00:00Z')

describeOnBoth('saving and switching journeys', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
    await approve(store.db, 'hello', now)
  })
  afterAll(() => store.close())
  afterEach(async () => {
    for (const table of ['journey_entries', 'journeys', 'outbox', 'outbox_keys'])
      await sql`delete from ${sql.table(table)}`.execute(store.db)
  })

  const problemOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof Problem)) throw error ?? new Error('nothing was refused')
    return { kind: error.kind, words: error.message, errors: error.errors }
  }

  test('what it names and is not there is said by field, and nothing is kept', async () => {
    const { journeys } = await openJourneyWorld(store.db)
    const problem = await problemOf(
      journeys.save(
        journeyOf({
          name: 'lost',
          audience: { all: [{ type: 'segment', segmentId: 'seg_none' }] },
          triggers: [{ type: 'segment_entered', segmentId: 'seg_gone' }],
          exclusions: {
            boughtWithinDays: null,
            openCase: true,
            promotionToday: false,
            journeys: ['no-such'],
          },
        }),
        null,
        now,
      ),
    )
    expect(problem).toMatchObject({ kind: 'bad-request' })
    expect(problem.errors?.map(({ path }) => path)).toEqual([
      'exclusions.journeys.0',
      'audience',
      'triggers.0.segmentId',
    ])
    expect(await journeys.find('lost')).toBeNull()
  })

  test('what the schema refuses is refused here too, whoever brings it', async () => {
    const { journeys } = await openJourneyWorld(store.db)
    const problem = await problemOf(journeys.save(journeyOf({ name: 'a', holdout: 70 }), null, now))
    expect(problem.errors).toEqual([
      { path: 'holdout', message: 'at most 50: more held out than reached measures worse' },
    ])
  })

  test('one that sets itself off is refused, and so is the one that closes a ring, which is named', async () => {
    const { journeys } = await openJourneyWorld(store.db, { journeys: { triggers: triggerTable } })
    const by = (name: string, event: string) =>
      journeyOf({ name, triggers: [{ type: 'event', name: event }] })
    expect(await problemOf(journeys.save(by('self', 'SMS Link Clicked'), null, now))).toMatchObject({
      kind: 'bad-request',
      words: '“self” would set itself off: its own messages cause what it begins with',
    })
    const [step] = journeyOf().steps
    if (!step) throw new Error('no step')
    const mail = { steps: [{ ...step, channels: ['email' as const] }] }
    await journeys.save({ ...by('one', 'SMS Link Clicked'), ...mail }, null, now)
    expect(await problemOf(journeys.save(by('two', 'Email Opened'), null, now))).toMatchObject({
      words: 'these journeys would set each other off without end: two → one → two',
      errors: [{ path: 'triggers' }],
    })
  })

  test('an audience of nobody is refused, and everybody wants to be confirmed', async () => {
    const { journeys } = await openJourneyWorld(store.db)
    await createCustomer(
      store.db,
      { identifiers: [{ kind: 'email', value: 'a@example.com' }], source: 'test' },
      now,
    )
    const nobody: Rule = { type: 'tier', tiers: ['a tier that nobody has'] }
    await journeys.save(journeyOf({ name: 'nobody', audience: nobody }), null, now)
    expect(await problemOf(journeys.switchOn('nobody', null, now))).toMatchObject({
      kind: 'conflict',
      words: 'Nobody is in the audience of this journey.',
    })
    await journeys.save(journeyOf({ name: 'all' }), null, now)
    expect(await problemOf(journeys.switchOn('all', null, now))).toMatchObject({ kind: 'conflict' })
    expect(await journeys.find('all')).toMatchObject({ status: 'off' })
    await journeys.switchOn('all', 'stf_1', now, { confirmEverybody: true })
    expect(await journeys.find('all')).toMatchObject({ status: 'on', changedBy: 'stf_1', switchedOnAt: now })
    await journeys.save(journeyOf({ name: 'not-nobody', audience: { not: nobody } }), null, now)
    expect(await problemOf(journeys.switchOn('not-nobody', null, now))).toMatchObject({ kind: 'conflict' })
  })

  test('one whose message is not approved does not go on, and one that is unknown is not found', async () => {
    const { journeys } = await openJourneyWorld(store.db)
    const [step] = journeyOf().steps
    if (!step) throw new Error('no step')
    await journeys.save(
      journeyOf({ name: 'a', steps: [{ ...step, contentTemplate: 'unwritten' }] }),
      null,
      now,
    )
    expect(await problemOf(journeys.switchOn('a', null, now, { confirmEverybody: true }))).toEqual({
      kind: 'conflict',
      words: 'The message “unwritten” is not approved yet.',
      errors: [{ path: 'steps.0.contentTemplate', message: '“unwritten” is not approved yet' }],
    })
    const unknown = [
      () => journeys.switchOn('x', null, now),
      () => journeys.pause('x', null, now),
      () => journeys.switchOff('x', null, now),
      () => journeys.report('x', null, now),
    ]
    for (const work of unknown) expect(await problemOf(work())).toMatchObject({ kind: 'not-found' })
    expect(await problemOf(journeys.pause('a', null, now))).toMatchObject({ kind: 'conflict' })
  })

  test('what sells does not go out as a service message: neither an offer nor a message written for marketing', async () => {
    const { journeys } = await openJourneyWorld(store.db)
    const [step] = journeyOf().steps
    if (!step) throw new Error('no step')
    const selling = journeyOf({
      name: 'sly',
      kind: 'service',
      steps: [{ ...step, offer: 'ten-off', offerRequired: false }],
    })
    expect(await problemOf(journeys.save(selling, null, now))).toMatchObject({
      kind: 'bad-request',
      errors: [{ path: 'steps.0.offer', message: 'a service message carries no offer' }],
    })
    await journeys.save(journeyOf({ name: 'sly', kind: 'service' }), null, now)
    const problem = await problemOf(journeys.switchOn('sly', null, now, { confirmEverybody: true }))
    expect(problem).toMatchObject({
      kind: 'conflict',
      errors: [
        { path: 'steps.0.contentTemplate', message: '“hello” is written for marketing, not for service' },
        { path: 'steps.1.contentTemplate', message: '“hello” is written for marketing, not for service' },
      ],
    })
    expect(await journeys.find('sly')).toMatchObject({ status: 'off' })
  })

  test('a service message that is rewritten for marketing is not sent as service any more', async () => {
    const world = await openJourneyWorld(store.db)
    const write = async (
      purpose: 'service' | 'marketing',
      known: { contentTemplateId?: string; rev?: number },
    ) => {
      const input = {
        name: 'care',
        title: 'Care',
        purpose,
        languages: ['en' as const],
        channels: ['sms' as const],
        short: { en: purpose },
        modules: [{ key: 'a', type: 'text' as const, text: { en: purpose } }],
      }
      const { contentTemplateId, version, rev } = await saveContent(
        store.db,
        input,
        { staffId: null, ...known },
        now,
      )
      await approveContent(store.db, { contentTemplateId, version, rev }, null, now)
      return { contentTemplateId }
    }
    const known = await write('service', {})
    const [step] = journeyOf().steps
    if (!step) throw new Error('no step')
    const [before, after] = [await world.somebody(), await world.somebody()]
    await world.begin({ kind: 'service', steps: [{ ...step, contentTemplate: 'care' }] })
    world.happen(before)
    await world.round()
    expect(await world.stepsSent(before)).toEqual([0])
    await write('marketing', known)
    world.happen(after)
    await world.after(1)
    expect(await world.stepsSent(after)).toEqual([])
  })

  test('the count of an audience says what stands between people and a message', async () => {
    const world = await openJourneyWorld(store.db)
    const { db } = store
    const [bought, silent] = [await world.somebody(), await world.somebody()]
    await world.somebody()
    const definition = journeyOf({
      audience: { type: 'orders', measure: 'count', op: 'at_most', value: 1 },
      exclusions: { boughtWithinDays: 30, openCase: true, promotionToday: false, journeys: [] },
    })
    const before = await world.journeys.audienceCount(definition, world.clock.now)
    await world.buys(bought)
    await sql`delete from consent_entries where customer_id in (
      select customer_id from customer_links where root_id = ${silent} union all select ${silent})`.execute(
      db,
    )
    const after = await world.journeys.audienceCount(definition, world.clock.now)
    expect(before.audience.exact).toBe(true)
    expect(after.boughtLately.members - before.boughtLately.members).toBe(1)
    expect(after.noConsent.members - before.noConsent.members).toBe(1)
    expect(before.reachable.members - after.reachable.members).toBe(2)
    const sum = [
      after.reachable,
      after.boughtLately,
      after.openCase,
      after.optedOut,
      after.noConsent,
      after.noAddress,
      after.heldOut,
    ]
    expect(sum.reduce((total, { members }) => total + members, 0)).toBe(after.audience.members)
    const half = await world.journeys.audienceCount({ ...definition, holdout: 50 }, world.clock.now)
    expect(half.heldOut.members + half.reachable.members).toBe(after.reachable.members)
  })

  test('an audience is asked of whoever the trigger names, at that moment', async () => {
    const world = await openJourneyWorld(store.db)
    const [buyer, other] = [await world.somebody(), await world.somebody()]
    await world.buys(buyer, ['rug-1'], new Date(world.clock.now.getTime() - 86_400_000))
    const segment = await saveSegment(
      store.db,
      {
        name: 'Buyers',
        description: '',
        purpose: 'marketing',
        rule: { type: 'orders', measure: 'count', op: 'at_least', value: 1 },
      },
      null,
      world.clock.now,
    )
    await world.begin({ audience: { type: 'segment', segmentId: segment.segmentId } })
    world.happen(buyer)
    world.happen(other)
    await world.after(1)
    expect(await world.journeys.entriesOf(buyer)).toHaveLength(1)
    expect(await world.journeys.entriesOf(other)).toEqual([])
  })

  test('who bought lately, is in another journey or waits for staff is left out, with the reason', async () => {
    const world = await openJourneyWorld(store.db)
    const [free, bought, elsewhere] = [await world.somebody(), await world.somebody(), await world.somebody()]
    await world.begin({ name: 'first', triggers: [{ type: 'event', name: 'A' }] })
    const { name } = await world.begin({
      triggers: [{ type: 'event', name: 'B' }],
      exclusions: { boughtWithinDays: 30, openCase: true, promotionToday: true, journeys: ['first'] },
    })
    await world.buys(bought, ['rug-1'], new Date(world.clock.now.getTime() - 5 * 86_400_000))
    world.happen(elsewhere, { name: 'A' })
    await world.after(1)
    for (const who of [free, bought, elsewhere]) world.happen(who, { name: 'B' })
    await world.after(1)
    expect(await world.journeys.report(name, null, world.clock.now)).toMatchObject({
      entered: 1,
      leftOut: { bought_lately: 1, in_another_journey: 1 },
    })
    world.happen(elsewhere, { name: 'B' })
    await world.after(1)
    const [latest] = await world.journeys.entriesOf(elsewhere)
    expect(latest).toMatchObject({ journey: name, state: 'left_out', reason: 'in_another_journey' })
  })

  test('a round with nothing due looks at nothing, and names when the next thing is', async () => {
    const world = await openJourneyWorld(store.db)
    await world.begin()
    await world.round()
    const { count } = world.looks
    world.clock.now = new Date(world.clock.now.getTime() + 60_000)
    expect(await world.journeys.run(world.clock.now)).toEqual({
      entered: 0,
      woken: 0,
      requested: 0,
      ended: 0,
      failed: 0,
    })
    expect(world.looks.count).toBe(count)
    expect(await world.journeys.nextDue()).toEqual(new Date('2026-11-20T19:00:00Z'))
    const who = await world.somebody()
    world.happen(who)
    await world.journeys.touched([who], world.clock.now)
    expect(await world.journeys.run(world.clock.now)).toMatchObject({ entered: 1, requested: 1 })
    const [candidate] = await world.journeys.candidates([who], world.clock.now)
    expect(candidate).toMatchObject({
      customerId: who,
      step: 1,
      contentTemplate: 'hello',
      productIds: ['lamp-1'],
    })
  })

  test('a trigger that fails is tried again a minute later, and keeps nobody from another journey', async () => {
    const world = await openJourneyWorld(store.db)
    const who = await world.somebody()
    await world.begin({ name: 'a-broken', triggers: [{ type: 'event', name: 'Broken' }] })
    await world.begin({ name: 'b-sound' })
    world.happen(who)
    // a list that cannot be read, as a statement that fails
    Object.defineProperty(world.happen(who, { name: 'Broken' }), 'knownAt', {
      get: () => {
        throw new Error('the statement failed')
      },
    })
    world.clock.now = new Date(world.clock.now.getTime() + 3_600_000)
    expect(await world.journeys.run(world.clock.now)).toMatchObject({ entered: 1, failed: 1 })
    expect(await world.journeys.nextDue()).toEqual(new Date(world.clock.now.getTime() + 60_000))
    world.happenings.pop()
    world.happen(who, { name: 'Broken', knownAt: new Date(world.clock.now.getTime() - 1000) })
    await world.after(0.02)
    expect((await world.journeys.entriesOf(who)).map(({ journey }) => journey).sort()).toEqual([
      'a-broken',
      'b-sound',
    ])
  })
})

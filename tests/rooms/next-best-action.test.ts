import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { recordConsent, withdraw } from '#domain/consent/index.ts'
import { approveContent, saveContent } from '#domain/content/index.ts'
import { exposuresOf } from '#domain/experiments/index.ts'
import { checkedOffer, saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import {
  createHabits,
  type Drawn,
  type NextBestAction,
  type NextBestActionDeps,
  nextBestActions,
  type Surface,
} from '#orchestrator/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { type OutboxWorld, openOutboxWorld, openRules } from '../support/outbox-world.ts'

type JourneyCandidate = Awaited<ReturnType<NextBestActionDeps['journeys']>>[number]

describeOnBoth('the next best action', (open) => {
  let store: Store
  let world: OutboxWorld
  let candidates: JourneyCandidate[] = []
  let soldOut = new Set<string>()
  let deps: NextBestActionDeps

  beforeAll(async () => {
    store = await open({ poolSize: 4 })
    for (const name of ['winback', 'restock']) {
      const hello = { type: 'text' as const, key: 'hello', text: { en: 'Hello' } }
      const draft = await saveContent(
        store.db,
        {
          name,
          title: name,
          purpose: 'marketing',
          languages: ['en'],
          channels: ['email', 'sms', 'whatsapp', 'push', 'web'],
          subject: { en: 'Hello' },
          short: { en: 'Hello {{opt_out}}' },
          modules: [hello],
        } as Parameters<typeof saveContent>[1],
        { staffId: null },
        new Date('2026-11-01T00:00:00Z'),
      )
      await approveContent(store.db, draft, null, new Date('2026-11-01T00:00:00Z'))
    }
  })
  afterAll(() => store.close())
  beforeEach(() => {
    candidates = []
    soldOut = new Set()
    world = openOutboxWorld(store.db)
    const suppressionKey = 'a key for the tests, long enough to be one'
    const shop = async () => ({
      rules: { ...world.rules },
      timeZone: 'America/Denver',
      draw: ({ content }: { content: { text: string } }) => ({
        ok: true as const,
        contents: [{ type: 'text' as const, text: content.text }],
        segments: 1,
      }),
    })
    deps = {
      db: store.db,
      suppressionKey,
      shop,
      templates: async () => new Map(),
      resolve: async (_tx, asked) =>
        new Map(
          asked.map(({ key, content }): [string, Drawn] => {
            const about = content.design?.productIds?.[0] ?? ''
            if (soldOut.has(about)) return [key, { ok: false, reason: 'sold_out' }]
            return [key, { ok: true, content: { ...content, text: 'drawn' } }]
          }),
        ),
      habits: createHabits({ suppressionKey, shop }),
      journeys: async (ids) => candidates.filter(({ customerId }) => ids.includes(customerId)),
    }
  })

  const would = (customerId: string, more: Partial<JourneyCandidate> = {}): JourneyCandidate => ({
    journey: 'winback',
    title: 'Win back',
    customerId,
    rootId: customerId,
    entryId: `jen_${candidates.length}`,
    step: 0,
    dueAt: null,
    kind: 'marketing',
    channels: 'best',
    contentTemplate: 'winback',
    productIds: ['lamp'],
    values: {},
    offer: null,
    subject: null,
    priority: 0,
    expectedValue: 1000,
    holdout: 0,
    ...more,
  })
  const ask = async (customerId: string, surface: Surface): Promise<NextBestAction> => {
    const all = await nextBestActions(deps, { customerIds: [customerId], surface }, world.clock.now)
    const own = all.get(customerId)
    if (!own) throw new Error('no answer')
    return own
  }
  const personal = async (customerId: string) => {
    const given = { customerId, channel: 'web', purpose: 'personalisation', state: 'granted' } as const
    await recordConsent(store.db, { ...given, source: 'test', evidence: 'a test' }, world.clock.now)
    return customerId
  }

  test('message and channel are weighed together, and the others say what they lost to', async () => {
    const customerId = await world.somebody()
    candidates = [
      would(customerId, { expectedValue: 6000 }),
      would(customerId, {
        journey: 'restock',
        contentTemplate: 'restock',
        expectedValue: 900,
        productIds: ['rug'],
      }),
    ]
    const { best, losers } = await ask(customerId, 'journey')
    // WhatsApp has no open window for free words: the next best channel
    expect(best).toMatchObject({ channel: 'sms', sendable: true, action: { journey: 'winback' } })
    expect(best?.score).toBeCloseTo(0.05 * 6000 - 1.1)
    expect(losers.map(({ action, channel, lost }) => [action.journey, channel, lost.to])).toEqual([
      ['winback', 'whatsapp', 'gate'],
      ['winback', 'email', 'action'],
      ['restock', 'whatsapp', 'gate'],
      ['restock', 'sms', 'action'],
      ['restock', 'email', 'action'],
    ])
    expect(losers[0]?.barredBy).toMatchObject({ gate: 'channel_rules', reason: 'window_closed' })
    expect(best?.gates).toHaveLength(14)
  })

  test('what the shop says comes before what is reckoned', async () => {
    const customerId = await world.somebody()
    candidates = [
      would(customerId, { expectedValue: 9000 }),
      would(customerId, { priority: 5, expectedValue: 10 }),
    ]
    expect((await ask(customerId, 'journey')).best?.action.priority).toBe(5)
  })

  test('who said stop is not written to, and may still be shown', async () => {
    const customerId = await personal(await world.somebody())
    candidates = [would(customerId)]
    const said = { source: 'test', evidence: 'stop' }
    await withdraw(store.db, customerId, ['sms', 'whatsapp', 'email', 'push'], said, world.clock.now)
    expect((await ask(customerId, 'journey')).best).toBeNull()
    expect((await ask(customerId, 'slot')).best).toMatchObject({
      channel: 'web',
      sendable: false,
      barredBy: null,
    })
    expect((await ask(customerId, 'associate')).best).toMatchObject({ sendable: false })
  })

  test('whoever does not want to be known is shown nothing of their own', async () => {
    const customerId = await personal(await world.somebody())
    candidates = [would(customerId)]
    expect((await ask(customerId, 'agent')).best).not.toBeNull()
    const given = { customerId, channel: 'web', purpose: 'personalisation', state: 'denied' } as const
    const later = new Date(world.clock.now.getTime() + 1000)
    await recordConsent(store.db, { ...given, source: 'test', evidence: 'no' }, later)
    world.clock.now = later
    expect(await ask(customerId, 'agent')).toEqual({ best: null, losers: [], barred: 'no_personalisation' })
  })

  test('who is held out is neither written to nor shown it, and nobody is exposed by asking', async () => {
    const customerId = await personal(await world.somebody())
    candidates = [would(customerId)]
    world.rules = { ...openRules, holdouts: { global: 50, associates: 0, journeys: 50 } }
    const arms = new Set<string>()
    for (let n = 0; n < 30; n++) {
      candidates = [would(customerId, { journey: `held ${n}`, holdout: 50 })]
      const { best, losers } = await ask(customerId, 'slot')
      arms.add(best ? 'shown' : (losers[0]?.barredBy?.reason ?? 'none'))
    }
    expect([...arms]).toContain('held_out')
    expect(await exposuresOf(store.db, [customerId])).toEqual([])
  })

  test('what is not to be had is shown nowhere', async () => {
    const customerId = await personal(await world.somebody())
    candidates = [would(customerId)]
    soldOut.add('lamp')
    for (const surface of ['journey', 'slot', 'agent', 'associate'] as const) {
      const { best, losers } = await ask(customerId, surface)
      expect(best).toBeNull()
      expect(losers[0]?.gates.find(({ gate }) => gate === 'content')).toMatchObject({ reason: 'sold_out' })
    }
  })

  test('an offer is mentioned to whom its rules allow it, after what journeys would say', async () => {
    const customerId = await personal(await world.somebody())
    const offer = checkedOffer({
      name: `nba-${Date.now()}`,
      title: 'Ten off',
      kind: 'amount',
      value: 1000,
      currency: 'USD',
      marginFloor: null,
      validDays: 14,
    })
    const { offerId } = await saveOffer(store.db, offer, { by: null }, world.clock.now)
    await setOfferStatus(store.db, offerId, 'live', null, world.clock.now)
    expect((await ask(customerId, 'slot')).best).toMatchObject({
      action: { source: 'offer', title: 'Ten off' },
    })
    candidates = [would(customerId)]
    expect((await ask(customerId, 'slot')).best).toMatchObject({ action: { source: 'journey' } })
    expect((await ask(customerId, 'journey')).best).toMatchObject({ action: { source: 'journey' } })
    await setOfferStatus(store.db, offerId, 'paused', null, world.clock.now)
    candidates = []
    expect(await ask(customerId, 'slot')).toMatchObject({ best: null, losers: [] })
  })

  test('many people cost as many statements as one', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => world.somebody()))
    candidates = people.map((customerId, n) => would(customerId, { entryId: `jen_${n}` }))
    const counted = async (customerIds: string[]) => {
      let statements = 0
      const db = store.db.withPlugin({
        transformQuery: ({ node }) => {
          statements += 1
          return node
        },
        transformResult: async ({ result }) => result,
      })
      const all = await nextBestActions(
        { ...deps, db },
        { customerIds, surface: 'associate' },
        world.clock.now,
      )
      expect([...all.values()].every(({ best }) => best !== null)).toBe(true)
      return statements
    }
    await counted(people)
    const one = await counted(people.slice(0, 1))
    expect(one).toBeGreaterThan(3)
    expect(await counted(people)).toBe(one)
  })
})

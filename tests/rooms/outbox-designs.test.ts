import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ContentProblem } from '#contract/content-templates.ts'
import type { OfferInput } from '#contract/offers.ts'
import type { ContentRef } from '#contract/outbound.ts'
import { exposuresOf } from '#domain/experiments/index.ts'
import { checkedOffer, findOffer, offerBudgets, saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import {
  cancelHeld,
  type DrawAsked,
  type Drawn,
  findRow,
  listOutbox,
  type SendRequest,
  settleUnknown,
} from '#orchestrator/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { type OutboxWorld, openOutboxWorld, openRules } from '../support/outbox-world.ts'

let offers = 0

describeOnBoth('messages of a design', (open) => {
  let store: Store
  let world: OutboxWorld
  /** What is not true any more, by the name of the message. */
  const wrong = new Map<string, ContentProblem>()
  let asked: DrawAsked[] = []
  let changeOf: (row: { sender: { type: string } }) => { reason: 'bought' } | { until: Date } | null

  beforeAll(async () => {
    store = await open({ poolSize: 8 })
  })
  afterAll(() => store.close())
  beforeEach(() => {
    wrong.clear()
    asked = []
    changeOf = () => null
    world = openOutboxWorld(store.db, {
      resolve: async (_tx, given) => {
        asked.push(...given)
        return new Map(given.map((one) => [one.key, drawnOf(one)]))
      },
      stillWanted: async (_tx, rows) =>
        new Map(
          rows.flatMap((row) => {
            const word = changeOf(row)
            return word ? [[row.outboxId, word] as const] : []
          }),
        ),
    })
  })

  const drawnOf = ({ channel, content, offer, final }: DrawAsked): Drawn => {
    const name = content.design?.contentTemplateId ?? ''
    const elsewhere = name === 'mail' && channel !== 'email' ? 'not_on_this_channel' : null
    const reason = wrong.get(name) ?? elsewhere
    if (reason !== null) return { ok: false, reason }
    const gives = offer ? `${offer.title} ${offer.code}` : 'without'
    return { ok: true, content: { ...content, text: `${name} ${gives}${final ? '' : ' (preview)'}` } }
  }

  const run = () => world.outbox.runDue(world.clock.now)
  const pass = (seconds: number) => {
    world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000)
  }
  const ref = (name: string, more: Partial<ContentRef> = {}): ContentRef => ({
    contentTemplateId: name,
    version: 1,
    ...more,
  })
  const ask = async (customerId: string, design: ContentRef, more: Partial<SendRequest> = {}) => {
    const content = { text: '', parts: [], design }
    const [outcome] = await world.outbox.request([world.request(customerId, { content, ...more })])
    if (!outcome) throw new Error('no outcome')
    return outcome
  }
  const rowOf = async ({ outboxId }: { outboxId: string }) => {
    const row = await findRow(store.db, outboxId)
    if (!row) throw new Error('there is no such row')
    return row
  }
  const said = () => world.sent.map(({ content }) => ('text' in content ? content.text : ''))
  const liveOffer = async (more: Partial<OfferInput> = {}) => {
    const name = `offer-${++offers}`
    const offer = checkedOffer({
      name,
      title: `Gift ${offers}`,
      kind: 'amount',
      value: 1000,
      currency: 'USD',
      marginFloor: null,
      validDays: 14,
      ...more,
    })
    const saved = await saveOffer(store.db, offer, { by: null }, world.clock.now)
    await setOfferStatus(store.db, saved.offerId, 'live', null, world.clock.now)
    return saved.offerId
  }
  const openOf = async (offerId: string) => {
    const offer = await findOffer(store.db, offerId)
    if (!offer) throw new Error('there is no such offer')
    const [budgets] = await offerBudgets(store.db, [offer], world.clock.now)
    return budgets?.count.reserved ?? -1
  }

  test('it is drawn to be judged, and drawn anew when it leaves: the row keeps what was said', async () => {
    const outcome = await ask(await world.somebody(), ref('news'))
    expect((await rowOf(outcome)).content).toMatchObject({ text: 'news without (preview)' })
    await run()
    expect(said()).toEqual(['news without'])
    expect(await rowOf(outcome)).toMatchObject({
      state: 'sent',
      cost: 1100,
      content: { text: 'news without', design: { contentTemplateId: 'news' } },
    })
    expect(asked.map(({ final }) => final)).toEqual([false, false, true])
  })

  test('what is not true any more when it leaves is refused with its reason, and not sent', async () => {
    const outcome = await ask(await world.somebody(), ref('news'))
    wrong.set('news', 'sold_out')
    await run()
    expect(world.sent).toEqual([])
    expect(await rowOf(outcome)).toMatchObject({ state: 'refused', gate: 'content', reason: 'sold_out' })
  })

  test('one that is not written for a channel goes by another', async () => {
    const customerId = await world.somebody()
    const first = await ask(customerId, ref('mail'), { channels: ['sms', 'email'] })
    expect(first).toMatchObject({ channel: 'email', state: 'queued' })
    await run()
    expect(said()).toEqual(['mail without'])
  })

  test('an offer is issued when the message leaves, and not before', async () => {
    const offerId = await liveOffer()
    const outcome = await ask(await world.somebody(), ref('gift', { offer: { offerId, required: true } }))
    expect(await openOf(offerId)).toBe(0)
    await run()
    expect(await openOf(offerId)).toBe(1)
    expect(said()[0]).toMatch(/^gift Gift \d+ [A-Z0-9]/)
    expect((await rowOf(outcome)).content.text).toBe(said()[0])
    // nobody was shown the sample's code
    expect(said()[0]).not.toBe(`${asked[0]?.offer?.title} ${asked[0]?.offer?.code}`)
  })

  test('where the budget is spent meanwhile it goes without, or not at all where it is nothing without', async () => {
    const offerId = await liveOffer({ counts: { total: 1 } })
    const design = (required: boolean) => ref('gift', { offer: { offerId, required } })
    const people = [await world.somebody(), await world.somebody(), await world.somebody()]
    const [first, without, never] = [
      await ask(people[0] ?? '', design(true), { priority: 2 }),
      await ask(people[1] ?? '', design(false), { priority: 1 }),
      await ask(people[2] ?? '', design(true)),
    ]
    expect(never).toMatchObject({ state: 'queued' })
    await run()
    expect(await rowOf(first ?? never)).toMatchObject({ state: 'sent' })
    expect((await rowOf(without ?? never)).content.text).toBe('gift without')
    expect(await rowOf(never)).toMatchObject({ state: 'refused', gate: 'offer', reason: 'budget_spent' })
    expect(await openOf(offerId)).toBe(1)
  })

  test('what a provider surely did not take gives its offer back; a lost answer keeps it', async () => {
    const offerId = await liveOffer()
    const design = ref('gift', { offer: { offerId, required: true } })
    world.answer.with = () => ({ outcome: 'rejected', reason: 'content', code: '1', text: 'No' })
    const rejected = await ask(await world.somebody(), design)
    await run()
    expect(await rowOf(rejected)).toMatchObject({ state: 'dead', reason: 'content' })
    expect(await openOf(offerId)).toBe(0)
    world.answer.with = () => ({ outcome: 'unknown', text: 'cut' })
    const lost = await ask(await world.somebody(), design)
    await run()
    expect(await rowOf(lost)).toMatchObject({ state: 'unknown' })
    expect(await openOf(offerId)).toBe(1)
    await settleUnknown(store.db, lost.outboxId, 'not_sent', 'stf_1', world.clock.now)
    expect(await openOf(offerId)).toBe(0)
  })

  test('tried again it carries the same code, once issued; taken back it gives it back', async () => {
    const offerId = await liveOffer()
    const design = ref('gift', { offer: { offerId, required: true } })
    world.answer.with = () => ({ outcome: 'retry', code: '503', text: 'Busy' })
    const outcome = await ask(await world.somebody(), design)
    await run()
    pass(60)
    await run()
    expect(world.sent.length).toBeGreaterThan(1)
    expect(new Set(said()).size).toBe(1)
    expect(await openOf(offerId)).toBe(1)
    await cancelHeld(store.db, outcome.outboxId, 'stf_1', world.clock.now)
    expect(await openOf(offerId)).toBe(0)
  })

  test('a notice carries no offer', async () => {
    const offerId = await liveOffer()
    const design = ref('gift', { offer: { offerId, required: false } })
    await ask(await world.somebody(), design, { kind: 'service' })
    await run()
    expect(said()).toEqual(['gift without'])
    expect(await openOf(offerId)).toBe(0)
  })

  test('a journey takes back what waits under its keys, also where it goes on by another channel', async () => {
    const customerId = await world.somebody()
    world.answer.with = (message) =>
      message.to.channel === 'sms'
        ? { outcome: 'rejected', reason: 'unreachable', code: '1', text: 'No' }
        : { outcome: 'retry', code: '503', text: 'Busy' }
    const request = world.request(customerId, { channels: ['sms', 'email'] })
    await world.outbox.request([request])
    await run()
    const cancelled = await inTransaction(store.db, (tx) =>
      world.outbox.cancelWaiting(tx, [request.key], 'opted_out', world.clock.now),
    )
    expect(cancelled).toBe(1)
    const rows = await listOutbox(store.db, { customerId, limit: 5 })
    expect(rows.map(({ channel, state, reason }) => [channel, state, reason]).sort()).toEqual([
      ['email', 'cancelled', 'unsubscribed'],
      ['sms', 'failed', 'unreachable'],
    ])
  })

  test('what its journey does not want any more stays, before any gate', async () => {
    const customerId = await world.somebody()
    const sender = { type: 'journey', name: 'winback' } as const
    const gone = await ask(customerId, ref('news'), { sender })
    const other = await ask(customerId, ref('news'))
    changeOf = () => ({ reason: 'bought' })
    await run()
    expect(await rowOf(gone)).toMatchObject({ state: 'cancelled', reason: 'bought' })
    expect(await rowOf(other)).toMatchObject({ state: 'sent' })
    const paused = await ask(customerId, ref('news'), { sender })
    const until = new Date(world.clock.now.getTime() + 60_000)
    changeOf = () => ({ until })
    await run()
    expect(await rowOf(paused)).toMatchObject({ state: 'held', dueAt: until })
  })

  test('a journey’s own holdout is asked in place of the shop’s', async () => {
    world.rules = { ...openRules, holdouts: { global: 0, associates: 0, journeys: 0 } }
    const arms = new Set<string>()
    for (let n = 0; n < 12; n++) {
      const customerId = await world.somebody()
      const sender = { type: 'journey', name: `own ${n}`, holdout: 50 } as const
      const { outboxId } = await ask(customerId, ref('news'), { sender })
      const [exposure] = await exposuresOf(store.db, [customerId])
      const row = await rowOf({ outboxId })
      expect(row.sender).toEqual(sender)
      expect(row.state).toBe(exposure?.variation === 'control' ? 'refused' : 'queued')
      arms.add(exposure?.variation ?? 'none')
    }
    expect([...arms].sort()).toEqual(['control', 'treated'])
    await run()
  })

  test('both arms are on record where the first channel has no consent, whatever comes after', async () => {
    const told: Record<string, string[]> = { control: [], treated: [] }
    for (let n = 0; n < 12; n++) {
      // nobody was asked about push; by e-mail one half would be reached, but for goods that are sold out
      const customerId = await world.somebody()
      const sender = { type: 'journey', name: `two ways ${n}`, holdout: 50 } as const
      if (n % 2 === 0) wrong.set('news', 'sold_out')
      const { outboxId } = await ask(customerId, ref('news'), { sender, channels: ['push', 'email'] })
      wrong.delete('news')
      const [exposure] = await exposuresOf(store.db, [customerId])
      told[exposure?.variation ?? 'none']?.push((await rowOf({ outboxId })).reason ?? 'sends')
    }
    expect(new Set(told.control)).toEqual(new Set(['held_out']))
    expect(new Set(told.treated)).toEqual(new Set(['sold_out', 'sends']))
    expect([...(told.control ?? []), ...(told.treated ?? [])]).toHaveLength(12)
    await run()
  })

  describe('of two that are due', () => {
    const both = async (more: Partial<SendRequest> = {}) => {
      world.rules = { ...openRules, arbitrationMinutes: 60 }
      const customerId = await world.somebody()
      const winner = await ask(customerId, ref('first'), { priority: 9, channels: ['email'], ...more })
      const loser = await ask(customerId, ref('second'), { channels: ['sms'], ...more })
      expect(loser).toMatchObject({ state: 'held' })
      expect((await rowOf(loser)).winnerId).toBe(winner.outboxId)
      return { winner, loser }
    }

    test('the second is refused once the first went out', async () => {
      const { winner, loser } = await both()
      await run()
      expect(await rowOf(winner)).toMatchObject({ state: 'sent' })
      expect(await rowOf(loser)).toMatchObject({ state: 'refused', reason: 'outranked' })
      expect(said()).toEqual(['first without'])
    })

    test('the second goes at once where the first does not: refused, rejected or taken back', async () => {
      wrong.set('first', 'sold_out')
      world.rules = { ...openRules, arbitrationMinutes: 60 }
      const ways = [
        async () => {
          wrong.delete('first')
          const pair = await both()
          wrong.set('first', 'sold_out')
          return pair
        },
        async () => {
          wrong.delete('first')
          world.answer.with = (message) =>
            message.to.channel === 'email'
              ? { outcome: 'rejected', reason: 'content', code: '1', text: 'No' }
              : { outcome: 'accepted', providerMessageId: `id ${message.reference.outboxId}` }
          return both()
        },
        async () => {
          const pair = await both()
          await cancelHeld(store.db, pair.winner.outboxId, 'stf_1', world.clock.now)
          return pair
        },
      ]
      for (const way of ways) {
        const { winner, loser } = await way()
        await run()
        expect((await rowOf(winner)).state).not.toBe('sent')
        expect(await rowOf(loser)).toMatchObject({ state: 'sent' })
      }
    })

    test('the second waits while the first is tried again, also where a promotion a day is all', async () => {
      let busy = true
      world.answer.with = (message) =>
        busy
          ? { outcome: 'retry', code: '503', text: 'Busy' }
          : { outcome: 'accepted', providerMessageId: `id ${message.reference.outboxId}` }
      const { winner, loser } = await both()
      world.rules = { ...openRules, arbitrationMinutes: 60, onePromotionADay: true }
      await run()
      pass(70)
      await run()
      expect(await rowOf(winner)).toMatchObject({ state: 'queued' })
      expect(await rowOf(loser)).toMatchObject({ state: 'held' })
      busy = false
      pass(900)
      await run()
      expect(await rowOf(winner)).toMatchObject({ state: 'sent' })
      expect(await rowOf(loser)).toMatchObject({ state: 'refused' })
    })
  })

  test('a claim of many designs costs as many statements as one of a few', async () => {
    const offerId = await liveOffer()
    const statements = async (count: number) => {
      const people = await Promise.all(Array.from({ length: count }, () => world.somebody()))
      const content = { text: '', parts: [], design: ref('gift', { offer: { offerId, required: true } }) }
      await world.outbox.request(people.map((customerId) => world.request(customerId, { content })))
      let counted = 0
      const counting = openCounting(store, () => {
        counted += 1
      })
      await counting(() => run())
      return counted
    }
    expect(await statements(4)).toBeGreaterThan(5)
    const [few, many] = [await statements(4), await statements(40)]
    expect(many - few).toBeLessThanOrEqual(4)
  })
})

/** Counts the statements that a database is given while something runs. */
function openCounting({ db }: Store, count: () => void) {
  return async (work: () => Promise<unknown>) => {
    const executor = db.getExecutor()
    const proto = Object.getPrototypeOf(executor)
    const original = proto.executeQuery
    proto.executeQuery = function (...given: unknown[]) {
      count()
      return original.apply(this, given)
    }
    try {
      await work()
    } finally {
      proto.executeQuery = original
    }
    await sql`select 1`.execute(db)
  }
}

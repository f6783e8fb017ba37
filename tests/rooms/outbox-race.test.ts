import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutgoingMessage } from '#channels/index.ts'
import type { OutboundSender, OutboxState } from '#contract/outbound.ts'
import { withdraw } from '#domain/consent/index.ts'
import { lockCustomers, mergeCustomers, rootsOf, unmergeCustomers } from '#domain/identity/index.ts'
import { findRow, listOutbox, type SendOutcome, type SendRequest } from '#orchestrator/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { accepted, type OutboxWorld, openOutboxWorld, openRules } from '../support/outbox-world.ts'

/** On one connection no race can be seen: a real server with sixteen, and two outboxes as of two processes. */
describe.skipIf(!process.env.TEST_DATABASE_URL)('the outbox under many at once', () => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore('postgres', { poolSize: 16 })
  })
  afterAll(() => store.close())

  const senders: OutboundSender[] = [
    { type: 'agent' },
    { type: 'associate', staffId: 'stf_1', name: 'Ana' },
    { type: 'journey', name: 'welcome' },
  ]
  const CAP = 3
  const capped = { ...openRules, caps: [{ channel: 'all', purpose: 'all', limit: CAP, hours: 24 } as const] }

  /** Two outboxes over one database and one provider's log, both at work. */
  function openTwo(): [OutboxWorld, OutboxWorld] {
    const worlds: [OutboxWorld, OutboxWorld] = [
      openOutboxWorld(store.db, { writers: 4, random: () => 0 }),
      openOutboxWorld(store.db, { writers: 4, random: () => 0 }),
    ]
    for (const world of worlds) {
      world.rules = capped
      world.answer.with = async (message) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
        return Math.random() < 0.1 ? { outcome: 'retry', code: '503', text: 'Busy' } : accepted(message)
      }
      world.outbox.start()
    }
    return worlds
  }

  async function settled(
    customerIds: readonly string[],
    states: readonly OutboxState[] = ['queued', 'sending'],
  ): Promise<void> {
    for (;;) {
      const rows = await Promise.all(
        customerIds.map((customerId) => listOutbox(store.db, { customerId, states, limit: 1 })),
      )
      if (rows.every((open) => open.length === 0)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** What reached the provider of each person: attempts that it took, by the roots of the end. */
  async function taken(sent: readonly OutgoingMessage[]): Promise<Map<string, number>> {
    const members = sent.map(({ reference }) => reference.customerId)
    const roots = await rootsOf(store.db, members)
    const counts = new Map<string, number>()
    for (const id of members) counts.set(roots.get(id) ?? id, (counts.get(roots.get(id) ?? id) ?? 0) + 1)
    return counts
  }

  test('three senders at once stay under one cap, and nothing goes out twice', async () => {
    const worlds = openTwo()
    const people: string[] = []
    for (let n = 0; n < 12; n++) people.push(await worlds[0].somebody())
    const delivered: OutgoingMessage[] = []
    for (const world of worlds) {
      const answer = world.answer.with
      world.answer.with = async (message) => {
        const result = await answer(message)
        if (result.outcome === 'accepted') delivered.push(message)
        return result
      }
    }
    const requests: SendRequest[] = Array.from({ length: 360 }, (_, n) =>
      worlds[0].request(people[n % people.length] ?? '', {
        sender: senders[n % senders.length] ?? { type: 'agent' },
        kind: n % 2 === 0 ? 'marketing' : 'clienteling',
        channels: n % 5 === 0 ? ['email', 'sms'] : ['sms', 'email'],
      }),
    )
    // each twice, once by either outbox
    const asked = requests.flatMap((request) => worlds.map(({ outbox }) => outbox.request([request])))
    const outcomes = (await Promise.all(asked)).flat()
    await settled(people)
    await Promise.all(worlds.map(({ outbox }) => outbox.close()))
    expect(new Set(outcomes.map(({ outboxId }) => outboxId)).size).toBe(requests.length)
    const counts = await taken(delivered)
    expect([...counts.values()].filter((count) => count > CAP)).toEqual([])
    expect(counts.size).toBe(people.length)
    const parts = delivered.map(({ reference }) => reference.outboxId)
    expect(parts.length).toBe(new Set(parts).size)
  })

  test('what was held for the same hour competes for the same places', async () => {
    const worlds = openTwo()
    const people: string[] = []
    for (let n = 0; n < 20; n++) people.push(await worlds[0].somebody())
    const hour = new Date(worlds[0].clock.now.getTime() + 3_600_000)
    const delivered: OutgoingMessage[] = []
    for (const world of worlds)
      world.answer.with = (message) => {
        delivered.push(message)
        return accepted(message)
      }
    for (const channel of ['sms', 'email'] as const)
      await worlds[0].outbox.request(
        people.flatMap((id) =>
          Array.from({ length: 8 }, () => worlds[0].request(id, { channels: [channel], notBefore: hour })),
        ),
      )
    for (const world of worlds) world.clock.now = hour
    await Promise.all(worlds.map(({ outbox }) => outbox.runDue(hour)))
    await settled(people, ['queued', 'held', 'sending'])
    await Promise.all(worlds.map(({ outbox }) => outbox.close()))
    const counts = await taken(delivered)
    expect([...counts.values()].filter((count) => count !== CAP)).toEqual([])
    expect(counts.size).toBe(people.length)
  })

  test('the same key for two people at once is one row', async () => {
    const worlds = [openOutboxWorld(store.db), openOutboxWorld(store.db)] as const
    const people = [await worlds[0].somebody(['phone']), await worlds[0].somebody(['phone'])] as const
    for (let n = 0; n < 20; n++) {
      const request = worlds[0].request(people[0])
      const [one, two] = await Promise.all([
        worlds[0].outbox.request([request]),
        worlds[1].outbox.request([{ ...request, customerId: people[1] }]),
      ])
      expect(one[0]?.outboxId).toBe(two[0]?.outboxId)
    }
  })

  test('while somebody decides about a person, nothing of theirs begins', async () => {
    const world = openOutboxWorld(store.db)
    const customerId = await world.somebody(['phone'])
    await world.outbox.runDue(world.clock.now) // what other tests have left
    const before = world.sent.length
    const [outcome] = await world.outbox.request([world.request(customerId)])
    await inTransaction(store.db, async (tx) => {
      await withdraw(tx, customerId, ['sms'], { source: 'test', evidence: 'stop' }, world.clock.now)
      expect(await world.outbox.runDue(world.clock.now)).toBe(0)
    })
    expect(await world.outbox.runDue(world.clock.now)).toBe(0)
    expect(world.sent).toHaveLength(before)
    expect(await findRow(store.db, outcome?.outboxId ?? '')).toMatchObject({
      state: 'refused',
      reason: 'denied',
    })
  })

  test('a request waits for whoever decides about the person, and knows what was decided', async () => {
    const world = openOutboxWorld(store.db)
    const customerId = await world.somebody(['phone'])
    let asked: Promise<SendOutcome[]> | null = null
    await inTransaction(store.db, async (tx) => {
      await withdraw(tx, customerId, ['sms'], { source: 'test', evidence: 'stop' }, world.clock.now)
      asked = world.outbox.request([world.request(customerId)])
      await new Promise((resolve) => setTimeout(resolve, 50))
    })
    expect(await asked).toMatchObject([{ state: 'refused', reason: 'denied' }])
  })

  test('no dispatch begins after a stop has committed', async () => {
    const worlds = openTwo()
    const people: string[] = []
    for (let n = 0; n < 30; n++) people.push(await worlds[0].somebody(['phone']))
    const log: { customerId: string; startedAt: Date }[] = []
    const stopped = new Map<string, number>()
    let tick = 0
    // a clock that only ever grows, so that one moment can be told from the next
    const base = worlds[0].clock.now.getTime()
    for (const world of worlds) {
      Object.defineProperty(world.clock, 'now', { get: () => new Date(base + ++tick) })
      world.rules = openRules
      world.answer.with = (message) => {
        log.push({ customerId: message.reference.customerId, startedAt: message.reference.startedAt })
        return accepted(message)
      }
    }
    await Promise.all(
      people.map(async (customerId, n) => {
        for (let k = 0; k < 6; k++) {
          await worlds[(n + k) % 2]?.outbox.request([worlds[0].request(customerId)])
          if (k === n % 6) {
            await withdraw(
              store.db,
              customerId,
              ['sms'],
              { source: 'test', evidence: 'stop' },
              new Date(base + tick),
            )
            stopped.set(customerId, ++tick)
          }
        }
      }),
    )
    await settled(people)
    await Promise.all(worlds.map(({ outbox }) => outbox.close()))
    expect(log.length).toBeGreaterThan(0)
    const late = log.filter(
      ({ customerId, startedAt }) =>
        startedAt.getTime() - base > (stopped.get(customerId) ?? Number.POSITIVE_INFINITY),
    )
    expect(late).toEqual([])
  })

  test('people who are joined and parted meanwhile are locked without a deadlock', async () => {
    const worlds = openTwo()
    for (const world of worlds) world.rules = openRules
    const people: string[] = []
    for (let n = 0; n < 8; n++) people.push(await worlds[0].somebody(['phone']))
    const at = worlds[0].clock.now
    const shuffled = () => [...people].sort(() => Math.random() - 0.5)
    const joining = async () => {
      for (let n = 0; n < 12; n++) {
        const [one = '', two = ''] = shuffled()
        const { merged } = await mergeCustomers(
          store.db,
          { customerId: one, otherId: two, staffId: 'stf_1', reason: 'test' },
          at,
        )
        if (merged)
          await unmergeCustomers(
            store.db,
            { customerId: one, apart: [two], staffId: 'stf_1', reason: 'test' },
            at,
          ).catch(() => {})
      }
    }
    const locking = async () => {
      for (let n = 0; n < 60; n++) await inTransaction(store.db, (tx) => lockCustomers(tx, shuffled()))
    }
    const asking = async (world: OutboxWorld) => {
      for (let n = 0; n < 20; n++)
        await world.outbox.request(shuffled().map((customerId) => worlds[0].request(customerId)))
    }
    const all = await Promise.allSettled([joining(), joining(), locking(), locking(), ...worlds.map(asking)])
    expect(all.filter(({ status }) => status === 'rejected')).toEqual([])
    await settled(people)
    await Promise.all(worlds.map(({ outbox }) => outbox.close()))
  })
})

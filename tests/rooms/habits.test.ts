import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#contract/ids.ts'
import { withdraw } from '#domain/consent/index.ts'
import { type Fields, storeEvents } from '#domain/events/index.ts'
import { createHabits, readPeople } from '#orchestrator/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { putOutboxRow } from '../support/outbox-rows.ts'
import { type OutboxWorld, openOutboxWorld, openRules } from '../support/outbox-world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describeOnBoth('how people answer', (open) => {
  let store: Store
  let world: OutboxWorld
  const now = new Date('2026-11-20T18:00:00Z') // a Friday, 11 in Denver
  const habits = () =>
    createHabits({
      suppressionKey: 'a key for the tests, long enough to be one',
      shop: async () => ({
        rules: { ...openRules, quietHours: { from: 9, until: 20 } },
        timeZone: 'America/Denver',
        draw: () => ({ ok: true, contents: [], segments: 1 }),
      }),
    })

  beforeAll(async () => {
    store = await open({ poolSize: 4 })
    world = openOutboxWorld(store.db)
  })
  afterAll(() => store.close())

  const happened = (customerId: string, name: string, at: Date, context: Fields = {}) =>
    storeEvents(
      store.db,
      [
        {
          customerId,
          event: {
            messageId: newId('event', at),
            type: 'track',
            name,
            occurredAt: at,
            receivedAt: at,
            identifiers: [],
            properties: {},
            traits: {},
            context,
            source: 'test',
            trust: 'secret',
          },
        },
      ],
      at,
    )
  /** On weekdays of the last two weeks, at this hour of Denver. */
  const weekdaysAt = (hour: number) =>
    [1, 2, 3, 4, 7, 8, 9, 10].map((days) => new Date(Date.UTC(2026, 10, 20 - days, hour + 7)))
  const day = { from: now, until: new Date(now.getTime() + DAY) }
  const hourFor = async (customerId: string) => {
    const times = await habits().bestTimes(store.db, { customerIds: [customerId], ...day }, now)
    return times.get(customerId)
  }

  test('they are written to when they click, not when a machine looks into their mail', async () => {
    const [reader, apple, scanner] = [await world.somebody(), await world.somebody(), await world.somebody()]
    for (const at of weekdaysAt(18)) {
      await happened(reader, 'Email Link Clicked', at)
      await happened(apple, 'Email Opened', at, { userAgent: 'Mozilla/5.0' })
      // a scanner that opens every mail within seconds of its arrival
      await putOutboxRow(store.db, { customerId: scanner, channel: 'email', createdAt: at, startedAt: at })
      await happened(scanner, 'Email Opened', new Date(at.getTime() + 2000), { userAgent: 'Scan/1.0' })
    }
    expect(await hourFor(reader)).toEqual(new Date('2026-11-21T01:00:00Z')) // 18 in Denver
    const { of, everybody } = await engagementOf([reader, apple, scanner])
    expect([reader, apple, scanner].map((id) => of(id))).toEqual([8, 0, 0])
    // of everybody the reader's eight are all there is
    expect(everybody).toBe(8)
  })

  test('people of whom nothing is known get the hour of the others, and their own clock', async () => {
    const stranger = await world.somebody()
    expect(await hourFor(stranger)).toEqual(new Date('2026-11-21T01:00:00Z'))
  })

  test('the order names channels that reach them, the one they answer on first', async () => {
    const [clicks, silent] = [await world.somebody(), await world.somebody()]
    for (const customerId of [clicks, silent])
      for (let n = 1; n <= 9; n++) {
        const at = new Date(now.getTime() - n * 2 * DAY)
        await putOutboxRow(store.db, { customerId, channel: 'email', createdAt: at, startedAt: at })
        if (customerId === clicks)
          await happened(customerId, 'Email Link Clicked', new Date(at.getTime() + HOUR))
      }
    const stopped = await world.somebody(['phone'])
    const said = { source: 'test', evidence: 'stop' }
    await withdraw(store.db, stopped, ['sms', 'whatsapp'], said, now)
    const customerIds = [clicks, silent, stopped]
    const asked = { customerIds, kind: 'marketing', expectedValue: 5000 } as const
    const orders = await habits().channelOrders(store.db, asked, now)
    expect(orders.get(clicks)?.[0]).toBe('email')
    expect(orders.get(silent)?.at(-1)).toBe('email')
    expect(orders.get(silent)).not.toContain('push') // there is no token
    expect(orders.get(stopped)).toEqual([])
  })

  /** How many signs each of them, and everybody, gave. */
  async function engagementOf(customerIds: string[]) {
    const about = { suppressionKey: 'a key for the tests, long enough to be one', rules: openRules }
    const personOf = await readPeople(store.db, about, customerIds, now)
    const { of, everybody } = await habits().engagement(store.db, customerIds.map(personOf), now)
    return { of: (id: string) => of(personOf(id)).signs.length, everybody: everybody.signs.length }
  }
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeDemo, seedDemo } from '#demo/index.ts'
import { eventsOf, listSetAside } from '#domain/events/index.ts'
import { findByIdentifier, membersOf } from '#domain/identity/index.ts'
import { sourcePage } from '#inbound/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'

const now = new Date('2026-03-04T18:00:00Z')
let store: Store
beforeAll(async () => {
  store = await openTestStore()
  await seedDemo(store.db, now)
})
afterAll(() => store.close())

async function rows(text: string): Promise<number> {
  const answer = await sql.raw<{ count: number }>(`select count(*) as count from ${text}`).execute(store.db)
  return answer.rows[0]?.count ?? -1
}

test('the demo shop has a year of events that fit its orders', async () => {
  expect(await rows('events')).toBeGreaterThan(5000)
  expect(await rows(`events where occurred_at > '${now.toISOString()}'`)).toBe(0)
  expect(await rows(`events where occurred_at < '${new Date('2025-03-04').toISOString()}'`)).toBe(0)
  const completed = `events e where e.name = 'Order Completed'`
  expect(
    await rows(`${completed} and not exists (select 1 from orders o where o.channel = 'web'
    and o.order_number = e.properties->>'order_id' and o.placed_at = e.occurred_at)`),
  ).toBe(0)
  const customer = await findByIdentifier(store.db, 'user_id', 'tw-0001')
  const story = await eventsOf(store.db, await membersOf(store.db, customer?.customerId ?? ''), {
    limit: 100,
  })
  expect(story.map(({ name }) => name)).toContain('Order Completed')
})

test('its sources show them, and an app that spells a name wrong', async () => {
  const sources = await sourcePage(store.db, 30, now)
  expect(sources.map(({ source }) => source)).toContain('Demo · website')
  const app = sources.find(({ source }) => source === 'Demo · app 2.1')
  expect(app?.refusals).toEqual([{ code: 'unknown_event', events: 7 }])
  expect(await listSetAside(store.db, {}, 20)).toHaveLength(7)
})

test('it leaves with the demo shop', async () => {
  await removeDemo(store.db, now)
  for (const table of ['events', 'event_messages', 'event_conversions', 'events_set_aside', 'event_counts'])
    expect([table, await rows(table)]).toEqual([table, 0])
})

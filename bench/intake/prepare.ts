import { liveSegments, saveSegment } from '#domain/segments/index.ts'
import { createApiKey } from '#domain/settings/index.ts'
import { importEvents } from '#inbound/index.ts'
import { migrate, openStore } from '#store/index.ts'
import { CUSTOMERS } from './shoppers.ts'

const CHUNK = 500
const segments = [
  {
    name: 'Looks around',
    rule: { type: 'event', name: 'Product Viewed', withinDays: 7, times: { op: 'at_least', value: 3 } },
  },
  {
    name: 'Left a cart',
    rule: { type: 'event', name: 'Product Added', withinDays: 2, notFollowedBy: 'Order Completed' },
  },
  { name: 'Probed', rule: { type: 'trait', name: 'probe', is: { op: 'known' } } },
] as const

export interface Place {
  databaseUrl?: string
  dataDir?: string
}

/** Fills a database with the shoppers that will return and with three live segments; answers a secret key. */
export async function prepare(place: Place, customers = CUSTOMERS): Promise<string> {
  const store = await openStore(place)
  try {
    await migrate(store.db)
    const now = new Date()
    for (let at = 0; at < customers; at += CHUNK) {
      const calls = Array.from({ length: CHUNK }, (_, index) => seen(at + index, now))
      await importEvents(store.db, calls, { source: 'seed', trust: 'secret', receivedAt: now }, now)
    }
    const names = new Set((await liveSegments(store.db)).map((each) => each.name))
    for (const { name, rule } of segments.filter((each) => !names.has(each.name)))
      await saveSegment(store.db, { name, description: '', purpose: 'service', rule }, null, now)
    return (await createApiKey(store.db, 'secret', 'bench', now)).key
  } finally {
    await store.close()
  }
}

function seen(shopper: number, now: Date) {
  return {
    type: 'identify',
    messageId: `seed-${shopper}`,
    timestamp: new Date(now.getTime() - 30 * 86_400_000).toISOString(),
    anonymousId: `anon-${shopper}`,
    userId: `user-${shopper}`,
    traits: { email: `shopper-${shopper}@example.com`, name: `Shopper ${shopper}` },
  }
}

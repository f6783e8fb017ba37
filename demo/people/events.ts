import {
  countOutcomes,
  type EventRow,
  type OutcomeCount,
  removeSources,
  type SetAsideInput,
  setAside,
  storeEvents,
} from '#domain/events/index.ts'
import { type CustomerInput, resolveCustomers } from '#domain/identity/index.ts'
import type { OrderInput } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'
import type { Goods } from '../goods/assortment.ts'
import { lifeSources } from '../life/doing.ts'
import { doingsOf, eventSources } from './doings.ts'

const DAY = 86_400_000
const CHUNK = 1000
const COUNTED_DAYS = 30

/** A year of what the demo's people did, and an app that sends a name nobody knows; twice equals once. */
export async function seedEvents(
  db: Db,
  people: readonly CustomerInput[],
  orders: readonly OrderInput[],
  goods: readonly Goods[],
  source: string,
  now: Date,
): Promise<void> {
  const resolved = await resolveCustomers(db, [...people], source, now)
  const bought = new Map<string | undefined, OrderInput[]>()
  for (const order of orders) {
    const theirs = bought.get(order.customer.userId)
    if (theirs) theirs.push(order)
    else bought.set(order.customer.userId, [order])
  }
  const rows = people.flatMap((person, index) => {
    const customerId = resolved[index]?.customerId
    if (customerId === undefined) return []
    const events = doingsOf(person, bought.get(person.userId) ?? [], goods, now)
    return events.map((event): EventRow => ({ event, customerId }))
  })
  const fresh: EventRow[] = []
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK)
    const { stored } = await storeEvents(db, chunk, now)
    fresh.push(...chunk.filter((_, index) => stored[index]))
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  await countDays(db, fresh, now)
  await sendSlips(db, now)
}

/** What the page of sources shows of the last month. */
async function countDays(db: Db, rows: readonly EventRow[], now: Date): Promise<void> {
  const days = new Map<number, OutcomeCount[]>()
  for (const { event } of rows) {
    const ago = Math.floor((now.getTime() - event.receivedAt.getTime()) / DAY)
    const count: OutcomeCount = { source: event.source, outcome: 'stored', events: 1 }
    if (ago < COUNTED_DAYS) days.set(ago, [...(days.get(ago) ?? []), count])
  }
  for (const [ago, counts] of days) await countOutcomes(db, counts, 0, new Date(now.getTime() - ago * DAY))
}

const app = 'Demo · app 2.1'
const SLIPS = 7

/** Events of an app that spells a name wrong: they wait on the page of sources. */
async function sendSlips(db: Db, now: Date): Promise<void> {
  const slips = Array.from({ length: SLIPS }, (_, index): SetAsideInput => {
    const receivedAt = new Date(now.getTime() - index * 0.7 * DAY)
    const messageId = `demo-slip-${index}`
    return {
      raw: {
        type: 'track',
        event: 'product viewed',
        messageId,
        userId: `tw-${String(index * 7 + 5).padStart(4, '0')}`,
        timestamp: receivedAt.toISOString(),
        properties: { product_id: 'heron-rain-shell' },
      },
      refusal: {
        code: 'unknown_event',
        field: 'event',
        message: '“product viewed” is not an event name; did you mean “Product Viewed”?',
      },
      source: app,
      trust: 'secret',
      sentAt: null,
      proof: null,
      receivedAt,
    }
  })
  const kept = await setAside(db, slips)
  const counts = slips
    .filter((_, index) => kept[index] !== null)
    .map(({ source, refusal }): OutcomeCount => ({ source, outcome: refusal.code, events: 1 }))
  await countOutcomes(db, counts, 0, now)
}

/** Takes it out again. */
export function removeEvents(db: Db): Promise<void> {
  return removeSources(db, [...new Set([...Object.values(eventSources), ...Object.values(lifeSources), app])])
}

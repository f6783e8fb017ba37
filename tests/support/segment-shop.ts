import { newId } from '#contract/ids.ts'
import type { Rule } from '#contract/segments.ts'
import { storeEvents } from '#domain/events/index.ts'
import { createCustomer, type Identifier } from '#domain/identity/index.ts'
import { type OrderInput, orderInput, upsertOrders } from '#domain/orders/index.ts'
import { membersOfSegment, refreshDue, saveSegment } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'

export const segmentNow = new Date('2026-03-02T10:00:00Z')
export const daysAgo = (days: number) => new Date(segmentNow.getTime() - days * 86_400_000)

let count = 0

/** A customer of their own, with these identifiers; first seen so many days ago. */
export async function person(db: Db, identifiers: Identifier[] = [], days = 400): Promise<string> {
  const { customerId } = await createCustomer(db, { identifiers, source: 'test' }, daysAgo(days))
  return customerId
}

/** Somebody with an e-mail, and their orders: days ago and minor units. */
export async function buyer(
  db: Db,
  email: string,
  bought: { days: number; total: number; more?: Partial<OrderInput> }[],
): Promise<void> {
  const orders = bought.map(({ days, total, more }) =>
    orderInput.parse({
      orderNumber: `S-${++count}`,
      status: 'delivered',
      customer: { email },
      currency: 'USD',
      total,
      lines: [{ productId: 'mug', variantId: 'mug-1', title: 'Mug', quantity: 1, unitPrice: total }],
      placedAt: daysAgo(days),
      ...more,
    }),
  )
  await upsertOrders(db, orders, 'test', segmentNow)
}

export interface Happening {
  customerId: string
  name: string
  at: Date
  properties?: Record<string, unknown>
}

/** Events, as intake has checked them. */
export async function allHappened(db: Db, happenings: Happening[]): Promise<void> {
  const rows = happenings.map(({ customerId, name, at, properties = {} }) => ({
    customerId,
    event: {
      messageId: newId('message', at),
      type: 'track' as const,
      name,
      occurredAt: at,
      receivedAt: at,
      identifiers: [],
      properties,
      traits: {},
      context: {},
      source: 'test',
      trust: 'secret' as const,
    },
  }))
  await storeEvents(db, rows, segmentNow)
}

export function happened(
  db: Db,
  customerId: string,
  name: string,
  at: Date,
  properties: Record<string, unknown> = {},
): Promise<void> {
  return allHappened(db, [{ customerId, name, at, properties }])
}

/** Who is in a new segment with this rule, among all that there are now; sorted. */
export async function membersBy(db: Db, rule: Rule, now = segmentNow): Promise<string[]> {
  const { segmentId } = await saveSegment(
    db,
    { name: `Segment ${++count}`, description: '', purpose: 'marketing', rule },
    null,
    now,
  )
  await refreshDue(db, now)
  const { members } = await membersOfSegment(db, segmentId, { limit: 10_000 })
  return members.map(({ customerId }) => customerId).sort()
}

import type { TrackedEvent } from './events.ts'
import { textOf } from './named-persons.ts'

/** The events that browser and server may both report, and which count once. */
const conversions = new Set(['Order Completed', 'Order Refunded', 'Order Cancelled'])
const MAX_CHARS = 200

/**
 * What an event is a report of: two with the same key are one conversion. null: every report counts. A
 * refund is told by its own id; without one, by order and amount.
 */
export function conversionOf(event: Pick<TrackedEvent, 'name' | 'properties'>): string | null {
  if (!conversions.has(event.name)) return null
  const { order_id, refund_id, total } = event.properties
  const order = textOf(order_id)?.trim().slice(0, MAX_CHARS)
  if (!order) return null
  if (event.name !== 'Order Refunded') return `${event.name} ${order}`
  const refund = textOf(refund_id)?.trim().slice(0, MAX_CHARS)
  return refund ? `${event.name} ${order} ${refund}` : `${event.name} ${order} of ${textOf(total) ?? 'all'}`
}

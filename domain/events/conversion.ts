import type { EventTrust, TrackedEvent } from './events.ts'
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
  const order = plain(textOf(order_id))
  if (order === '') return null
  if (event.name !== 'Order Refunded') return `${event.name} ${order}`
  const refund = plain(textOf(refund_id))
  return refund !== ''
    ? `${event.name} ${order} ${refund}`
    : `${event.name} ${order} of ${textOf(total) ?? 'all'}`
}

/** An order's number as a page and a till both write it. */
function plain(text: string | null): string {
  const letters = (text ?? '').normalize('NFKC').replace(/[#\s]/g, '')
  return letters.toUpperCase().slice(0, MAX_CHARS)
}

/** What decides which of two reports of one conversion counts. */
export interface Report {
  trust: EventTrust
  occurredAt: Date
  messageId: string
}

/** A server's before a browser's, then the earlier one, then by name. */
export function comesBefore(a: Report, b: Report): boolean {
  if (a.trust !== b.trust) return a.trust === 'secret'
  const apart = a.occurredAt.getTime() - b.occurredAt.getTime()
  return apart === 0 ? a.messageId < b.messageId : apart < 0
}

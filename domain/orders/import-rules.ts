import type { OrderInput } from './order-input.ts'
import type { OrderStatus } from './orders.ts'

/** What an import needs to know of an order that is here already. */
export interface KnownOrder {
  customerId: string
  orderId: string
  hash: string
  cancelledHere: boolean
  updatedAt: Date
}

/** The hash of an order whose person was erased: no import brings them back. */
export const ERASED = 'erased'

/** Whether an import writes: never for the same content, an erased person, or an older state than ours. */
export function changesOrder(known: KnownOrder, input: OrderInput, hash: string): boolean {
  if (known.hash === hash || known.hash === ERASED) return false
  return input.updatedAt === undefined || input.updatedAt >= known.updatedAt
}

/** A cancellation made here stands until the shop says that the goods have left after all. */
export function statusAfter(known: KnownOrder | undefined, incoming: OrderStatus): OrderStatus {
  const notYetHeard = incoming === 'pending' || incoming === 'processed'
  return known?.cancelledHere && notYetHeard ? 'cancelled' : incoming
}

/** When the order was last changed, as far as the shop says. */
export function updatedAtAfter(known: KnownOrder | undefined, input: OrderInput): Date {
  return input.updatedAt ?? known?.updatedAt ?? input.placedAt
}

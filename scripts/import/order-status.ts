import type { OrderStatus } from '#domain/orders/index.ts'

/** What shops call the states of an order, plainly written. */
const words: Record<OrderStatus, string> = {
  pending: 'pending new onhold awaitingpayment pendingpayment unpaid draft checkoutdraft',
  processed:
    'processed processing open paid confirmed authorized inprogress unfulfilled partial partiallyfulfilled',
  shipped: 'shipped dispatched intransit sent fulfilled outfordelivery',
  delivered: 'delivered completed complete closed done collected pickedup',
  cancelled: 'cancelled canceled void voided failed trash expired',
  returned: 'returned return',
  refunded: 'refunded refund chargeback',
}

const statuses = new Map(
  Object.entries(words).flatMap(([status, names]) =>
    names.split(' ').map((name) => [name, status as OrderStatus] as const),
  ),
)

/** `wc-completed`, `In transit` and `PAID` as one of ours; null: a word we do not know. */
export function readStatus(text: string): OrderStatus | null {
  const plain = text
    .toLowerCase()
    .replace(/^wc-/, '')
    .replace(/[^a-z]/g, '')
  return statuses.get(plain) ?? null
}

/** Whether an order of lines brings goods back: a credit note by its number (`C489449`), or nothing but returns. */
export function isReturn(orderNumber: string, quantities: readonly number[], total: number): boolean {
  return /^C\d+$/i.test(orderNumber) || total < 0 || quantities.every((quantity) => quantity < 0)
}

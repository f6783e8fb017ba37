import type { TrackedEvent } from '#domain/events/index.ts'
import type {
  IntervalUnit,
  SubscriptionChange,
  SubscriptionChangeKind,
  SubscriptionItem,
} from '../subscriptions.ts'
import { fieldsIn, textIn, timeIn, wholeIn } from './fields.ts'

const changes: Record<string, SubscriptionChangeKind> = {
  'Subscription Started': 'started',
  'Subscription Updated': 'updated',
  'Subscription Skipped': 'skipped',
  'Subscription Paused': 'paused',
  'Subscription Resumed': 'resumed',
  'Subscription Swapped': 'swapped',
  'Subscription Item Swapped': 'swapped',
  'Subscription Renewed': 'renewed',
  'Subscription Renewal Due': 'renewal_due',
  'Subscription Payment Failed': 'payment_failed',
  'Subscription Cancelled': 'cancelled',
}
const units = new Map<string, IntervalUnit>([
  ['day', 'day'],
  ['week', 'week'],
  ['month', 'month'],
  ['year', 'year'],
])
const MAX_ITEMS = 100

/** What an event of the shop's own systems changes about a subscription; null: nothing. */
export function subscriptionChangeOf(event: TrackedEvent): SubscriptionChange | null {
  const change = changes[event.name]
  const subscriptionId = textIn(event.properties, 'subscription_id')
  if (!change || !subscriptionId || event.trust !== 'secret') return null
  return {
    subscriptionId,
    changeId: event.messageId,
    change,
    items: itemsIn(event.properties.items),
    interval: intervalIn(event.properties),
    renewsAt: timeIn(event.properties, 'renewal_date'),
    pausedUntil: timeIn(event.properties, 'paused_until'),
    detail: textIn(event.properties, 'reason'),
    source: event.source,
    at: event.occurredAt,
  }
}

function intervalIn(properties: TrackedEvent['properties']): SubscriptionChange['interval'] {
  const unit = units.get(textIn(properties, 'interval_unit')?.toLowerCase().replace(/s$/, '') ?? '')
  const count = wholeIn(properties, 'interval_count') ?? 1
  return unit && count >= 1 && count <= 1000 ? { unit, count } : null
}

/** null: the event says nothing of items; an empty list says there are none. */
function itemsIn(value: unknown): SubscriptionItem[] | null {
  if (!Array.isArray(value)) return null
  return value.slice(0, MAX_ITEMS).flatMap((entry) => {
    const fields = fieldsIn(entry)
    const productId = fields && (textIn(fields, 'product_id') ?? textIn(fields, 'productId'))
    if (!fields || !productId) return []
    const quantity = wholeIn(fields, 'quantity') ?? 1
    return {
      productId,
      variantId: textIn(fields, 'variant_id') ?? textIn(fields, 'variantId'),
      title: textIn(fields, 'name') ?? textIn(fields, 'title'),
      quantity: quantity > 0 ? quantity : 1,
    }
  })
}

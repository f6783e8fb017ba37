export const subscriptionChanges = [
  'started',
  'updated',
  'skipped',
  'paused',
  'resumed',
  'swapped',
  'renewed',
  'renewal_due',
  'payment_failed',
  'cancelled',
] as const
export type SubscriptionChangeKind = (typeof subscriptionChanges)[number]

export type SubscriptionStatus = 'active' | 'paused' | 'past_due' | 'cancelled'
export type IntervalUnit = 'day' | 'week' | 'month' | 'year'

export interface SubscriptionItem {
  productId: string
  variantId: string | null
  title: string | null
  quantity: number
}

/** One thing that happened to a subscription; a field that is null says nothing about it. */
export interface SubscriptionChange {
  subscriptionId: string
  changeId: string
  change: SubscriptionChangeKind
  items: SubscriptionItem[] | null
  interval: { unit: IntervalUnit; count: number } | null
  renewsAt: Date | null
  pausedUntil: Date | null
  detail: string | null
  source: string
  at: Date
}

export interface Subscription {
  subscriptionId: string
  status: SubscriptionStatus
  items: SubscriptionItem[]
  interval: { unit: IntervalUnit; count: number } | null
  renewsAt: Date | null
  pausedUntil: Date | null
  startedAt: Date | null
  changedAt: Date
  source: string
}

/** What a change makes of the status; the others leave it as it is. */
export const statusAfter: Partial<Record<SubscriptionChangeKind, SubscriptionStatus>> = {
  started: 'active',
  resumed: 'active',
  renewed: 'active',
  paused: 'paused',
  payment_failed: 'past_due',
  cancelled: 'cancelled',
}

/** What each subscription stands at: of every field the latest that was said, whatever order it came in. */
export function subscriptionsOf(changes: readonly SubscriptionChange[], now: Date): Subscription[] {
  const byId = new Map<string, Map<string, SubscriptionChange>>()
  for (const change of changes) {
    if (change.at > now) continue
    const about = byId.get(change.subscriptionId) ?? new Map<string, SubscriptionChange>()
    byId.set(change.subscriptionId, about.set(change.changeId, change))
  }
  return [...byId.values()]
    .flatMap((about) => standing([...about.values()].sort(byTime), now))
    .sort(
      (a, b) =>
        b.changedAt.getTime() - a.changedAt.getTime() || (a.subscriptionId < b.subscriptionId ? -1 : 1),
    )
}

function byTime(a: SubscriptionChange, b: SubscriptionChange): number {
  return a.at.getTime() - b.at.getTime() || (a.changeId < b.changeId ? -1 : 1)
}

function standing(changes: readonly SubscriptionChange[], now: Date): Subscription[] {
  const last = changes.at(-1)
  if (!last) return []
  const opening: Subscription = {
    subscriptionId: last.subscriptionId,
    status: 'active',
    items: [],
    interval: null,
    renewsAt: null,
    pausedUntil: null,
    startedAt: changes.find((change) => change.change === 'started')?.at ?? null,
    changedAt: last.at,
    source: last.source,
  }
  return [wake(changes.reduce(afterChange, opening), now)]
}

function afterChange(before: Subscription, change: SubscriptionChange): Subscription {
  const interval = change.interval ?? before.interval
  const skipped =
    change.change === 'skipped' && before.renewsAt && interval ? addInterval(before.renewsAt, interval) : null
  const status = statusAfter[change.change] ?? before.status
  return {
    ...before,
    status,
    items: change.items ?? before.items,
    interval,
    renewsAt: change.renewsAt ?? skipped ?? before.renewsAt,
    pausedUntil: status === 'paused' ? (change.pausedUntil ?? before.pausedUntil) : null,
  }
}

/** A pause that has run out is over, whether or not somebody said so. */
function wake(subscription: Subscription, now: Date): Subscription {
  const { status, pausedUntil } = subscription
  return status === 'paused' && pausedUntil && pausedUntil <= now
    ? { ...subscription, status: 'active', pausedUntil: null }
    : subscription
}

/** One interval later, in UTC; the 31st becomes the last day of a shorter month. */
export function addInterval(from: Date, interval: { unit: IntervalUnit; count: number }): Date {
  const { unit, count } = interval
  if (unit === 'day' || unit === 'week')
    return new Date(from.getTime() + count * (unit === 'week' ? 7 : 1) * 86_400_000)
  const months = unit === 'year' ? 12 * count : count
  const to = new Date(from)
  to.setUTCDate(1)
  to.setUTCMonth(to.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return to
}

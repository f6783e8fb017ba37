import { hash } from 'node:crypto'
import { formatMoney } from '#contract/money.ts'
import type { ConsentEntry } from '#domain/consent/index.ts'
import type { Conversation } from '#domain/conversations/index.ts'
import type { StoredEvent } from '#domain/events/index.ts'
import type { Order } from '#domain/orders/index.ts'
import type { LoyaltyEntry, LoyaltyKind } from './loyalty.ts'
import type { SubscriptionChange, SubscriptionChangeKind } from './subscriptions.ts'
import type { TimelineEntry } from './timeline.ts'

/** Events that another room has an entry of its own for. */
export function isToldElsewhere(name: string): boolean {
  return /^(Order |Loyalty |Subscription |Consent )/.test(name)
}

export function orderEntry(order: Order, locale: string): TimelineEntry {
  const goods = order.lines.map((line) =>
    line.quantity === 1 ? line.title : `${line.quantity} × ${line.title}`,
  )
  return {
    id: `orders ${order.orderId}`,
    kind: 'orders',
    title: `Order ${order.orderNumber}, ${order.status}`,
    detail: [formatMoney(order.total, locale), shortList(goods)].filter((part) => part !== '').join(': '),
    channel: order.channel,
    at: order.placedAt,
    source: order.storeId ? `store ${order.storeId}` : order.channel,
  }
}

export function conversationEntry(conversation: Conversation & { firstText: string | null }): TimelineEntry {
  return {
    id: `conversations ${conversation.conversationId}`,
    kind: 'conversations',
    title: `Conversation, ${conversation.status.replace('_', ' ')}`,
    detail: conversation.firstText?.slice(0, 200) ?? null,
    channel: conversation.channel,
    at: conversation.createdAt,
    source: 'chat',
  }
}

const loyaltyTitles: Record<LoyaltyKind, string> = {
  joined: 'Joined the loyalty programme',
  left: 'Left the loyalty programme',
  earned: 'Points earned',
  redeemed: 'Points redeemed',
  expired: 'Points lapsed',
  adjusted: 'Points corrected',
  tier: 'New tier',
  reward_issued: 'Reward given',
  reward_redeemed: 'Reward used',
  reward_expired: 'Reward lapsed',
  milestone: 'Milestone reached',
}

export function loyaltyEntry(entry: LoyaltyEntry): TimelineEntry {
  const points = entry.points === 0 ? null : `${entry.points > 0 ? '+' : ''}${entry.points} points`
  return {
    id: `loyalty ${entry.entryId}`,
    kind: 'loyalty',
    title: loyaltyTitles[entry.kind],
    detail: [points, entry.label].filter(Boolean).join(', ') || null,
    channel: null,
    at: entry.at,
    source: entry.source,
  }
}

const changeTitles: Record<SubscriptionChangeKind, string> = {
  started: 'Subscription started',
  updated: 'Subscription changed',
  skipped: 'One delivery skipped',
  paused: 'Subscription paused',
  resumed: 'Subscription resumed',
  swapped: 'Items swapped',
  renewed: 'Subscription renewed',
  renewal_due: 'Renewal due',
  payment_failed: 'Payment failed',
  cancelled: 'Subscription cancelled',
}

export function subscriptionEntry(change: SubscriptionChange): TimelineEntry {
  const items = (change.items ?? []).map((item) => item.title ?? item.productId)
  return {
    id: `subscriptions ${change.subscriptionId} ${change.changeId}`,
    kind: 'subscriptions',
    title: changeTitles[change.change],
    detail: [change.detail, shortList(items)].filter(Boolean).join(': ') || null,
    channel: null,
    at: change.at,
    source: change.source,
  }
}

/** What was said in one breath ("no mail at all" is five lines of the ledger) is one entry. */
export function consentEntries(entries: readonly ConsentEntry[]): TimelineEntry[] {
  const together = new Map<string, ConsentEntry[]>()
  for (const entry of entries) {
    // the id goes further than the words may: into cursors, and to who may not read conversations
    const words = hash('sha256', entry.evidence, 'base64url').slice(0, 22)
    const key = [entry.at.toISOString(), entry.channel, entry.state, entry.source, words].join(' ')
    together.set(key, [...(together.get(key) ?? []), entry])
  }
  return [...together].flatMap(([key, [first, ...rest]]) => {
    if (!first) return []
    const purposes = [first, ...rest].map((entry) => entry.purpose).sort()
    return {
      id: `consent ${key}`,
      kind: 'consent' as const,
      title: `Consent ${first.state}: ${purposes.join(', ')}`,
      detail: first.evidence || null,
      channel: first.channel,
      at: first.at,
      source: first.source,
    }
  })
}

export function eventEntry(event: StoredEvent): TimelineEntry {
  return {
    id: `events ${event.eventId}`,
    kind: 'events',
    title: event.name,
    detail: detailOf(event.properties),
    channel: channelOf(event),
    at: event.occurredAt,
    source: event.source,
  }
}

const telling = [
  'name',
  'product_name',
  'query',
  'title',
  'store_name',
  'store_id',
  'category',
  'subject',
  'url',
]

function detailOf(properties: StoredEvent['properties']): string | null {
  for (const field of telling) {
    const value = properties[field]
    if (typeof value === 'string' && value.trim() !== '') return value.slice(0, 200)
  }
  const { products } = properties
  const names = Array.isArray(products)
    ? products.flatMap((entry) => (typeof entry?.name === 'string' ? [entry.name] : []))
    : []
  return names.length > 0 ? shortList(names) : null
}

function channelOf(event: StoredEvent): string | null {
  const { channel } = event.context
  if (typeof channel === 'string') return channel
  if (event.type === 'screen' || /^(Application|Push) /.test(event.name)) return 'app'
  if (/^Email /.test(event.name)) return 'email'
  if (/^Store /.test(event.name)) return 'store'
  return event.type === 'page' || event.trust === 'public' ? 'web' : null
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}

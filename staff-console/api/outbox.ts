import type { OutboxCounts, OutboxPage, OutboxStory, SettledAs } from '#contract/staff-outbox.ts'
import type { OutboxRoute } from '../routing/route.ts'
import { request } from './http.ts'

export type OutboxFilter = Pick<OutboxRoute, 'state' | 'channel' | 'sender' | 'reason' | 'customerId'>

export function listOutbox(filter: OutboxFilter, limit: number, before: string | null): Promise<OutboxPage> {
  const { state, channel, sender, reason, customerId: customer } = filter
  const asked = { state, channel, sender, reason, customer, before, limit: String(limit) }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value)
  return request('GET', `/api/outbox?${query}`)
}

export function countOutbox(): Promise<OutboxCounts> {
  return request('GET', '/api/outbox/counts')
}

const one = (outboxId: string) => `/api/outbox/${encodeURIComponent(outboxId)}`

export function readOutboxMessage(outboxId: string): Promise<OutboxStory> {
  return request('GET', one(outboxId))
}

export function settleMessage(outboxId: string, as: SettledAs): Promise<OutboxStory> {
  return request('POST', `${one(outboxId)}/settle`, { as })
}

export function replayMessage(outboxId: string): Promise<OutboxStory> {
  return request('POST', `${one(outboxId)}/replay`)
}

export function cancelMessage(outboxId: string): Promise<OutboxStory> {
  return request('POST', `${one(outboxId)}/cancel`)
}

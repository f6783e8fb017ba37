import type { StaffView } from '#contract/staff-api.ts'
import type { OutboxAsked, OutboxCounts, OutboxPage } from '#contract/staff-outbox.ts'
import { wordsOfOutcome } from '#inbound/index.ts'
import { listOutbox, outboxTally } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { onlyOwn } from './access.ts'
import { viewMessages } from './messages.ts'

const DAYS = 30

/** A page of messages that this reader may read, by their latest change. */
export async function pageOfOutbox(
  house: House,
  asked: OutboxAsked & { before?: Cursor | undefined; limit: number },
  reader: StaffView,
  now: Date,
): Promise<OutboxPage> {
  const { state, channel, sender, reason, customer, before, limit } = asked
  const own = onlyOwn(reader)
  const rows = await listOutbox(house.db, {
    limit: limit + 1,
    ...(state && { states: [state] }),
    ...(channel && { channel }),
    ...(sender && { senderType: sender }),
    ...(reason !== undefined && { reason }),
    ...(customer !== undefined && { customerId: customer }),
    ...(own !== null && { staffId: own }),
    ...(before && { before }),
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    messages: await viewMessages(house, shown, now),
    next: rows.length > limit && last ? `${last.changedAt.toISOString()} ${last.outboxId}` : null,
  }
}

export interface Cursor {
  at: Date
  outboxId: string
}

/** Reads `next` of a page; null: it is none of ours. */
export function readCursor(text: string): Cursor | null {
  const [time = '', outboxId = ''] = text.split(' ')
  const at = new Date(time)
  return Number.isNaN(at.getTime()) || outboxId === '' ? null : { at, outboxId }
}

/** How many messages stand where, and why. */
export async function countOutbox(house: House, reader: StaffView, now: Date): Promise<OutboxCounts> {
  const since = new Date(now.getTime() - DAYS * 86_400_000)
  const states = new Map<OutboxCounts['states'][number]['state'], number>()
  const reasons = new Map<string, OutboxCounts['reasons'][number]>()
  for (const { state, reason, count } of await outboxTally(house.db, since, onlyOwn(reader))) {
    states.set(state, (states.get(state) ?? 0) + count)
    if (reason === null) continue
    const line = reasons.get(reason) ?? { reason, words: wordsOfOutcome(reason), count: 0 }
    reasons.set(reason, { ...line, count: line.count + count })
  }
  return {
    days: DAYS,
    states: [...states].map(([state, count]) => ({ state, count })),
    reasons: [...reasons.values()].sort((a, b) => b.count - a.count),
  }
}

import type { Gate } from '../outbound.ts'
import type { Touch } from '../person-facts.ts'
import { allowed, refused } from './answer.ts'
import { dueTouches, startedTouches } from './touches.ts'

type Rank = Pick<Touch, 'priority' | 'expectedValue' | 'createdAt'> & { outboxId: string | null }

/** Higher priority, then more expected of it, then asked for earlier, then by id: one comes first, always. */
function comesBefore(a: Rank, b: Rank): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority
  if (a.expectedValue !== b.expectedValue) return a.expectedValue > b.expectedValue
  const earlier = a.createdAt.getTime() - b.createdAt.getTime()
  if (earlier !== 0) return earlier < 0
  // one that is being asked for has no id yet: it comes after those that have
  return b.outboxId === null ? a.outboxId !== null : a.outboxId !== null && a.outboxId < b.outboxId
}

/** One winner per person and window: the best of what is due, and nothing soon after another. 0 minutes: off. */
export const arbitration: Gate = (message, facts) => {
  const { arbitrationMinutes } = facts.rules
  if (arbitrationMinutes === 0) return allowed
  const since = facts.now.getTime() - arbitrationMinutes * 60_000
  const spoken = startedTouches(message, facts).find(({ startedAt }) => startedAt.getTime() > since)
  if (spoken) return refused('too_soon', { winnerId: spoken.outboxId })
  const winner = dueTouches(message, facts)
    .filter((touch) => comesBefore(touch, message))
    .reduce<Touch | null>((best, touch) => (best && comesBefore(best, touch) ? best : touch), null)
  return winner ? refused('outranked', { winnerId: winner.outboxId }) : allowed
}
